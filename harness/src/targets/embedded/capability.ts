import type { Core } from './core.js';
import { reply, type FhirRequest, type Reply } from './http.js';
import type { SearchParameter } from '../../guide/guide.js';

const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport';

/** GET base/metadata: what this server really does. Made once. */
export function capabilityStatement(core: Core, _request: FhirRequest): Reply {
  core.statement ??= JSON.stringify(build(core));
  return reply(200, core.statement);
}

function build(core: Core): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date(core.now()).toISOString(),
    kind: 'instance',
    software: { name: core.name },
    implementation: {
      description: `${core.name}: an in-memory FHIR server; it forgets everything when it stops`,
      url: core.base,
    },
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        documentation: 'No access control: for tests on this machine only.',
        resource: core.definitions.resourceTypes().map((type) => resourceEntry(core, type)),
        interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }],
        operation: systemOperations(core),
      },
    ],
    messaging: [
      {
        endpoint: [
          {
            protocol: { system: 'http://terminology.hl7.org/CodeSystem/message-transport', code: 'http' },
            address: `${core.base}/$process-message`,
          },
        ],
        documentation:
          'Takes any event and acknowledges it. A message is told by its source endpoint and MessageHeader.id; a repeat gets the ' +
          'same acknowledgement and acts once. Resources are matched by business identifier, or created; of what is here already, a ' +
          'message changes Tasks and what came by messages. All of a message is stored or nothing. Of event coordination-changed only the message itself is stored.',
      },
    ],
  };
}

const INTERACTIONS = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
].map((code) => ({ code }));

function resourceEntry(core: Core, type: string): object {
  const parameters = [...core.searcher.parameters.supported(type).values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const references = parameters.filter((parameter) => parameter.type === 'reference');
  return {
    ...(type === 'Subscription' ? topicsExtension(core) : {}),
    type,
    ...(type === 'Subscription' ? { supportedProfile: [`${BACKPORT}/StructureDefinition/backport-subscription`] } : {}),
    interaction: INTERACTIONS,
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'logical', 'local'],
    ...(references.length > 0 ? { searchInclude: ['*', ...references.map(({ code }) => `${type}:${code}`)] } : {}),
    searchParam: parameters.map(searchParam),
    ...operations(core, type),
  };
}

function searchParam({ code, url, type }: SearchParameter): object {
  return { name: code, definition: url, type };
}

function operations(core: Core, type: string): object {
  const list: object[] = [];
  if (core.validate)
    list.push({ name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' });
  if (type === 'Subscription') {
    list.push({ name: 'status', definition: `${BACKPORT}/OperationDefinition/backport-subscription-status` });
    list.push({ name: 'events', definition: `${BACKPORT}/OperationDefinition/backport-subscription-events` });
  }
  return list.length > 0 ? { operation: list } : {};
}

function systemOperations(core: Core): object[] {
  const message = 'http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message';
  return [
    { name: 'process-message', definition: message },
    ...(core.validate
      ? [{ name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' }]
      : []),
  ];
}

function topicsExtension(core: Core): object {
  const url = `${BACKPORT}/StructureDefinition/capabilitystatement-subscriptiontopic-canonical`;
  const extension = [...core.subscriptions.topics.keys()].map((topic) => ({ url, valueCanonical: topic }));
  return extension.length > 0 ? { extension } : {};
}

import type { Operation } from 'rfc6902';
import type { Resource } from '../../guide/resource.js';
import type { IssueCode } from './issue.js';

/** One fault: an edit of a valid resource, and the issue that it must give. */
export interface Fault {
  /** Stable, in kebab-case. */
  id: string;
  description: string;
  /** Key into {@link BASES}. */
  base: keyof typeof BASES;
  /** JSON Patch that makes the fault. */
  edit: Operation[];
  expected: Expected;
  /** What else follows from the edit and is found too. */
  also?: Expected[];
}

/** An issue, less its words. */
export interface Expected {
  path: string;
  severity: 'error' | 'warning';
  code: IssueCode;
}

const COW = 'http://hl7.org/fhir/uv/cow';
const TASK_PROFILE = `${COW}/StructureDefinition/coordination-task`;
const IDENTIFIER = 'https://placer.example/tasks';

const task = {
  resourceType: 'Task',
  id: 't1',
  meta: { profile: [TASK_PROFILE] },
  contained: [{ resourceType: 'Practitioner', id: 'p', name: [{ family: 'Okafor' }] }],
  extension: [
    {
      url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer',
      extension: [
        { url: '_datatype', valueString: 'CodeableReference' },
        { url: 'reference', valueReference: { reference: '#p' } },
      ],
    },
  ],
  identifier: [{ system: IDENTIFIER, value: 'T-1' }],
  status: 'accepted',
  intent: 'order',
  priority: 'routine',
  code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
  focus: { reference: 'ServiceRequest/s1', type: 'ServiceRequest' },
  for: { reference: 'Patient/p1' },
  authoredOn: '2026-03-02T09:05:00Z',
  lastModified: '2026-03-02T10:00:00Z',
  requester: { reference: 'Organization/placer' },
  owner: { reference: 'Organization/fulfiller' },
  restriction: { repetitions: 1, period: { start: '2026-03-02', end: '2026-03-04' } },
  input: [{ type: { text: 'Remark' }, valueString: 'Fasting' }],
  output: [
    {
      type: { coding: [{ system: `${COW}/CodeSystem/cow-task-output`, code: 'result' }] },
      valueReference: { reference: 'DiagnosticReport/d1' },
    },
  ],
} satisfies Resource;

const request = {
  resourceType: 'ServiceRequest',
  id: 's1',
  identifier: [{ use: 'official', system: 'https://placer.example/orders', value: 'S-1' }],
  status: 'active',
  intent: 'order',
  code: { coding: [{ system: 'http://loinc.org', code: '58410-2' }] },
  quantityQuantity: { value: 1, unit: 'panel' },
  subject: { reference: 'Patient/p1' },
  occurrencePeriod: { start: '2026-03-02', end: '2026-03-09' },
  authoredOn: '2026-03-02',
  requester: { reference: 'PractitionerRole/r1' },
  note: [{ text: 'Call first', time: '2026-03-02T08:00:00Z' }],
} satisfies Resource;

const TASK_URL = 'https://placer.example/fhir/Task/t1';
const STATUS_URL = 'urn:uuid:0a4f6f0e-3f59-4b1c-9f0c-4c6f3e1f1f11';

const bundle = {
  resourceType: 'Bundle',
  id: 'b1',
  meta: { profile: [`${COW}/StructureDefinition/order-notification`] },
  type: 'history',
  timestamp: '2026-03-02T10:00:01Z',
  entry: [
    {
      fullUrl: STATUS_URL,
      resource: {
        resourceType: 'Parameters',
        id: 'n1',
        meta: { profile: [`${COW}/StructureDefinition/subscription-status`] },
        parameter: [
          { name: 'subscription', valueReference: { reference: 'https://placer.example/fhir/Subscription/sub1' } },
          { name: 'topic', valueCanonical: `${COW}/SubscriptionTopic/tasks-owned-by-me` },
          { name: 'status', valueCode: 'active' },
          { name: 'type', valueCode: 'event-notification' },
          {
            name: 'notification-event',
            part: [
              { name: 'event-number', valueString: '1' },
              { name: 'focus', valueReference: { reference: TASK_URL } },
            ],
          },
        ],
      },
      request: { method: 'GET', url: 'Subscription/sub1/$status' },
      response: { status: '200' },
    },
    {
      fullUrl: TASK_URL,
      resource: { ...task },
      request: { method: 'PUT', url: 'Task/t1' },
      response: { status: '200' },
    },
  ],
} satisfies Resource;

/** Resources without a fault. Their references are to be taken for resolvable. */
export const BASES = { task, request, bundle } as const;

const EXTENSION = '/extension/0';
const PARAMETERS = '/entry/0/resource/parameter';
const STATUS_PATH = 'Bundle.entry[0].resource';

const ALSO: Readonly<Record<string, Expected[]>> = {
  'string-for-object': [{ path: 'Task', severity: 'error', code: 'invariant' }],
  'missing-identifier': [{ path: 'Task', severity: 'error', code: 'invariant' }],
  'missing-nested-slice': [{ path: `${STATUS_PATH}.parameter[4]`, severity: 'error', code: 'min' }],
  'bundle-type': [
    { path: 'Bundle', severity: 'error', code: 'invariant' },
    { path: 'Bundle', severity: 'error', code: 'invariant' },
  ],
};

/** Faults that this validation must find, where it must find them; made to be compared with the official validator's. */
export const FAULTS: readonly Fault[] = [
  // --- structure
  fault(
    'unknown-element',
    'An element that Task does not have',
    'task',
    [add('/urgency', 'high')],
    'Task',
    'unknown-element',
  ),
  fault(
    'unknown-nested',
    'An unknown element within a backbone element',
    'task',
    [add('/restriction/times', 2)],
    'Task.restriction',
    'unknown-element',
  ),
  fault(
    'unknown-in-datatype',
    'An unknown element within a data type',
    'task',
    [add('/owner/name', 'Lab')],
    'Task.owner',
    'unknown-element',
  ),
  fault(
    'sibling-of-complex',
    'An underscore property beside an element that is no primitive',
    'task',
    [add('/_focus', { id: 'f' })],
    'Task',
    'unknown-element',
  ),
  fault(
    'single-as-array',
    'An array where the element cannot repeat',
    'task',
    [replace('/priority', ['routine'])],
    'Task.priority',
    'json-shape',
  ),
  fault(
    'repeating-as-single',
    'No array where the element can repeat',
    'task',
    [replace('/identifier', { system: IDENTIFIER, value: 'T-1' })],
    'Task.identifier',
    'json-shape',
  ),
  fault(
    'empty-object',
    'An object without any content',
    'task',
    [add('/statusReason', {})],
    'Task.statusReason',
    'json-shape',
  ),
  fault('empty-array', 'An array without items', 'task', [add('/note', [])], 'Task.note', 'json-shape'),
  fault(
    'string-for-object',
    'Text where a reference belongs',
    'task',
    [replace('/owner', 'Organization/fulfiller')],
    'Task.owner',
    'json-shape',
  ),
  fault('null-value', 'A property that is null', 'task', [add('/description', null)], 'Task.description', 'json-shape'),
  // --- primitives
  fault(
    'date-not-real',
    '30 February',
    'task',
    [replace('/authoredOn', '2026-02-30T09:05:00Z')],
    'Task.authoredOn',
    'primitive-format',
  ),
  fault(
    'date-time-without-zone',
    'A date and time without a time zone',
    'task',
    [replace('/lastModified', '2026-03-02T10:00:00')],
    'Task.lastModified',
    'primitive-format',
  ),
  fault(
    'date-in-words',
    'A date in words',
    'task',
    [replace('/restriction/period/end', 'next week')],
    'Task.restriction.period.end',
    'primitive-format',
  ),
  fault(
    'number-as-text',
    'A number in quotes',
    'task',
    [replace('/restriction/repetitions', '1')],
    'Task.restriction.repetitions',
    'primitive-format',
  ),
  fault(
    'positive-int-zero',
    '0 where numbers begin at 1',
    'task',
    [replace('/restriction/repetitions', 0)],
    'Task.restriction.repetitions',
    'primitive-format',
  ),
  fault(
    'bad-id',
    'An id with a character that ids do not have',
    'task',
    [replace('/id', 't_1')],
    'Task.id',
    'primitive-format',
  ),
  fault(
    'empty-string',
    'An empty text',
    'request',
    [replace('/note/0/text', '')],
    'ServiceRequest.note[0].text',
    'primitive-format',
  ),
  fault(
    'boolean-as-text',
    'true in quotes',
    'request',
    [add('/doNotPerform', 'true')],
    'ServiceRequest.doNotPerform',
    'primitive-format',
  ),
  fault(
    'instant-without-time',
    'A mere date where an instant is needed',
    'bundle',
    [replace('/timestamp', '2026-03-02')],
    'Bundle.timestamp',
    'primitive-format',
  ),
  fault(
    'uri-with-space',
    'A URI with a space',
    'request',
    [replace('/identifier/0/system', 'https://placer.example/my orders')],
    'ServiceRequest.identifier[0].system',
    'primitive-format',
  ),
  // --- choices
  fault(
    'choice-type-forbidden',
    'A value of a type that no output can have',
    'task',
    [add('/output/0/valueNarrative', 'x'), remove('/output/0/valueReference')],
    'Task.output[0].value',
    'choice-type',
  ),
  fault(
    'choice-twice',
    'A choice made twice',
    'task',
    [add('/input/0/valueBoolean', true)],
    'Task.input[0]',
    'choice-type',
  ),
  fault(
    'choice-type-unknown',
    'A type that this choice does not offer',
    'request',
    [add('/occurrenceInstant', '2026-03-02T08:00:00Z'), remove('/occurrencePeriod')],
    'ServiceRequest.occurrence',
    'choice-type',
  ),
  fault(
    'parameter-type',
    'A parameter with a type that its slice does not allow',
    'bundle',
    [remove(`${PARAMETERS}/4/part/0/valueString`), add(`${PARAMETERS}/4/part/0/valueInteger`, 1)],
    `${STATUS_PATH}.parameter[4].part[0].value`,
    'choice-type',
  ),
  // --- cardinality
  fault('missing-status', 'No status, which R4 demands', 'task', [remove('/status')], 'Task', 'min'),
  fault(
    'missing-identifier',
    'No identifier, which the profile demands',
    'task',
    [remove('/identifier')],
    'Task',
    'min',
  ),
  fault('missing-for', 'No patient, which the profile demands', 'task', [remove('/for')], 'Task', 'min'),
  fault('missing-subject', 'No subject', 'request', [remove('/subject')], 'ServiceRequest', 'min'),
  fault(
    'missing-input-value',
    'An input without a value',
    'task',
    [remove('/input/0/valueString')],
    'Task.input[0]',
    'min',
  ),
  fault('missing-slice', 'No topic among the parameters', 'bundle', [remove(`${PARAMETERS}/1`)], STATUS_PATH, 'min'),
  fault(
    'slice-too-often',
    'Two topics',
    'bundle',
    [add(`${PARAMETERS}/2`, { name: 'topic', valueCanonical: `${COW}/SubscriptionTopic/other` })],
    `${STATUS_PATH}.parameter`,
    'max',
  ),
  fault(
    'missing-nested-slice',
    'An event without a focus',
    'bundle',
    [remove(`${PARAMETERS}/4/part/1`)],
    `${STATUS_PATH}.parameter[4]`,
    'min',
  ),
  fault(
    'missing-timestamp',
    'No timestamp, which the profile demands',
    'bundle',
    [remove('/timestamp')],
    'Bundle',
    'min',
  ),
  fault(
    'missing-full-url',
    'An entry without fullUrl',
    'bundle',
    [remove('/entry/1/fullUrl')],
    'Bundle.entry[1]',
    'min',
  ),
  // --- fixed and pattern
  fault(
    'intent-pattern',
    'Another intent than the profile fixes',
    'task',
    [replace('/intent', 'plan')],
    'Task.intent',
    'pattern',
  ),
  fault(
    'code-pattern',
    'Another code than the profile fixes',
    'task',
    [replace('/code/coding/0/code', 'approve')],
    'Task.code',
    'pattern',
  ),
  fault(
    'bundle-type',
    'A bundle of another type',
    'bundle',
    [replace('/type', 'collection')],
    'Bundle.type',
    'pattern',
  ),
  fault(
    'extension-part-value',
    'A part of an extension with another value than it must have',
    'task',
    [replace(`${EXTENSION}/extension/0/valueString`, 'Reference')],
    'Task.extension[0].extension[0].value',
    'pattern',
  ),
  // --- bindings
  fault(
    'status-code',
    'A status that Task does not have',
    'task',
    [replace('/status', 'finished')],
    'Task.status',
    'binding',
  ),
  fault(
    'priority-code',
    'A priority in other words',
    'task',
    [replace('/priority', 'high')],
    'Task.priority',
    'binding',
  ),
  fault(
    'identifier-use',
    'A use that identifiers do not have',
    'request',
    [replace('/identifier/0/use', 'main')],
    'ServiceRequest.identifier[0].use',
    'binding',
  ),
  fault(
    'request-status',
    'A status of Task on a ServiceRequest',
    'request',
    [replace('/status', 'in-progress')],
    'ServiceRequest.status',
    'binding',
  ),
  fault(
    'notification-type',
    'A kind of notification that there is not',
    'bundle',
    [replace(`${PARAMETERS}/3/valueCode`, 'event')],
    `${STATUS_PATH}.parameter[3].value`,
    'binding',
  ),
  fault(
    'unknown-code',
    'A code that the code system of the guide does not have',
    'task',
    [replace('/output/0/type/coding/0/code', 'outcome')],
    'Task.output[0].type.coding[0]',
    'unknown-code',
  ),
  // --- references
  fault(
    'focus-type',
    'A focus that is no Request',
    'task',
    [replace('/focus', { reference: 'Patient/p1' })],
    'Task.focus',
    'reference-type',
  ),
  fault(
    'focus-type-absolute',
    'The same by an absolute url and a version',
    'task',
    [replace('/focus', { reference: 'https://placer.example/fhir/Patient/p1/_history/2' })],
    'Task.focus',
    'reference-type',
  ),
  fault(
    'focus-type-logical',
    'The same by identifier and type',
    'task',
    [replace('/focus', { type: 'Patient', identifier: { value: '1' } })],
    'Task.focus',
    'reference-type',
  ),
  fault(
    'type-contradicts',
    'A reference whose type is not that of its target',
    'task',
    [replace('/focus/type', 'MedicationRequest')],
    'Task.focus',
    'reference-type',
  ),
  fault(
    'contained-missing',
    'A reference to a contained resource that is not there',
    'task',
    [replace('/owner', { reference: '#lab' })],
    'Task.owner',
    'reference-missing',
  ),
  fault(
    'contained-type',
    'A reference to a contained resource of the wrong type',
    'task',
    [replace('/for', { reference: '#p' })],
    'Task.for',
    'reference-type',
  ),
  fault(
    'entry-type',
    'A reference to an entry of the wrong type',
    'bundle',
    [replace(`${PARAMETERS}/4/part/1/valueReference/reference`, STATUS_URL)],
    `${STATUS_PATH}.parameter[4].part[1].value`,
    'reference-type',
  ),
  // --- extensions
  fault(
    'unknown-extension-guide',
    'An extension that this guide does not have',
    'task',
    [replace(EXTENSION, { url: `${COW}/StructureDefinition/urgency`, valueString: 'x' })],
    'Task.extension[0]',
    'unknown-extension',
  ),
  fault(
    'unknown-extension-core',
    'An extension that FHIR does not have',
    'task',
    [replace(EXTENSION, { url: 'http://hl7.org/fhir/StructureDefinition/task-urgency', valueString: 'x' })],
    'Task.extension[0]',
    'unknown-extension',
  ),
  fault(
    'unknown-extension-part',
    'A part that the extension does not have',
    'task',
    [replace(`${EXTENSION}/extension/1`, { url: 'party', valueReference: { reference: '#p' } })],
    'Task.extension[0].extension[1]',
    'unknown-extension',
  ),
  fault(
    'extension-context',
    'An extension where it does not belong',
    'request',
    [
      add('/extension', [
        {
          url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer',
          extension: [{ url: 'reference', valueReference: { reference: 'Organization/o' } }],
        },
      ]),
    ],
    'ServiceRequest.extension[0]',
    'extension-context',
  ),
  fault(
    'extension-value-type',
    'An extension with a value of another type',
    'task',
    [remove(`${EXTENSION}/extension/1/valueReference`), add(`${EXTENSION}/extension/1/valueString`, 'Lab')],
    'Task.extension[0].extension[1].value',
    'choice-type',
  ),
  fault(
    'extension-target-type',
    'An extension that refers to a resource of the wrong type',
    'task',
    [replace(`${EXTENSION}/extension/1/valueReference`, { reference: 'Patient/p1/_history/1', type: 'Location' })],
    'Task.extension[0].extension[1].value',
    'reference-type',
  ),
  fault(
    'extension-without-url',
    'An extension without url',
    'task',
    [replace(EXTENSION, { valueString: 'x' })],
    'Task.extension[0]',
    'min',
  ),
  fault(
    'extension-empty',
    'An extension with neither value nor parts',
    'task',
    [replace(EXTENSION, { url: 'https://other.example/e' })],
    'Task.extension[0]',
    'invariant',
  ),
  fault(
    'unknown-modifier',
    'A modifier extension that nobody here knows',
    'task',
    [add('/modifierExtension', [{ url: 'https://other.example/not', valueBoolean: true }])],
    'Task.modifierExtension[0]',
    'unknown-extension',
  ),
  fault(
    'extension-of-primitive',
    'An unknown extension on a primitive value',
    'task',
    [add('/_status', { extension: [{ url: `${COW}/StructureDefinition/why`, valueString: 'x' }] })],
    'Task.status.extension[0]',
    'unknown-extension',
  ),
  // --- invariants
  fault(
    'reason-missing',
    'On hold without a reason (cow-task-reason)',
    'task',
    [replace('/status', 'on-hold')],
    'Task',
    'invariant',
  ),
  fault('owner-missing', 'Accepted by nobody (cow-task-owner)', 'task', [remove('/owner')], 'Task', 'invariant'),
  fault(
    'identifier-incomplete',
    'An identifier without a system (cow-task-identifier)',
    'task',
    [remove('/identifier/0/system')],
    'Task',
    'invariant',
  ),
  fault(
    'modified-before-authored',
    'Changed before it was written (inv-1)',
    'task',
    [replace('/lastModified', '2026-03-01T10:00:00Z')],
    'Task',
    'invariant',
  ),
  fault(
    'period-reversed',
    'A period that ends before it starts (per-1)',
    'request',
    [replace('/occurrencePeriod/end', '2026-02-01')],
    'ServiceRequest.occurrence',
    'invariant',
  ),
  fault(
    'contained-in-contained',
    'A contained resource that contains another (dom-2)',
    'task',
    [add('/contained/0/contained', [{ resourceType: 'Patient', id: 'x' }])],
    'Task',
    'invariant',
  ),
  fault(
    'contained-with-version',
    'A contained resource with a version (dom-4)',
    'task',
    [add('/contained/0/meta', { versionId: '1' })],
    'Task',
    'invariant',
  ),
  fault(
    'entry-without-request',
    'An entry of a history without request (bdl-3)',
    'bundle',
    [remove('/entry/1/request')],
    'Bundle',
    'invariant',
  ),
  fault(
    'status-not-first',
    'A notification whose status comes last',
    'bundle',
    [move('/entry/0', '/entry/1')],
    'Bundle',
    'invariant',
  ),
  fault(
    'information-not-named',
    'Waiting for information, but not saying what for (a warning)',
    'task',
    [
      replace('/status', 'received'),
      add('/businessStatus', {
        coding: [{ system: `${COW}/CodeSystem/cow-business-status`, code: 'awaiting-information' }],
      }),
    ],
    'Task',
    'invariant',
    'warning',
  ),
  // --- resources within resources, and profiles
  fault(
    'nested-resource-fault',
    'A fault in a resource within a bundle',
    'bundle',
    [replace('/entry/1/resource/status', 'done')],
    'Bundle.entry[1].resource.status',
    'binding',
  ),
  fault(
    'contained-fault',
    'A fault in a contained resource',
    'task',
    [add('/contained/0/gender', 'f')],
    'Task.contained[0].gender',
    'binding',
  ),
  fault(
    'contained-no-type',
    'A contained resource without resourceType',
    'task',
    [remove('/contained/0/resourceType')],
    'Task.contained[0]',
    'resource-type',
  ),
  fault(
    'profile-of-other-type',
    'A profile for another type',
    'request',
    [add('/meta', { profile: [TASK_PROFILE] })],
    'ServiceRequest',
    'profile-type',
  ),
  fault(
    'unknown-profile',
    'A profile that is not known here (a warning)',
    'request',
    [add('/meta', { profile: ['https://other.example/StructureDefinition/p'] })],
    'ServiceRequest',
    'unknown-profile',
    'warning',
  ),
];

function fault(
  id: string,
  description: string,
  base: Fault['base'],
  edit: Operation[],
  path: string,
  code: IssueCode,
  severity: 'error' | 'warning' = 'error',
): Fault {
  const also = ALSO[id];
  return { id, description, base, edit, expected: { path, severity, code }, ...(also && { also }) };
}

function add(path: string, value: unknown): Operation {
  return { op: 'add', path, value };
}

function replace(path: string, value: unknown): Operation {
  return { op: 'replace', path, value };
}

function remove(path: string): Operation {
  return { op: 'remove', path };
}

function move(from: string, path: string): Operation {
  return { op: 'move', from, path };
}

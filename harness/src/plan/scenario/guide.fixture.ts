import { coreDefinitions } from '../../guide/core-definitions.js';
import { definitionsOf, type OwnDefinitions } from '../../guide/definitions.js';
import type { Guide, GuideActor, Requirement } from '../../guide/guide.js';
import { keyOf, type Resource } from '../../guide/resource.js';

const PROFILE = 'http://example.org/guide/StructureDefinition/shared-task';
const PROGRESS = 'http://example.org/guide/CodeSystem/progress';

const progressCodes: Resource = {
  resourceType: 'CodeSystem',
  id: 'progress',
  url: PROGRESS,
  status: 'active',
  content: 'complete',
  concept: [
    { code: 'specimen-collected', display: 'Specimen collected' },
    { code: 'analysis-started', display: 'Analysis started' },
  ],
};

const progressValues: Resource = {
  resourceType: 'ValueSet',
  id: 'progress',
  url: 'http://example.org/guide/ValueSet/progress',
  status: 'active',
  compose: { include: [{ system: PROGRESS }] },
};

/** R4's Task with a value set bound to businessStatus. */
function sharedTask(task: Resource): Resource {
  const profile = structuredClone(task) as Resource & {
    snapshot: { element: { path: string; binding?: { strength: string; valueSet: string } }[] };
  };
  const element = profile.snapshot.element.find(({ path }) => path === 'Task.businessStatus');
  if (element) element.binding = { strength: 'preferred', valueSet: progressValues.url as string };
  return { ...profile, id: 'shared-task', url: PROFILE, type: 'Task' };
}

const task = (id: string, more: object): Resource => ({
  resourceType: 'Task',
  id,
  meta: { profile: [PROFILE] },
  identifier: [{ system: 'http://example.org/tasks', value: 'T1' }],
  status: 'requested',
  intent: 'order',
  focus: { reference: 'ServiceRequest/order' },
  requester: { reference: 'Organization/practice' },
  owner: { reference: 'Organization/lab' },
  restriction: { period: { end: '2026-03-04T17:00:00Z' } },
  ...more,
});

const resources: Resource[] = [
  { resourceType: 'Patient', id: 'amy', managingOrganization: { reference: 'Organization/practice' } },
  { resourceType: 'Organization', id: 'practice', name: 'Practice' },
  { resourceType: 'Organization', id: 'lab', name: 'Lab' },
  { resourceType: 'Organization', id: 'east-lab', name: 'East Lab' },
  { resourceType: 'Observation', id: 'fatigue', status: 'final', subject: { reference: 'Patient/amy' } },
  {
    resourceType: 'ServiceRequest',
    id: 'order',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/amy' },
    supportingInfo: [{ reference: 'Observation/fatigue' }],
  },
  {
    resourceType: 'ServiceRequest',
    id: 'order-dangling',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/any' },
  },
  task('shared', {}),
  task('shared-completed', {
    status: 'completed',
    output: [{ valueReference: { reference: 'DiagnosticReport/report' } }],
  }),
  task('other', { identifier: [{ system: 'http://example.org/tasks', value: 'T2' }], status: 'completed' }),
  { resourceType: 'Observation', id: 'result', status: 'final', subject: { reference: 'Patient/amy' } },
  {
    resourceType: 'DiagnosticReport',
    id: 'report',
    status: 'final',
    basedOn: [{ reference: 'ServiceRequest/order' }],
    result: [{ reference: 'Observation/result' }],
  },
];

/**
 * A guide in memory for tests of the scenario language: a few instances, actors and requirements of its own, with R4's
 * real definitions and one profile of Task whose businessStatus has codes.
 */
export function guideFixture(): Guide {
  const instances = new Map(resources.map((resource) => [keyOf(resource), resource]));
  const core = coreDefinitions();
  const own = [
    progressCodes,
    progressValues,
    sharedTask(core.structure('http://hl7.org/fhir/StructureDefinition/Task')!),
  ];
  const find: OwnDefinitions['find'] = (type, url) =>
    own.find((each) => each.resourceType === type && each.url === url);
  return {
    packageId: 'example.guide',
    canonical: 'http://example.org/guide',
    version: '1.0.0',
    title: 'Example guide',
    instance: (key) => instances.get(key),
    keys: () => [...instances.keys()].sort(),
    requirements: new Map(['status-tracks', 'stale-refused', 'task-shared'].map((key) => [key, requirement(key)])),
    actors: new Map(['placer', 'fulfiller', 'observer'].map((id) => [id, actor(id)])),
    definitions: definitionsOf(core, { guess: find, find, searchParameters: () => [] }),
  };
}

function requirement(key: string): Requirement {
  return { key, conformance: 'SHALL', actors: ['placer'], text: `The requirement ${key}.`, theme: 'all' };
}

function actor(id: string): GuideActor {
  return { id, title: id.charAt(0).toUpperCase() + id.slice(1), description: `The ${id}.` };
}

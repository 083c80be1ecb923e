import { readFileSync } from 'node:fs';
import path from 'node:path';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import { describe, expect, test } from 'vitest';
import { listFiles } from './files.js';
import { findGuideRoot, guidePaths } from './paths.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- faults are planted in all sorts of places */
type Json = any;

const folder = path.join(guidePaths(findGuideRoot()).generated, 'resources');
const read = (file: string): Json => JSON.parse(readFileSync(path.join(folder, `${file}.json`), 'utf8'));

interface Invariant {
  key: string;
  severity: string;
  expression: string;
}

/** The guide's own invariants that a profile brings in, on its root element. */
function invariantsOf(profile: string): Invariant[] {
  const root = read(`StructureDefinition-${profile}`).snapshot.element[0];
  return root.constraint.filter(({ key }: Invariant) => key.startsWith('cow-'));
}

/** Keys of the profile's invariants that a resource breaks. */
function broken(profile: string, resource: Json): string[] {
  return invariantsOf(profile)
    .filter(({ expression }) => (fhirpath.evaluate(resource, expression, { resource }, r4) as unknown[])[0] !== true)
    .map(({ key }) => key);
}

const businessStatus = (code: string) => ({
  coding: [{ system: read('CodeSystem-cow-business-status').url, code }],
});
const output = (code: string) => ({ type: { coding: [{ system: read('CodeSystem-cow-task-output').url, code }] } });
const typed = (type: string, reference: string) => ({ ...output(type), valueReference: { reference } });
const taskCode = (code: string) => ({ coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code }] });
const criteriaFilter = {
  url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria',
  valueString: 'Task?owner=Organization/city-lab',
};
/** A subscription in R4's own form; it must be made here, since the parties of the examples agree on theirs. */
const subscription = (criteria: string) => (resource: Json) => {
  for (const element of Object.keys(resource)) delete resource[element];
  Object.assign(resource, { resourceType: 'Subscription', status: 'requested', reason: 'Orders', criteria });
};
const focus = (reference: string) => ({
  url: read('StructureDefinition-extension-Task.focus').url,
  valueReference: { reference },
});

/** Profile, instance to start from, what is done to it, and the invariants that must then be broken. */
type Fault = [profile: string, start: string, plant: (resource: Json) => void, breaks: string[]];
const task = 'Task-cbc-coordination';
const order = 'ServiceRequest-cbc-order';
const prescription = (resource: Json) => Object.assign(resource, { resourceType: 'MedicationRequest' });
const message = 'Bundle-cbc-message-example';
const notification = 'Bundle-cbc-notification-example';
const faults: Fault[] = [
  ['coordination-task', task, (t) => void delete t.identifier[0].system, ['cow-task-identifier']],
  ['coordination-task', task, (t) => (t.status = 'rejected'), ['cow-task-reason']],
  ['coordination-task', task, (t) => (t.status = 'on-hold'), ['cow-task-reason']],
  ['coordination-task', task, (t) => void (delete t.owner, (t.status = 'accepted')), ['cow-task-owner']],
  ['coordination-task', task, (t) => (t.owner = { display: 'The lab' }), ['cow-task-party']],
  [
    'coordination-task',
    task,
    (t) =>
      Object.assign(t, {
        status: 'accepted',
        businessStatus: businessStatus('awaiting-information'),
        statusReason: { text: 'Why' },
      }),
    ['cow-task-awaiting'],
  ],
  [
    'coordination-task',
    task,
    (t) => Object.assign(t, { status: 'received', businessStatus: businessStatus('awaiting-information') }),
    ['cow-task-missing-information'],
  ],
  [
    'coordination-task',
    task,
    (t) => Object.assign(t, { status: 'received', businessStatus: businessStatus('selected') }),
    ['cow-task-selected'],
  ],
  ['group-coordination-task', task, (t) => (t.extension = [focus('ServiceRequest/cbc-order')]), ['cow-group-distinct']],
  [
    'bidding-task',
    task,
    (t) =>
      Object.assign(t, { status: 'accepted', businessStatus: businessStatus('selected'), output: [output('price')] }),
    ['cow-bid-selected'],
  ],
  ['bidding-task', task, (t) => (t.status = 'accepted'), ['cow-bid-made']],
  ['bidding-task', task, (t) => (t.status = 'completed'), ['cow-bid-made']],
  ['modification-request-task', task, (t) => (t.intent = 'plan'), ['cow-modify-intent']],
  ['modification-request-task', task, (t) => (t.code = taskCode('replace')), ['cow-modify-replacement']],
  [
    'modification-request-task',
    task,
    (t) => Object.assign(t, { code: taskCode('replace'), input: [typed('replacement', t.focus.reference)] }),
    ['cow-modify-distinct'],
  ],
  ['order-service-request', order, (r) => void delete r.identifier[0].system, ['cow-request-identifier']],
  ['order-service-request', order, (r) => (r.requester = { display: 'Dr. Lee' }), ['cow-request-party']],
  ['order-service-request', order, (r) => (r.performer = [{ display: 'The lab' }]), ['cow-request-party']],
  ['order-service-request', order, (r) => (r.status = 'on-hold'), ['cow-service-hold-reason']],
  ['order-medication-request', order, (r) => (prescription(r).status = 'on-hold'), ['cow-medication-hold-reason']],
  ['task-subscription', task, subscription('Task?status=requested'), ['cow-subscription-criteria']],
  ['task-subscription', task, subscription('Patient?owner=x'), ['cow-subscription-criteria']],
  [
    'task-subscription',
    task,
    subscription('http://a.example/SubscriptionTopic/tasks-owned-by-me'),
    ['cow-subscription-filter'],
  ],
  ['cancellation-request-task', task, (t) => (t.intent = 'plan'), ['cow-cancel-intent']],
  ['order-message', message, (b) => b.entry.splice(1, 1), ['cow-message-task']],
  ['order-message', message, (b) => void delete b.entry[2].fullUrl, ['cow-message-urls']],
  ['order-message', message, (b) => (b.entry[2].fullUrl = b.entry[1].fullUrl), ['cow-message-urls']],
  ['order-notification', notification, (b) => b.entry.reverse(), ['cow-notification-status-first']],
];

describe('each invariant is broken by the fault that it is for, and by no other', () => {
  test.each(faults)('%s, %s: %s breaks %j', (profile, start, plant, breaks) => {
    const resource = read(start);
    plant(resource);
    expect(broken(profile, resource)).toEqual(breaks);
  });

  test('every invariant of the guide is in the table', () => {
    const profiles = listFiles(folder).filter((file) => file.startsWith('StructureDefinition-'));
    const keys = profiles.flatMap((file) => {
      const { differential } = read(file.replace('.json', ''));
      return differential.element.flatMap(({ constraint = [] }: Json) => constraint.map(({ key }: Invariant) => key));
    });
    expect([...new Set(keys)].sort()).toEqual([...new Set(faults.flatMap(([, , , breaks]) => breaks))].sort());
  });
});

describe('sound resources break no invariant', () => {
  const completed = 'Task-cbc-coordination-completed';
  const sound: [string, string, (resource: Json) => void][] = [
    ['coordination-task', task, () => undefined],
    ['coordination-task', completed, () => undefined],
    ['coordination-task', task, (t) => void delete t.owner],
    ['coordination-task', task, (t) => Object.assign(t, { status: 'rejected', statusReason: { text: 'Why' } })],
    [
      'group-coordination-task',
      task,
      (t) => (t.extension = [focus('MedicationRequest/a'), focus('MedicationRequest/b')]),
    ],
    [
      'bidding-task',
      task,
      (t) =>
        Object.assign(t, { status: 'accepted', businessStatus: businessStatus('selected'), output: [output('bid')] }),
    ],
    ['cancellation-request-task', task, (t) => (t.focus = { reference: 'Task/cbc-coordination', type: 'Task' })],
    [
      'cancellation-request-task',
      task,
      (t) => Object.assign(t, { intent: 'proposal', focus: { type: 'ServiceRequest' } }),
    ],
    ['bidding-task', task, (t) => Object.assign(t, { status: 'accepted', output: [output('price')] })],
    [
      'modification-request-task',
      task,
      (t) => Object.assign(t, { code: taskCode('replace'), input: [typed('replacement', 'ServiceRequest/other')] }),
    ],
    ['modification-request-task', task, (t) => Object.assign(t, { intent: 'proposal', code: taskCode('change') })],
    ['order-service-request', order, () => undefined],
    [
      'order-service-request',
      order,
      (r) =>
        Object.assign(r, {
          status: 'on-hold',
          extension: [
            { url: 'http://hl7.org/fhir/StructureDefinition/request-statusReason', valueCodeableConcept: {} },
          ],
        }),
    ],
    [
      'order-medication-request',
      order,
      (r) => Object.assign(prescription(r), { status: 'on-hold', statusReason: { text: 'Why' } }),
    ],
    ['task-subscription', task, subscription('Task?requester:identifier=a|b')],
    [
      'task-subscription',
      task,
      (r) => {
        subscription('http://a.example/SubscriptionTopic/tasks-owned-by-me')(r);
        r._criteria = { extension: [criteriaFilter] };
      },
    ],
    ['order-message', message, () => undefined],
    ['order-notification', notification, () => undefined],
  ];
  test.each(sound)('%s, %s', (profile, start, change) => {
    const resource = read(start);
    change(resource);
    expect(broken(profile, resource)).toEqual([]);
  });
});

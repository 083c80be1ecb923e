import type { Guide } from '../guide/guide.js';
import { keyOf, type InstanceKey, type Resource } from '../guide/resource.js';

/** Builds the instances that the drafts in docs/decisions/0005 name, on top of those of this guide. */
class Drafts {
  readonly resources: Resource[] = [];

  constructor(private readonly guide: Guide) {}

  /** A copy of an instance of the guide under another id, with elements replaced; null removes one. */
  like(key: InstanceKey, id: string, identifier: string, set: Record<string, unknown>): Resource {
    const model = this.resources.find((each) => keyOf(each) === key) ?? this.guide.instance(key);
    const resource = { ...structuredClone(model), id } as Resource;
    const [first] = (resource.identifier ?? []) as { value?: string }[];
    if (first) first.value = identifier;
    for (const [element, value] of Object.entries(set)) {
      if (value === null) delete resource[element];
      else resource[element] = value;
    }
    delete resource.text;
    this.resources.push(resource);
    return resource;
  }
}

const to = (key: InstanceKey): { reference: string } => ({ reference: key });
const FOCUS = 'http://hl7.org/fhir/4.0/StructureDefinition/extension-Task.focus';

/** The guide with everything that the drafted flows need, in memory. */
export function withHardFlows(guide: Guide): Guide {
  const drafts = new Drafts(guide);
  laboratories(drafts);
  bidding(drafts, guide.canonical);
  cancelling(drafts, guide.canonical);
  dispensing(drafts, guide.canonical);
  const own = new Map(drafts.resources.map((resource) => [keyOf(resource), resource]));
  return {
    ...guide,
    instance: (key) => own.get(key) ?? guide.instance(key),
    keys: () => [...new Set([...guide.keys(), ...own.keys()])].sort(),
  };
}

function laboratories(drafts: Drafts): void {
  for (const name of ['east-lab', 'west-lab', 'north-lab', 'pharmacy']) {
    drafts.like('Organization/city-lab', name, name, { name });
  }
  drafts.like('Task/cbc-coordination', 'cbc-unclaimed', 'GP-T-unclaimed', { owner: null });
}

/** One Task a candidate, each in the states that it goes through. */
function bidding(drafts: Drafts, canonical: string): void {
  const codes = `${canonical}/CodeSystem/cow-task-code`;
  const outputs = `${canonical}/CodeSystem/cow-task-output`;
  for (const lab of ['city-lab', 'east-lab', 'west-lab']) {
    const number = `GP-B-${lab}`;
    const bid = drafts.like('Task/cbc-coordination', `cbc-bid-${lab}`, number, {
      meta: { profile: [`${canonical}/StructureDefinition/bidding-task`] },
      code: { coding: [{ system: codes, code: 'bid' }] },
      owner: to(`Organization/${lab}`),
      restriction: { period: { end: '2026-03-03T12:00:00Z' } },
    });
    const price = {
      type: { coding: [{ system: outputs, code: 'price' }] },
      valueMoney: { value: 40, currency: 'EUR' },
    };
    drafts.like(keyOf(bid), `cbc-bid-${lab}-made`, number, { status: 'accepted', output: [price] });
  }
  drafts.like('Task/cbc-coordination', 'cbc-awarded', 'GP-A-city-lab', {});
}

function cancelling(drafts: Drafts, canonical: string): void {
  drafts.like('Task/cbc-coordination', 'cbc-cancellation', 'GP-C-1', {
    meta: { profile: [`${canonical}/StructureDefinition/cancellation-request-task`] },
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'abort' }] },
    focus: { reference: 'Task/cbc-coordination', type: 'Task' },
    restriction: null,
  });
}

/** Three prescriptions under one Task; two are dispensed. */
function dispensing(drafts: Drafts, canonical: string): void {
  const items = ['amoxicillin', 'ibuprofen', 'omeprazole'];
  for (const item of items) {
    drafts.resources.push({
      resourceType: 'MedicationRequest',
      id: item,
      identifier: [{ system: 'http://example.com/prescriptions', value: item }],
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { text: item },
      subject: to('Patient/amy'),
      requester: to('PractitionerRole/dr-lee-general-practice'),
      authoredOn: '2026-03-02T09:00:00Z',
    });
  }
  for (const item of ['amoxicillin', 'omeprazole']) {
    drafts.resources.push({
      resourceType: 'MedicationDispense',
      id: `${item}-dispensed`,
      identifier: [{ system: 'http://example.com/dispenses', value: item }],
      status: 'completed',
      medicationCodeableConcept: { text: item },
      subject: to('Patient/amy'),
      authorizingPrescription: [to(`MedicationRequest/${item}`)],
    });
  }
  const dispensed = (item: string): object => ({
    type: { coding: [{ system: `${canonical}/CodeSystem/cow-task-output`, code: 'dispense' }] },
    valueReference: to(`MedicationDispense/${item}-dispensed`),
  });
  const group = drafts.like('Task/cbc-coordination', 'dispense', 'GP-D-1', {
    meta: { profile: [`${canonical}/StructureDefinition/group-coordination-task`] },
    focus: { ...to(`MedicationRequest/${items[0]}`), type: 'MedicationRequest' },
    extension: items.slice(1).map((item) => ({ url: FOCUS, valueReference: to(`MedicationRequest/${item}`) })),
    owner: to('Organization/pharmacy'),
  });
  const progress = (code: string): object => ({
    coding: [{ system: `${canonical}/CodeSystem/cow-business-status`, code }],
  });
  drafts.like(keyOf(group), 'dispense-partly', 'GP-D-1', {
    status: 'in-progress',
    businessStatus: progress('partially-fulfilled'),
    output: [dispensed('amoxicillin')],
  });
  drafts.like(keyOf(group), 'dispense-done', 'GP-D-1', {
    status: 'completed',
    output: [dispensed('amoxicillin'), dispensed('omeprazole')],
  });
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../../guide/resource.js';
import { fixture, matches, type Fixture } from '../testing.js';

let f: Fixture;
const put = (resource: Resource) => f.send('PUT', `${resource.resourceType}/${resource.id}`, resource);

/** Ids of the matches. */
const ids = async (query: string) => (await f.found(query)).map((key) => key.split('/')[1]);

const reference = (key: string) => ({ reference: key });
const concept = (system: string | undefined, code: string, display?: string) => ({
  coding: [{ ...(system ? { system } : {}), code, ...(display ? { display } : {}) }],
});

function world(base: string): Resource[] {
  const task = { resourceType: 'Task', intent: 'order' };
  return [
    {
      resourceType: 'Organization',
      id: 'clinic',
      name: 'Kliník Nord',
      identifier: [{ system: 'urn:o', value: 'clinic' }],
      address: [{ city: 'Oslo' }],
    },
    {
      resourceType: 'Organization',
      id: 'lab',
      name: 'City Lab',
      partOf: reference('Organization/clinic'),
      identifier: [{ system: 'urn:o', value: 'a,b|c' }],
    },
    {
      resourceType: 'Patient',
      id: 'amy',
      name: [{ family: 'Åström', given: ['Amy', 'Bea'] }],
      birthDate: '1990-03-01',
      gender: 'female',
      deceasedBoolean: true,
      managingOrganization: reference('Organization/clinic'),
      telecom: [
        { system: 'phone', value: '555' },
        { system: 'email', value: 'amy@example.org' },
      ],
      identifier: [
        { system: 'urn:p', value: '12', type: concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'MR') },
      ],
    },
    { resourceType: 'Patient', id: 'ben', name: [{ family: 'Ast' }], birthDate: '1991', gender: 'male' },
    {
      resourceType: 'ServiceRequest',
      id: 'sr1',
      status: 'active',
      intent: 'order',
      subject: reference('Patient/amy'),
      code: { ...concept('http://loinc.org', '58410-2', 'Complete blood count'), text: 'CBC' },
    },
    {
      resourceType: 'ServiceRequest',
      id: 'sr2',
      status: 'completed',
      intent: 'plan',
      subject: reference('Patient/ben'),
      basedOn: [reference('ServiceRequest/sr1')],
    },
    {
      ...task,
      id: 't1',
      status: 'requested',
      for: reference('Patient/amy'),
      focus: reference('ServiceRequest/sr1'),
      owner: reference('Organization/lab'),
      requester: reference('Organization/clinic'),
      authoredOn: '2024-03-10T10:00:00Z',
      code: concept('urn:c', 'fulfill'),
      executionPeriod: { start: '2024-03-01', end: '2024-03-20' },
      meta: { profile: ['http://example.org/p|1'], tag: [{ system: 'urn:t', code: 'a' }], security: [{ code: 's' }] },
    },
    {
      ...task,
      id: 't2',
      status: 'accepted',
      for: reference(`${base}/Patient/amy`),
      focus: reference('ServiceRequest/sr2/_history/1'),
      owner: { identifier: { system: 'urn:o', value: 'lab' } },
      authoredOn: '2024-03-11',
      partOf: [reference('Task/t1')],
      code: concept(undefined, 'fulfill'),
      priority: 'urgent',
    },
    {
      ...task,
      id: 't3',
      status: 'completed',
      for: reference('http://elsewhere.example/fhir/Patient/amy'),
      authoredOn: '2024-04',
      partOf: [reference('Task/t2')],
      executionPeriod: { start: '2024-03-15' },
    },
    {
      ...task,
      id: 't4',
      status: 'draft',
      for: reference('Patient/ben'),
      owner: { ...reference('Organization/lab'), type: 'Organization' },
      code: { text: 'Something else' },
    },
    {
      resourceType: 'Observation',
      id: 'o1',
      status: 'final',
      code: concept('http://loinc.org', '718-7'),
      subject: reference('Patient/amy'),
      valueQuantity: { value: 13.2, unit: 'g/dL', system: 'http://unitsofmeasure.org', code: 'g/dL' },
      effectiveDateTime: '2024-03-12T08:30:00+02:00',
    },
    {
      resourceType: 'Observation',
      id: 'o2',
      status: 'final',
      code: concept('http://loinc.org', '718-7'),
      subject: reference('Patient/ben'),
      valueQuantity: { value: 100, unit: 'mg' },
    },
    {
      resourceType: 'Observation',
      id: 'o3',
      status: 'final',
      code: concept('http://loinc.org', '1'),
      subject: reference('Patient/ben'),
      valueQuantity: { value: 5, comparator: '<', unit: 'mg' },
    },
    {
      resourceType: 'RiskAssessment',
      id: 'r1',
      status: 'final',
      subject: reference('Patient/amy'),
      prediction: [{ probabilityDecimal: 0.8 }],
    },
    { resourceType: 'ValueSet', id: 'v1', status: 'active', url: 'http://example.org/fhir/ValueSet/a' },
    {
      resourceType: 'Provenance',
      id: 'pr',
      target: [reference('Task/t1')],
      recorded: '2024-03-10T10:00:00Z',
      agent: [{ who: reference('Organization/clinic') }],
    },
  ] as Resource[];
}

beforeAll(async () => {
  f = await fixture();
  for (const resource of world(f.url)) expect((await put(resource)).status).toBe(201);
});
afterAll(() => f.server.close());

/** [query, ids of all that should be found, in order] */
const cases: [string, string[]][] = [
  // token
  ['Task?status=requested', ['t1']],
  ['Task?status=requested,draft', ['t1', 't4']],
  ['Task?status=http://hl7.org/fhir/task-status|requested', ['t1']],
  ['Task?status=http://example.org/other|requested', []],
  ['Task?status:not=requested,draft', ['t2', 't3']],
  ['Task?code=fulfill', ['t1', 't2']],
  ['Task?code=urn:c|fulfill', ['t1']],
  ['Task?code=|fulfill', ['t2']],
  ['Task?code=urn:c|', ['t1']],
  ['Task?code:not=fulfill', ['t3', 't4']],
  ['Task?code:text=some', ['t4']],
  ['ServiceRequest?code:text=complete', ['sr1']],
  ['ServiceRequest?code:text=cb', ['sr1']],
  ['Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|12', ['amy']],
  ['Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|12', []],
  ['Patient?identifier=urn:p|12', ['amy']],
  ['Patient?phone=555', ['amy']],
  ['Patient?email=555', []],
  ['Patient?deceased=true', ['amy']],
  ['Patient?deceased=false', ['ben']],
  ['Patient?gender=male&gender=female', []],
  ['Organization?identifier=a\\,b\\|c', ['lab']],
  ['Organization?identifier=urn:o|a\\,b\\|c', ['lab']],
  ['Organization?identifier=a,b', []],
  // reference
  ['Task?focus=sr1', ['t1']],
  ['Task?focus=ServiceRequest/sr1', ['t1']],
  ['Task?focus=BASE/ServiceRequest/sr1', ['t1']],
  ['Task?focus:ServiceRequest=sr2', ['t2']],
  ['Task?focus:Patient=sr2', []],
  ['Task?patient=amy', ['t1', 't2', 't3']],
  ['Task?patient=Patient/amy', ['t1', 't2']],
  ['Task?patient=http://elsewhere.example/fhir/Patient/amy', ['t3']],
  ['Task?subject=Patient/ben,Patient/amy', ['t1', 't2', 't4']],
  ['Task?owner:identifier=urn:o|lab', ['t2']],
  ['Task?owner:identifier=lab', ['t2']],
  ['Task?owner:missing=true', ['t3']],
  ['Task?owner:missing=false', ['t1', 't2', 't4']],
  ['Task?owner=Organization/lab&patient=ben', ['t4']],
  // string
  ['Patient?name=ast', ['amy', 'ben']],
  ['Patient?family:exact=Åström', ['amy']],
  ['Patient?family:exact=åström', []],
  ['Patient?name:contains=STR', ['amy']],
  ['Patient?given=be', ['amy']],
  ['Organization?name=klinik', ['clinic']],
  ['Organization?address=osl', ['clinic']],
  // date
  ['Patient?birthdate=1990-03-01', ['amy']],
  ['Patient?birthdate=1990', ['amy']],
  ['Patient?birthdate=ne1990', ['ben']],
  ['Patient?birthdate=gt1990-03-01', ['ben']],
  ['Patient?birthdate=lt1991-06', ['amy', 'ben']],
  ['Patient?birthdate=ge1991', ['ben']],
  ['Patient?birthdate=le1990', ['amy']],
  ['Patient?birthdate=sa1990-03-01', ['ben']],
  ['Patient?birthdate=eb1991', ['amy']],
  ['Task?authored-on=ap2024-03-10', ['t1', 't2', 't3']],
  ['Task?authored-on=2024-03', ['t1', 't2']],
  ['Task?authored-on=ge2024-03-10T09:00:00Z&authored-on=lt2024-03-11', ['t1']],
  ['Task?authored-on=eq2024-03-10T10:00:00Z', ['t1']],
  ['Task?authored-on=2024-03-10T11:00:00%2B01:00', ['t1']],
  ['Task?authored-on=2024-03-10T11:00:00+01:00', ['t1']],
  ['Task?period=2024-03', ['t1']],
  ['Task?period=gt2030', ['t3']],
  ['Task?period=sa2024-03-05', ['t3']],
  ['Task?period=eb2024-04', ['t1']],
  ['Observation?date=2024-03-12T06:30:00Z', ['o1']],
  // quantity and number
  ['Observation?value-quantity=13.2', ['o1']],
  ['Observation?value-quantity=13', ['o1']],
  ['Observation?value-quantity=13.0', []],
  ['Observation?value-quantity=100', ['o2']],
  ['Observation?value-quantity=gt13.2', ['o2']],
  ['Observation?value-quantity=ge13.2|http://unitsofmeasure.org|g/dL', ['o1']],
  ['Observation?value-quantity=13.2||g/dL', ['o1']],
  ['Observation?value-quantity=13.2||mg', []],
  ['Observation?value-quantity=lt5||mg', ['o3']],
  ['Observation?value-quantity=ap95', ['o2']],
  ['Observation?value-quantity=ne100', ['o1', 'o3']],
  ['RiskAssessment?probability=0.8', ['r1']],
  ['RiskAssessment?probability=lt0.8', []],
  ['RiskAssessment?probability=le0.8', ['r1']],
  ['RiskAssessment?probability=8e-1', ['r1']],
  // uri
  ['ValueSet?url=http://example.org/fhir/ValueSet/a', ['v1']],
  ['ValueSet?url:below=http://example.org/fhir', ['v1']],
  ['ValueSet?url:below=http://example.org/fh', []],
  ['ValueSet?url:above=http://example.org/fhir/ValueSet/a/b', ['v1']],
  // on every type
  ['Task?_id=t1,t3', ['t1', 't3']],
  ['Task?_profile=http://example.org/p', ['t1']],
  ['Task?_profile=http://example.org/p|1', ['t1']],
  ['Task?_profile=http://example.org/p|2', []],
  ['Task?_tag=urn:t|a', ['t1']],
  ['Task?_security=s', ['t1']],
  ['Task?_lastUpdated=gt2020&status=draft', ['t4']],
  ['Task?_lastUpdated=lt2020', []],
  // chains
  ['Task?owner.name=city', ['t1', 't4']],
  ['Task?owner:Organization.name=city', ['t1', 't4']],
  ['Task?owner:Organization.partof:Organization.name=klin', ['t1', 't4']],
  ['Task?owner.partof.identifier=urn:o|clinic', ['t1', 't4']],
  ['Task?focus.status=completed', ['t2']],
  ['Task?focus:ServiceRequest.subject:Patient.organization.name=Klinik', ['t1']],
  ['Task?patient.birthdate=lt1991', ['t1', 't2']],
  ['Task?owner:Patient.name=city', []],
  // _has
  ['ServiceRequest?_has:Task:focus:status=requested', ['sr1']],
  ['Patient?_has:Observation:patient:code=718-7', ['amy', 'ben']],
  ['Patient?_has:Task:patient:owner.name=city', ['amy', 'ben']],
  ['Patient?_has:ServiceRequest:patient:_has:Task:focus:status=accepted', ['ben']],
  ['Task?_has:Provenance:target:_id=pr', ['t1']],
  ['Task?focus:ServiceRequest._has:Task:focus:status=accepted', ['t2']],
  // several
  ['Task?status=requested&patient=amy&code=fulfill', ['t1']],
];

describe('search', () => {
  it.each(cases)('%s', async (query, expected) => {
    expect(await ids(query.replace('BASE', f.url))).toEqual(expected);
    // The same by POST.
    const [type, parameters = ''] = query.replace('BASE', f.url).split('?', 2) as [string, string];
    const posted = await f.send('POST', `${type}/_search`, query.replace('BASE', f.url).slice(type.length + 1), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(parameters).not.toBe('');
    expect(matches(posted.body).map((key) => key.split('/')[1])).toEqual(expected);
  });

  it('gives the same with and without an index in place', async () => {
    const own = await fixture();
    const resources = world(own.url);
    // Indexes are built by the first search: here on an empty server, so that every resource is indexed by its write.
    for (const [query] of cases) await own.send('GET', query.replace('BASE', own.url));
    for (const resource of resources) await own.send('PUT', `${resource.resourceType}/${resource.id}`, resource);
    for (const [query, expected] of cases) {
      const found = (await own.found(query.replace('BASE', own.url))).map((key) => key.split('/')[1]);
      expect([query, found]).toEqual([query, expected]);
    }
    // And it follows updates and deletions.
    await own.send('PUT', 'Task/t1', { ...resources.find((resource) => resource.id === 't1')!, status: 'accepted' });
    await own.send('DELETE', 'Task/t2');
    expect(await own.found('Task?status=accepted')).toEqual(['Task/t1']);
    expect(await own.found('Task?status=requested')).toEqual([]);
    expect(await own.found('Task?focus=ServiceRequest/sr2')).toEqual([]);
    await own.server.close();
  });
});

describe('_include and _revinclude', () => {
  /** `Type/id` of what came along. */
  const along = async (query: string) => {
    const { body } = await f.send('GET', query);
    return body
      .entry!.filter((entry) => entry.search!.mode === 'include')
      .map((entry) => `${entry.resource!.resourceType}/${entry.resource!.id}`)
      .sort();
  };

  it.each([
    ['Task?_id=t1&_include=Task:focus', ['ServiceRequest/sr1']],
    ['Task?_id=t1&_include=Task:focus:ServiceRequest', ['ServiceRequest/sr1']],
    ['Task?_id=t1&_include=Task:focus:Patient', []],
    ['Task?_id=t2&_include=Task:focus', ['ServiceRequest/sr2']],
    ['Task?_id=t3&_include=Task:patient', []],
    ['Task?_id=t1&_include=Task:focus&_include=ServiceRequest:subject', ['ServiceRequest/sr1']],
    ['Task?_id=t1&_include=Task:focus&_include:iterate=ServiceRequest:subject', ['Patient/amy', 'ServiceRequest/sr1']],
    ['Task?_id=t1&_include=*', ['Organization/clinic', 'Organization/lab', 'Patient/amy', 'ServiceRequest/sr1']],
    ['Task?_id=t1&_include=Task:*', ['Organization/clinic', 'Organization/lab', 'Patient/amy', 'ServiceRequest/sr1']],
    ['Task?_id=t3&_include=Task:part-of', ['Task/t2']],
    ['Task?_id=t3&_include:iterate=Task:part-of', ['Task/t1', 'Task/t2']],
    ['ServiceRequest?_id=sr1&_revinclude=Task:focus', ['Task/t1']],
    [
      'ServiceRequest?_id=sr1&_revinclude=Task:focus&_revinclude:iterate=Task:part-of',
      ['Task/t1', 'Task/t2', 'Task/t3'],
    ],
    [
      'ServiceRequest?_id=sr1&_revinclude=Task:focus&_revinclude:iterate=Provenance:target',
      ['Provenance/pr', 'Task/t1'],
    ],
    ['Task?_id=t1&_revinclude=*', ['Provenance/pr', 'Task/t2']],
    ['Task?status=requested,accepted&_include=Task:part-of', []],
  ])('%s', async (query, expected) => {
    expect(await along(query)).toEqual(expected);
  });
});

describe('sorting and paging', () => {
  it.each([
    ['Task?_sort=authored-on', ['t1', 't2', 't3', 't4']],
    ['Task?_sort=-authored-on', ['t3', 't2', 't1', 't4']],
    ['Task?_sort=patient,-_id', ['t2', 't1', 't4', 't3']],
    ['Task?_sort=-_lastUpdated,-_id&_id=t1,t4', ['t4', 't1']],
    ['Patient?_sort=family', ['ben', 'amy']],
    ['Observation?_sort=-value-quantity', ['o2', 'o1', 'o3']],
  ])('%s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('walks all pages, forth and back, while the data changes', async () => {
    const own = await fixture();
    const made: string[] = [];
    for (let n = 0; n < 7; n++)
      made.push(`Task/${(await own.create({ resourceType: 'Task', status: 'draft', intent: 'order' })).id}`);
    let page = await own.send('GET', 'Task?status=draft&_count=3');
    expect(page.body.link!.find(({ relation }) => relation === 'self')!.url).toBe(
      `${own.url}/Task?status=draft&_count=3`,
    );
    const seen = [...matches(page.body)];
    await own.send('DELETE', made[4]!);
    await own.create({ resourceType: 'Task', status: 'draft', intent: 'order' });
    const link = (relation: string) => page.body.link!.find((candidate) => candidate.relation === relation)?.url;
    expect(link('previous')).toBeUndefined();
    while (link('next')) {
      page = await own.send('GET', link('next')!);
      expect(page.body.total).toBe(7);
      seen.push(...matches(page.body));
    }
    expect(seen).toEqual(made);
    page = await own.send('GET', link('previous')!);
    expect(matches(page.body)).toEqual(made.slice(3, 6));
    expect((await own.send('GET', `${own.url}?_page=gone&_offset=0&_count=1`)).status).toBe(410);
    await own.server.close();
  });

  it('takes _count=0 and _summary=count as a question for the total', async () => {
    for (const query of ['Task?_count=0', 'Task?_summary=count']) {
      const { body } = await f.send('GET', query);
      expect([body.total, body.entry]).toEqual([4, undefined]);
    }
    expect((await f.send('GET', 'Task?_total=none')).body.total).toBeUndefined();
    expect((await f.send('GET', 'Task?_total=accurate')).body.total).toBe(4);
  });
});

describe('_elements and _summary', () => {
  const keys = async (query: string) => Object.keys((await f.send('GET', query)).body.entry![0]!.resource!).sort();

  it.each([
    ['Task?_id=t1&_elements=owner', ['id', 'intent', 'meta', 'owner', 'resourceType', 'status']],
    ['Task?_id=t1&_elements=Task.owner,focus', ['focus', 'id', 'intent', 'meta', 'owner', 'resourceType', 'status']],
    [
      'Observation?_id=o1&_summary=true',
      ['code', 'effectiveDateTime', 'id', 'meta', 'resourceType', 'status', 'subject', 'valueQuantity'],
    ],
    ['Task?_id=t1&_summary=text', ['id', 'intent', 'meta', 'resourceType', 'status']],
    ['ServiceRequest?_id=sr1&_summary=data', ['code', 'id', 'intent', 'meta', 'resourceType', 'status', 'subject']],
  ])('%s', async (query, expected) => {
    expect(await keys(query)).toEqual(expected);
    const { resource } = (await f.send('GET', query)).body.entry![0]!;
    expect(resource!.meta!.tag).toContainEqual(expect.objectContaining({ code: 'SUBSETTED' }));
  });
});

describe("what a search can't understand", () => {
  it('is left out and reported, unless the client is strict', async () => {
    const lenient = await f.send('GET', 'Task?nonsense=1&status=draft&_filter=x&owner.nonsense=y');
    expect(matches(lenient.body)).toEqual(['Task/t4']);
    const outcome = lenient.body.entry!.find((entry) => entry.search!.mode === 'outcome')!.resource as unknown as {
      issue: { diagnostics: string }[];
    };
    expect(outcome.issue.map((issue) => issue.diagnostics)).toEqual([
      expect.stringContaining('nonsense'),
      expect.stringContaining('_filter'),
      expect.stringContaining('nonsense'),
    ]);
    expect(lenient.body.link![0]!.url).toBe(`${f.url}/Task?status=draft`);
    const strict = await f.send('GET', 'Task?nonsense=1&status=draft', undefined, { prefer: 'handling=strict' });
    expect([strict.status, strict.body.issue![0]!.diagnostics]).toEqual([400, expect.stringContaining('nonsense')]);
  });

  it.each([
    'Task?status:nonsense=x',
    'Task?focus:in=x',
    'Task?authored-on=yesterday',
    'Task?authored-on=2024-02-30',
    'Task?authored-on:exact=2024',
    'Task?authored-on=2024-03-10T25:00:00Z',
    'Task?_count=-1',
    'Task?_count=x',
    'Task?_summary=some',
    'Task?_total=x',
    'Task?owner:missing=x',
    'Task?code=a|b|c',
    'Task?code=|',
    'Task?status=a,,b',
    'Task?status.name=x',
    'Task?_has:Task=x',
    'Task?_has:Task:status:code=x',
    'Task?_include=Task',
    'Task?_include=Task:focus:a:b',
    'Observation?value-quantity=many',
    'Observation?value-quantity=1|g',
    'Task?focus=%23x',
    'RiskAssessment?probability=0.8.1',
    'Task?status:not:not=x',
    'Patient?identifier:of-type=a|b',
    'Task?focus:Patient=Task/1',
    'Task?part-of.part-of.part-of.part-of.part-of.part-of.part-of.part-of.part-of.part-of.status=draft',
    'Task?status=%',
    'Patient?name:nonsense=x',
    'ValueSet?url:x=y',
    'RiskAssessment?probability:x=1',
    'Observation?value-quantity:x=1',
  ])('is refused when it makes no sense: %s', async (query) => {
    const answer = await f.send('GET', query);
    expect([answer.status, answer.body.resourceType]).toEqual([400, 'OperationOutcome']);
  });
});

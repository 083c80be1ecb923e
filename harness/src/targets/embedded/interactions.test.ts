import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, type Fixture } from './testing.js';

const task = { resourceType: 'Task', status: 'requested', intent: 'order' };
const patchType = { 'content-type': 'application/json-patch+json' };

let f: Fixture;
beforeAll(async () => {
  f = await fixture();
});
afterAll(() => f.server.close());

describe('create', () => {
  it('answers 201 with Location of the version, ETag and Last-Modified', async () => {
    const answer = await f.send('POST', 'Task', { ...task, id: 'mine' });
    expect(answer.status).toBe(201);
    expect(answer.headers.etag).toBe('W/"1"');
    expect(answer.headers.location).toBe(`${f.url}/Task/${answer.body.id}/_history/1`);
    expect(answer.body).toMatchObject({ ...task, meta: { versionId: '1' } });
    expect(answer.body.id).not.toBe('mine');
    expect(Date.parse(String(answer.headers['last-modified']))).toBeLessThanOrEqual(Date.now());
    const read = await f.send('GET', `Task/${answer.body.id}`);
    expect(read.body).toEqual(answer.body);
    expect((await f.send('GET', String(answer.headers.location))).body).toEqual(answer.body);
  });

  it('keeps all that was sent', async () => {
    const sent = {
      ...task,
      meta: { profile: ['http://example.org/p'], tag: [{ system: 'http://example.org/t', code: 'x' }] },
      extension: [{ url: 'http://example.org/e', valueString: 'ü' }],
      _status: { extension: [{ url: 'http://example.org/s', valueBoolean: true }] },
      contained: [{ resourceType: 'Patient', id: 'p' }],
      for: { reference: '#p' },
    };
    const { id, meta, ...rest } = await f.create(sent);
    expect({ ...rest, meta: { profile: meta!.profile, tag: meta!.tag } }).toEqual(sent);
    expect(id).toBeTruthy();
  });

  it('answers as preferred', async () => {
    const minimal = await f.send('POST', 'Task', task, { prefer: 'return=minimal' });
    expect([minimal.status, minimal.text]).toEqual([201, '']);
    expect(minimal.headers.location).toBeTruthy();
    const outcome = await f.send('POST', 'Task', task, { prefer: 'respond-async; return=OperationOutcome' });
    expect(outcome.body.resourceType).toBe('OperationOutcome');
    const whole = await f.send('POST', 'Task', task, { prefer: 'return=representation' });
    expect(whole.body.resourceType).toBe('Task');
  });

  it('with If-None-Exist creates once and refuses several matches', async () => {
    const body = { ...task, identifier: [{ system: 'http://example.org/c', value: '1' }] };
    const condition = { 'if-none-exist': 'identifier=http://example.org/c|1' };
    const first = await f.send('POST', 'Task', body, condition);
    const second = await f.send('POST', 'Task', body, condition);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers.location).toBe(first.headers.location);
    await f.create(body);
    const third = await f.send('POST', 'Task', body, condition);
    expect([third.status, third.body.issue![0]!.code]).toEqual([412, 'multiple-matches']);
  });
});

describe('update', () => {
  it('makes a new version, and creates what is not there', async () => {
    const created = await f.send('PUT', 'Task/up-1', { ...task, id: 'up-1' });
    expect([created.status, created.headers.location]).toEqual([201, `${f.url}/Task/up-1/_history/1`]);
    const updated = await f.send('PUT', 'Task/up-1', { ...task, id: 'up-1', status: 'accepted' });
    expect([updated.status, updated.headers.etag, updated.body.status]).toEqual([200, 'W/"2"', 'accepted']);
    const old = await f.send('GET', 'Task/up-1/_history/1');
    expect(old.body).toMatchObject({ status: 'requested', meta: { versionId: '1' } });
  });

  it.each([
    ['PUT', (id: string) => ({ ...task, id }), {}],
    ['PATCH', () => [{ op: 'replace', path: '/status', value: 'accepted' }], patchType],
    ['DELETE', () => undefined, {}],
  ] as const)('%s with a stale If-Match is refused and changes nothing', async (method, body, headers) => {
    const { id } = await f.create(task);
    await f.send('PUT', `Task/${id}`, { ...task, id, status: 'received' });
    const stale = await f.send(method, `Task/${id}`, body(id), { ...headers, 'if-match': 'W/"1"' });
    expect([stale.status, stale.body.issue![0]!.code]).toEqual([412, 'conflict']);
    expect((await f.send('GET', `Task/${id}`)).body).toMatchObject({ status: 'received', meta: { versionId: '2' } });
    const fresh = await f.send(method, `Task/${id}`, body(id), { ...headers, 'if-match': 'W/"2"' });
    expect(fresh.status).toBe(method === 'DELETE' ? 204 : 200);
  });

  it('with If-None-Match * creates only', async () => {
    const put = () => f.send('PUT', 'Task/once', { ...task, id: 'once' }, { 'if-none-match': '*' });
    expect([(await put()).status, (await put()).status]).toEqual([201, 412]);
  });

  it('lets exactly one of many with the same If-Match win', async () => {
    const { id } = await f.create(task);
    const claim = (n: number) =>
      f.send('PUT', `Task/${id}`, { ...task, id, description: `claim ${n}` }, { 'if-match': 'W/"1"' });
    const answers = await Promise.all(Array.from({ length: 32 }, (_, n) => claim(n)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 412)).toHaveLength(31);
  });

  it('finds by criteria: none creates, one updates, several are refused', async () => {
    const body = (value: string) => ({ ...task, identifier: [{ system: 'http://example.org/u', value }] });
    const url = (value: string) => `Task?identifier=http://example.org/u|${value}`;
    const created = await f.send('PUT', url('1'), body('1'));
    const updated = await f.send('PUT', url('1'), { ...body('1'), status: 'accepted' });
    expect([created.status, updated.status]).toEqual([201, 200]);
    expect(updated.body).toMatchObject({ id: created.body.id, meta: { versionId: '2' } });
    await f.create(body('1'));
    expect((await f.send('PUT', url('1'), body('1'))).status).toBe(412);
    expect((await f.send('PUT', 'Task', body('1'))).status).toBe(412);
    expect((await f.send('PUT', 'Task?nonsense=1', body('1'))).status).toBe(400);
  });
});

describe('read', () => {
  it('answers 304 when nothing changed', async () => {
    const created = await f.create(task);
    const at = `Task/${created.id}`;
    expect((await f.send('GET', at, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(304);
    expect((await f.send('GET', at, undefined, { 'if-none-match': 'W/"7"' })).status).toBe(200);
    const later = new Date(Date.now() + 60_000).toUTCString();
    expect((await f.send('GET', at, undefined, { 'if-modified-since': later })).status).toBe(304);
  });

  it('tells unknown from deleted, and brings deleted resources back', async () => {
    expect((await f.send('GET', 'Task/never-was')).status).toBe(404);
    expect((await f.send('DELETE', 'Task/never-was')).status).toBe(204);
    const { id } = await f.create(task);
    expect((await f.send('DELETE', `Task/${id}`)).headers.etag).toBe('W/"2"');
    expect((await f.send('GET', `Task/${id}`)).status).toBe(410);
    expect((await f.send('GET', `Task/${id}/_history/1`)).status).toBe(200);
    expect((await f.send('GET', `Task/${id}/_history/2`)).status).toBe(410);
    expect((await f.send('PATCH', `Task/${id}`, [], patchType)).status).toBe(410);
    const back = await f.send('PUT', `Task/${id}`, { ...task, id });
    expect([back.status, back.body.meta!.versionId]).toEqual([201, '3']);
  });

  it('has a head without a body, and can be cut down', async () => {
    const { id } = await f.create({ ...task, description: 'long', code: { text: 'c' } });
    const head = await f.send('HEAD', `Task/${id}`);
    expect([head.status, head.headers.etag, head.text]).toEqual([200, 'W/"1"', '']);
    const cut = (await f.send('GET', `Task/${id}?_elements=code`)).body;
    expect(Object.keys(cut).sort()).toEqual(['code', 'id', 'intent', 'meta', 'resourceType', 'status']);
    expect(cut.meta!.tag).toEqual([expect.objectContaining({ code: 'SUBSETTED' })]);
    const indented = await f.send('GET', `Task/${id}?_pretty=true`);
    expect(indented.text).toContain('\n  "id"');
  });
});

describe('patch', () => {
  it('applies JSON Patch, all or nothing', async () => {
    const { id } = await f.create(task);
    const good = [
      { op: 'test', path: '/status', value: 'requested' },
      { op: 'replace', path: '/status', value: 'accepted' },
      { op: 'add', path: '/note', value: [{ text: 'on it' }] },
    ];
    const answer = await f.send('PATCH', `Task/${id}`, good, patchType);
    expect(answer.body).toMatchObject({ status: 'accepted', note: [{ text: 'on it' }], meta: { versionId: '2' } });
    const bad = [
      { op: 'replace', path: '/status', value: 'completed' },
      { op: 'test', path: '/intent', value: 'plan' },
    ];
    expect((await f.send('PATCH', `Task/${id}`, bad, patchType)).status).toBe(422);
    expect((await f.send('GET', `Task/${id}`)).body).toMatchObject({ status: 'accepted', meta: { versionId: '2' } });
  });

  it('by criteria changes the one that fits', async () => {
    await f.create({ ...task, identifier: [{ value: 'patch-me' }] });
    const operations = [{ op: 'replace', path: '/status', value: 'accepted' }];
    const answer = await f.send('PATCH', 'Task?identifier=patch-me', operations, patchType);
    expect([answer.status, answer.body.status]).toEqual([200, 'accepted']);
    expect((await f.send('PATCH', 'Task?identifier=no-such', operations, patchType)).status).toBe(404);
  });

  const part = (name: string, value: object) => ({ name, ...value });
  const operation = (...parts: object[]) => ({ name: 'operation', part: parts });
  const code = (text: string) => ({ valueCode: text });
  const text = (value: string) => ({ valueString: value });
  const patched = async (resource: { resourceType: string }, ...operations: object[]) => {
    const { id } = await f.create(resource);
    return f.send('PATCH', `${resource.resourceType}/${id}`, { resourceType: 'Parameters', parameter: operations });
  };

  it('applies FHIRPath Patch: replace, add, insert, move, delete', async () => {
    const answer = await patched(
      { ...task, note: [{ text: 'a' }, { text: 'b' }], description: 'gone' } as never,
      operation(part('type', code('replace')), part('path', text('Task.status')), part('value', code('accepted'))),
      operation(
        part('type', code('add')),
        part('path', text('Task')),
        part('name', text('businessStatus')),
        part('value', { valueCodeableConcept: { text: 'moving' } }),
      ),
      operation(
        part('type', code('add')),
        part('path', text('Task')),
        part('name', text('note')),
        part('value', { valueAnnotation: { text: 'c' } }),
      ),
      operation(
        part('type', code('insert')),
        part('path', text('Task.note')),
        part('index', { valueInteger: 0 }),
        part('value', { valueAnnotation: { text: 'first' } }),
      ),
      operation(
        part('type', code('move')),
        part('path', text('Task.note')),
        part('source', { valueInteger: 3 }),
        part('destination', { valueInteger: 1 }),
      ),
      operation(part('type', code('delete')), part('path', text('Task.description'))),
      operation(part('type', code('delete')), part('path', text("Task.note.where(text = 'b')"))),
    );
    expect(answer.text).not.toContain('OperationOutcome');
    expect(answer.body).toMatchObject({ status: 'accepted', businessStatus: { text: 'moving' } });
    expect(answer.body.description).toBeUndefined();
    expect(answer.body.note).toEqual([{ text: 'first' }, { text: 'c' }, { text: 'a' }]);
  });

  it('FHIRPath Patch handles choices, backbone elements and primitives in lists', async () => {
    const added = await patched(
      { ...task, input: [{ type: { text: 'old' }, valueString: 'x' }] } as never,
      operation(
        part('type', code('add')),
        part('path', text('Task')),
        part('name', text('output')),
        part('value', {
          part: [
            part('type', { valueCodeableConcept: { text: 'report' } }),
            part('value', { valueReference: { reference: 'DiagnosticReport/1' } }),
          ],
        }),
      ),
      operation(
        part('type', code('replace')),
        part('path', text('Task.input[0].value')),
        part('value', { valueInteger: 3 }),
      ),
    );
    expect(added.body.output).toEqual([
      { type: { text: 'report' }, valueReference: { reference: 'DiagnosticReport/1' } },
    ]);
    expect(added.body.input).toEqual([{ type: { text: 'old' }, valueInteger: 3 }]);
    const patient = await patched(
      { resourceType: 'Patient', name: [{ given: ['A', 'B', 'A'] }] } as never,
      operation(part('type', code('delete')), part('path', text('Patient.name.given[2]'))),
      operation(
        part('type', code('add')),
        part('path', text('Patient')),
        part('name', text('deceased')),
        part('value', { valueBoolean: false }),
      ),
    );
    expect(patient.body).toMatchObject({ name: [{ given: ['A', 'B'] }], deceasedBoolean: false });
  });

  it.each([
    [
      'several elements for a replace',
      422,
      operation(part('type', code('replace')), part('path', text('Task.note')), part('value', { valueAnnotation: {} })),
    ],
    ['an unknown type', 400, operation(part('type', code('toString')), part('path', text('Task')))],
    [
      'an unknown element',
      422,
      operation(
        part('type', code('add')),
        part('path', text('Task')),
        part('name', text('nonsense')),
        part('value', text('x')),
      ),
    ],
    ['no FHIRPath', 400, operation(part('type', code('delete')), part('path', text('Task.(')))],
    ['no parts', 400, { name: 'operation' }],
    [
      'an index outside the list',
      422,
      operation(
        part('type', code('insert')),
        part('path', text('Task.note')),
        part('index', { valueInteger: 9 }),
        part('value', { valueAnnotation: {} }),
      ),
    ],
    ['the resource itself', 422, operation(part('type', code('delete')), part('path', text('Task')))],
    [
      'the id',
      422,
      operation(part('type', code('replace')), part('path', text('Task.id')), part('value', text('other'))),
    ],
  ])('FHIRPath Patch refuses %s', async (_what, status, bad) => {
    const answer = await patched({ ...task, note: [{ text: 'a' }, { text: 'b' }] } as never, bad);
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
  });
});

describe('delete by criteria', () => {
  it('deletes one, is content with none, refuses several', async () => {
    const body = { ...task, identifier: [{ value: 'delete-me' }] };
    await f.create(body);
    await f.create(body);
    expect((await f.send('DELETE', 'Task?identifier=delete-me')).status).toBe(412);
    const [first] = await f.found('Task?identifier=delete-me');
    await f.send('DELETE', first!);
    expect((await f.send('DELETE', 'Task?identifier=delete-me')).status).toBe(204);
    expect(await f.found('Task?identifier=delete-me')).toEqual([]);
    expect((await f.send('DELETE', 'Task?identifier=delete-me')).status).toBe(204);
    expect((await f.send('DELETE', 'Task')).status).toBe(412);
  });
});

describe('history', () => {
  it('of an instance: newest first, with request and response', async () => {
    const { id } = await f.create(task);
    await f.send('PATCH', `Task/${id}`, [{ op: 'replace', path: '/status', value: 'accepted' }], patchType);
    await f.send('PUT', `Task/${id}`, { ...task, id, status: 'completed' });
    await f.send('DELETE', `Task/${id}`);
    const { body } = await f.send('GET', `Task/${id}/_history`);
    expect([body.type, body.total]).toEqual(['history', 4]);
    expect(body.entry!.map((entry) => entry.request)).toEqual([
      { method: 'DELETE', url: `Task/${id}` },
      { method: 'PUT', url: `Task/${id}` },
      { method: 'PATCH', url: `Task/${id}` },
      { method: 'POST', url: 'Task' },
    ]);
    expect(body.entry!.map((entry) => entry.response!.etag)).toEqual(['W/"4"', 'W/"3"', 'W/"2"', 'W/"1"']);
    expect(body.entry!.map((entry) => entry.response!.status.slice(0, 3))).toEqual(['204', '200', '200', '201']);
    expect(body.entry![0]!.resource).toBeUndefined();
    expect(body.entry!.slice(1).map((entry) => entry.resource!.status)).toEqual(['completed', 'accepted', 'requested']);
    expect((await f.send('GET', 'Task/never-was/_history')).status).toBe(404);
  });

  it('of a type and of everything, in pages, since a moment', async () => {
    const own = await fixture({ clock: tick() });
    const first = await own.create({ resourceType: 'Patient' });
    await own.create(task);
    const third = await own.create({ resourceType: 'Patient' });
    const patients = await own.send('GET', 'Patient/_history');
    expect(patients.body.entry!.map((entry) => entry.resource!.id)).toEqual([third.id, first.id]);
    const all = await own.send('GET', '_history?_count=2');
    expect(all.body.total).toBe(3);
    expect(all.body.entry).toHaveLength(2);
    const next = all.body.link!.find((link) => link.relation === 'next')!.url;
    const rest = await own.send('GET', next);
    expect(rest.body.entry!.map((entry) => entry.resource!.id)).toEqual([first.id]);
    const since = await own.send('GET', `Patient/_history?_since=${third.meta!.lastUpdated}`);
    expect(since.body.entry!.map((entry) => entry.resource!.id)).toEqual([third.id]);
    await own.server.close();
  });
});

/** A clock that moves on by a second at every look. */
function tick(): () => number {
  let now = Date.parse('2030-01-01T00:00:00Z');
  return () => (now += 1000);
}

describe('CapabilityStatement', () => {
  it('says what there is', async () => {
    const { body } = await f.send('GET', 'metadata');
    expect(body).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', kind: 'instance' });
    const rest = (
      body.rest as { resource: { type: string; searchParam: { name: string }[]; operation?: unknown }[] }[]
    )[0]!;
    const found = rest.resource.find((resource) => resource.type === 'Task')!;
    expect(found).toMatchObject({
      versioning: 'versioned-update',
      conditionalCreate: true,
      conditionalDelete: 'single',
    });
    expect(found.operation).toBeUndefined();
    const names = found.searchParam.map((parameter) => parameter.name);
    expect(names).toEqual(expect.arrayContaining(['focus', 'patient', 'status', '_id', '_lastUpdated', 'identifier']));
    expect(names).not.toContain('_filter');
    expect(body.messaging).toBeDefined();
  });

  it('claims no parameter that a search then refuses', async () => {
    const { body } = await f.send('GET', 'metadata');
    const rest = (body.rest as { resource: { type: string; searchParam: { name: string; type: string }[] }[] }[])[0]!;
    const sample: Record<string, string> = {
      token: 'x',
      reference: 'Patient/1',
      string: 'x',
      date: '2020',
      number: '1',
      quantity: '1',
      uri: 'urn:x',
    };
    for (const { type, searchParam } of rest.resource) {
      const query = searchParam.map(({ name, type: kind }) => `${name}=${sample[kind]}`).join('&');
      const answer = await f.send('GET', `${type}?${query}`, undefined, { prefer: 'handling=strict' });
      expect([type, answer.status, answer.body.issue?.[0]?.diagnostics]).toEqual([type, 200, undefined]);
    }
  });
});

describe('$validate', () => {
  it('asks the validator it was given, with the profile', async () => {
    const asked: unknown[] = [];
    const own = await fixture({
      validate: (resource, profile) => {
        asked.push([resource.resourceType, profile]);
        return [{ severity: 'error', code: 'invariant', diagnostics: 'not good' }];
      },
    });
    const direct = await own.send('POST', 'Task/$validate?profile=http://example.org/p', task);
    expect([direct.status, direct.body.issue![0]!.diagnostics]).toEqual([200, 'not good']);
    const parameters = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'resource', resource: task },
        { name: 'profile', valueUri: 'http://example.org/q' },
      ],
    };
    await own.send('POST', '$validate', parameters);
    const { id } = await own.create(task);
    await own.send('POST', `Task/${id}/$validate`);
    expect(asked).toEqual([
      ['Task', 'http://example.org/p'],
      ['Task', 'http://example.org/q'],
      ['Task', undefined],
    ]);
    expect((await own.send('POST', 'Task/$validate', { resourceType: 'Patient' })).status).toBe(400);
    const { body } = await own.send('GET', 'metadata');
    expect(JSON.stringify(body)).toContain('Resource-validate');
    await own.server.close();
  });

  it('is not there without one', async () => {
    expect((await f.send('POST', 'Task/$validate', task)).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, matches, type Fixture } from './testing.js';

const task = { resourceType: 'Task', status: 'requested', intent: 'order' };

let f: Fixture;
beforeAll(async () => {
  f = await fixture();
});
afterAll(() => f.server.close());

const transaction = (entry: object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry });
const batch = (entry: object[]) => ({ resourceType: 'Bundle', type: 'batch', entry });
const post = (resource: { resourceType: string }, fullUrl?: string, more: object = {}) => ({
  ...(fullUrl ? { fullUrl } : {}),
  resource,
  request: { method: 'POST', url: resource.resourceType, ...more },
});

describe('transaction', () => {
  it('rewrites references between entries, in every form they come in', async () => {
    const patient = 'urn:uuid:11111111-1111-1111-1111-111111111111';
    const answer = await f.send(
      'POST',
      '',
      transaction([
        post(
          {
            ...task,
            for: { reference: patient },
            focus: { reference: 'ServiceRequest/sent' },
            text: {
              status: 'generated',
              div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${patient}">x</a></div>`,
            },
          } as never,
          'http://sender.example/fhir/Task/1',
        ),
        post({ resourceType: 'Patient' }, patient),
        post(
          {
            resourceType: 'ServiceRequest',
            subject: { reference: patient },
            instantiatesUri: [patient],
            replaces: [{ reference: 'http://elsewhere.example/ServiceRequest/9' }],
          } as never,
          'http://sender.example/fhir/ServiceRequest/sent',
        ),
      ]),
    );
    expect(answer.status).toBe(200);
    expect(answer.body.type).toBe('transaction-response');
    const locations = answer.body.entry!.map((entry) => entry.response!.location!);
    expect(answer.body.entry!.map((entry) => entry.response!.status)).toEqual([
      '201 Created',
      '201 Created',
      '201 Created',
    ]);
    const [stored, storedPatient, request] = await Promise.all(
      locations.map(async (url) => (await f.send('GET', url)).body),
    );
    const patientKey = `Patient/${storedPatient!.id}`;
    expect(stored).toMatchObject({
      for: { reference: patientKey },
      focus: { reference: `ServiceRequest/${request!.id}` },
    });
    expect((stored!.text as { div: string }).div).toContain(`href="${patientKey}"`);
    expect(request).toMatchObject({
      subject: { reference: patientKey },
      instantiatesUri: [patientKey],
      replaces: [{ reference: 'http://elsewhere.example/ServiceRequest/9' }],
    });
  });

  it('processes DELETE, POST, PUT, PATCH, GET in this order and answers in the order asked', async () => {
    const old = await f.create({ ...task, identifier: [{ value: 'order' }] } as never);
    await f.send('PUT', 'Task/tx-put', { ...task, id: 'tx-put' });
    const answer = await f.send(
      'POST',
      '',
      transaction([
        { request: { method: 'GET', url: 'Task?identifier=order' } },
        { request: { method: 'GET', url: 'Task/tx-put' } },
        {
          resource: {
            resourceType: 'Binary',
            contentType: 'application/json-patch+json',
            data: Buffer.from(
              JSON.stringify([
                { op: 'test', path: '/status', value: 'accepted' },
                { op: 'add', path: '/description', value: 'patched' },
              ]),
            ).toString('base64'),
          },
          request: { method: 'PATCH', url: 'Task/tx-put' },
        },
        {
          resource: { ...task, id: 'tx-put', status: 'accepted' },
          request: { method: 'PUT', url: 'Task/tx-put', ifMatch: 'W/"1"' },
        },
        post({ ...task, identifier: [{ value: 'order' }] } as never, undefined, {
          ifNoneExist: 'identifier=order-new',
        }),
        { request: { method: 'DELETE', url: `Task/${old.id}` } },
      ]),
    );
    // PUT and PATCH of one resource in a transaction would write it twice.
    expect(answer.status).toBe(400);
    expect(answer.body.issue![0]!.diagnostics).toContain('twice');
    const good = await f.send(
      'POST',
      '',
      transaction([
        { request: { method: 'GET', url: 'Task?identifier=order' } },
        { request: { method: 'GET', url: 'Task/tx-put' } },
        {
          resource: { ...task, id: 'tx-put', status: 'accepted' },
          request: { method: 'PUT', url: 'Task/tx-put', ifMatch: 'W/"1"' },
        },
        post({ ...task, identifier: [{ value: 'order' }] } as never),
        { request: { method: 'DELETE', url: `Task/${old.id}` } },
      ]),
    );
    const [search, read, put, created, deleted] = good.body.entry!;
    expect([put, created, deleted].map((entry) => entry!.response!.status)).toEqual([
      '200 OK',
      '201 Created',
      '204 No Content',
    ]);
    expect(read!.resource).toMatchObject({ status: 'accepted', meta: { versionId: '2' } });
    expect(matches(search!.resource as never)).toHaveLength(1);
    expect(matches(search!.resource as never)).not.toContain(`Task/${old.id}`);
  });

  it('resolves conditional references and conditional writes before it writes', async () => {
    const org = await f.create({
      resourceType: 'Organization',
      identifier: [{ system: 'urn:x', value: 'lab' }],
    } as never);
    const answer = await f.send(
      'POST',
      '',
      transaction([
        post(
          {
            ...task,
            owner: { reference: 'Organization?identifier=urn:x|lab' },
            for: { reference: 'urn:uuid:p' },
          } as never,
          'urn:uuid:t',
        ),
        {
          fullUrl: 'urn:uuid:p',
          resource: { resourceType: 'Patient', identifier: [{ value: 'cond-p' }] },
          request: { method: 'PUT', url: 'Patient?identifier=cond-p' },
        },
        post({ resourceType: 'Organization', identifier: [{ system: 'urn:x', value: 'lab' }] } as never, 'urn:uuid:o', {
          ifNoneExist: 'identifier=urn:x|lab',
        }),
        post({ ...task, requester: { reference: 'urn:uuid:o' } } as never),
      ]),
      { prefer: 'return=representation' },
    );
    const [first, patient, existing, last] = answer.body.entry!.map((entry) => entry.resource!);
    expect(first).toMatchObject({
      owner: { reference: `Organization/${org.id}` },
      for: { reference: `Patient/${patient!.id}` },
    });
    expect(existing!.id).toBe(org.id);
    expect(last).toMatchObject({ requester: { reference: `Organization/${org.id}` } });
    expect(answer.body.entry!.map((entry) => entry.response!.status)).toEqual([
      '201 Created',
      '201 Created',
      '200 OK',
      '201 Created',
    ]);
  });

  it.each([
    [
      'a stale guard',
      412,
      { resource: { ...task, id: 'rb' }, request: { method: 'PUT', url: 'Task/rb', ifMatch: 'W/"9"' } },
    ],
    ['an unknown target', 404, { request: { method: 'GET', url: 'Task/never' } }],
    [
      'a conditional reference that fits nothing',
      400,
      post({ ...task, for: { reference: 'Patient?identifier=nobody' } } as never),
    ],
    ['an unknown type', 404, { resource: { resourceType: 'Task' }, request: { method: 'POST', url: 'Nonsense' } }],
    [
      'an operation',
      400,
      { resource: { resourceType: 'Bundle' }, request: { method: 'POST', url: '$process-message' } },
    ],
    [
      "a Subscription that can't be served",
      422,
      post({
        resourceType: 'Subscription',
        status: 'requested',
        criteria: 'Task?',
        channel: { type: 'email' },
      } as never),
    ],
  ])('is rolled back whole by %s', async (what, status, bad) => {
    const value = what.replaceAll(' ', '-');
    const marker = { ...task, identifier: [{ value }] };
    const kept = await f.create({ ...marker, description: 'before' } as never);
    const before = (await f.send('GET', '_history?_count=1')).body.total;
    const answer = await f.send(
      'POST',
      '',
      transaction([
        post(marker as never),
        {
          resource: { ...marker, id: kept.id, description: 'after' },
          request: { method: 'PUT', url: `Task/${kept.id}` },
        },
        { request: { method: 'DELETE', url: 'Task/tx-put' } },
        bad,
      ]),
    );
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
    expect((await f.send('GET', '_history?_count=1')).body.total).toBe(before);
    expect(
      (await f.send('GET', `Task?identifier=${value}`)).body.entry!.map((entry) => entry.resource!.description),
    ).toEqual(['before']);
    expect((await f.send('GET', `Task/${kept.id}/_history`)).body.total).toBe(1);
    expect((await f.send('GET', 'Task/tx-put')).status).toBe(200);
  });

  it('is never seen half-done by a reader', async () => {
    const own = await fixture();
    const pair = (n: number, value: string) =>
      transaction(
        ['a', 'b'].map((id) => ({
          resource: { ...task, id, description: `${value} ${n}`, identifier: [{ value: 'pair' }] },
          request: { method: 'PUT', url: `Task/${id}` },
        })),
      );
    await own.send('POST', '', pair(0, 'round'));
    let running = true;
    const torn: string[] = [];
    let looks = 0;
    const reader = async () => {
      while (running) {
        const { body } = await own.send('GET', 'Task?identifier=pair');
        const seen = new Set(body.entry!.map((entry) => entry.resource!.description));
        if (seen.size !== 1) torn.push([...seen].join());
        looks++;
      }
    };
    const readers = [reader(), reader(), reader()];
    for (let n = 1; n <= 60; n++) {
      await own.send('POST', '', pair(n, 'round'));
      const failing = pair(n, 'failed');
      failing.entry.push({ request: { method: 'GET', url: 'Task/never' } } as never);
      expect((await own.send('POST', '', failing)).status).toBe(404);
    }
    running = false;
    await Promise.all(readers);
    expect(torn).toEqual([]);
    expect(looks).toBeGreaterThan(20);
    await own.server.close();
  });
});

describe('batch', () => {
  it('carries out each entry by itself', async () => {
    const answer = await f.send(
      'POST',
      '',
      batch([
        { request: { method: 'GET', url: 'Task/never' } },
        post(task),
        { request: { method: 'PUT' } },
        { resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Task' } },
        { request: { method: 'GET', url: `${f.url}/metadata` } },
      ]),
    );
    expect(answer.body.type).toBe('batch-response');
    expect(answer.body.entry!.map((entry) => entry.response!.status.slice(0, 3))).toEqual([
      '404',
      '201',
      '400',
      '400',
      '200',
    ]);
    expect(answer.body.entry![0]!.response!.outcome!.resourceType).toBe('OperationOutcome');
    expect(answer.body.entry![4]!.resource!.resourceType).toBe('CapabilityStatement');
  });

  it('takes no other bundle, and an empty one', async () => {
    expect((await f.send('POST', '', { resourceType: 'Bundle', type: 'collection' })).status).toBe(400);
    expect((await f.send('POST', '', task)).status).toBe(400);
    expect((await f.send('POST', '', transaction([]))).status).toBe(200);
    expect((await f.send('POST', '', { resourceType: 'Bundle', type: 'batch', entry: 'x' })).status).toBe(400);
  });
});

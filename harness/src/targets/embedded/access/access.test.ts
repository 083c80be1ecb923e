import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../../guide/resource.js';
import { fixture, type Answer, type Fixture } from '../testing.js';
import type { KnownCaller } from './known-caller.js';

const REGISTRY = 'http://registry.example';
const identifier = (value: string) => ({ system: REGISTRY, value });
const org = (value: string) => ({ type: 'Organization', identifier: identifier(value) });

/** A party known by its business identifier alone. */
const party = (name: string, more: Partial<KnownCaller> = {}): KnownCaller => {
  // The very same list each time, as runs give it: what it leads to is kept.
  const identifiers = [{ type: 'Organization', ...identifier(name) }];
  return { name, is: name, party: () => ({ urls: [], identifiers }), ...more };
};

const CALLERS: Readonly<Record<string, KnownCaller>> = {
  practice: party('practice'),
  lab: party('lab'),
  clinic: party('clinic'),
  authority: party('authority', { readsAll: true }),
  nurse: party('nurse', { claims: true }),
  amy: {
    name: 'amy',
    is: 'patient',
    party: () => ({ urls: [], identifiers: [{ type: 'Patient', ...identifier('amy') }] }),
  },
};

let f: Fixture;
/** `Type/id` of what stands there before each test of this file. */
const at: Record<string, string> = {};

type Method = Parameters<Fixture['send']>[0];
const as = (caller: string, method: Method, path: string, body?: unknown, headers = {}): Promise<Answer> =>
  f.send(method, path, body, { authorization: `Bearer ${caller}-token`, ...headers });

async function create(caller: string, name: string, resource: object): Promise<void> {
  const { resourceType } = resource as Resource;
  const answer = await as(caller, 'POST', resourceType, resource);
  if (answer.status !== 201) throw new Error(`${name}: ${answer.text}`);
  at[name] = `${resourceType}/${String(answer.body.id)}`;
}

const task = (more: object): object => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  requester: org('practice'),
  ...more,
});

beforeAll(async () => {
  f = await fixture({
    callerOf: (token) => (token === 'master' ? 'master' : CALLERS[token.replace(/-token$/, '')]),
  });
  for (const name of ['practice', 'lab', 'clinic'])
    await create('practice', name, { resourceType: 'Organization', name, identifier: [identifier(name)] });
  await create('practice', 'amy', { resourceType: 'Patient', identifier: [identifier('amy')] });
  await create('practice', 'secret', { resourceType: 'Condition', subject: { reference: at.amy } });
  await create('practice', 'reason', { resourceType: 'Condition', subject: { reference: at.amy } });
  await create('practice', 'order', {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    subject: { reference: at.amy },
    reasonReference: [{ reference: at.reason }],
  });
  await create('practice', 'task', task({ owner: { reference: at.lab }, focus: { reference: at.order } }));
  await create('practice', 'open', task({}));
  await create('lab', 'step', task({ requester: org('lab'), owner: org('clinic'), partOf: [{ reference: at.task }] }));
});
afterAll(() => f.server.close());

const status = async (caller: string, path: string): Promise<number> => (await as(caller, 'GET', path)).status;

describe('who is not known', () => {
  it.each([
    ['no credentials', {}],
    ['a token of nobody', { authorization: 'Bearer other' }],
    ['another scheme', { authorization: 'Basic bGFiLXRva2Vu' }],
  ])('is answered 401 with nothing: %s', async (_what, headers) => {
    const answer = await f.send('GET', at.task as string, undefined, headers);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.body.resourceType).toBe('OperationOutcome');
  });

  it('is told what the server can do', async () => {
    expect((await f.send('GET', 'metadata')).status).toBe(200);
  });
});

describe('reading', () => {
  it.each([
    ['the requester', 'practice', 'task', 200],
    ['the owner', 'lab', 'task', 200],
    ['whoever has no part', 'nurse', 'order', 403],
    ['who has a part in a step: what the whole leads to', 'clinic', 'order', 200],
    ['who has a part in a step: the rest of the record', 'clinic', 'secret', 403],
    ['the owner: what the Task leads to', 'lab', 'order', 200],
    ['the owner: what that leads to', 'lab', 'reason', 200],
    ['the owner: the rest of the record', 'lab', 'secret', 403],
    ['the requester: a step of its Task', 'practice', 'step', 200],
    ['directory records', 'clinic', 'lab', 200],
    ['whose duty it is to observe', 'authority', 'secret', 200],
    ['who may claim: what nobody owns', 'nurse', 'open', 200],
    ['who may claim: what somebody owns', 'nurse', 'step', 403],
    ['who has no such agreement: what nobody owns', 'lab', 'open', 403],
    ['the patient', 'amy', 'order', 200],
  ])('is by part: %s', async (_what, caller, name, expected) => {
    expect(await status(caller, at[name] as string)).toBe(expected);
    expect(await status(caller, `${at[name] ?? ''}/_history/1`)).toBe(expected);
    const [type = '', id = ''] = (at[name] ?? '').split('/');
    const found = await as(caller, 'GET', `${type}?_id=${id}`);
    expect(found.body.total).toBe(expected === 200 ? 1 : 0);
  });

  it('is the same for includes, histories, counts and batches', async () => {
    const included = await as('clinic', 'GET', `Task?_id=${at.step?.slice(5) ?? ''}&_include=Task:part-of`);
    expect(included.body.entry?.map(({ resource }) => resource?.id)).toContain(at.task?.slice(5));
    const whole = await as('nurse', 'GET', 'Task/_history');
    expect(whole.body.entry?.map(({ resource }) => `Task/${resource?.id ?? ''}`)).toEqual([at.open]);
    expect((await as('nurse', 'GET', 'Condition?_summary=count')).body.total).toBe(0);
    const entry = [{ request: { method: 'GET', url: at.secret } }];
    const batch = await as('lab', 'POST', '', { resourceType: 'Bundle', type: 'batch', entry });
    expect(batch.body.entry?.[0]?.response?.status).toBe('403');
  });

  it("cannot be had by a reference of one's own", async () => {
    await create('clinic', 'picklock', task({ owner: org('clinic'), focus: { reference: at.secret } }));
    expect(await status('clinic', at.secret as string)).toBe(403);
  });

  it('of what somebody has lost ends with the change that took it away', async () => {
    await create('practice', 'lost', task({ owner: org('clinic') }));
    const url = at.lost as string;
    const put = (more: object) =>
      as('practice', 'PUT', url, { ...task({ owner: org('lab'), ...more }), id: url.slice(5) });
    await put({});
    expect(await status('clinic', url)).toBe(200);
    await put({ description: 'for the laboratory alone' });
    expect(await status('clinic', url)).toBe(403);
    expect(await status('clinic', `${url}/_history/1`)).toBe(200);
    expect(await status('clinic', `${url}/_history/3`)).toBe(403);
  });
});

describe('who somebody is', () => {
  const record = (value: string): object => ({ resourceType: 'Organization', identifier: [identifier(value)] });

  it('changes with the records that carry its identifier', async () => {
    await create('practice', 'second', record('other'));
    const owner = { reference: at.second };
    await create('practice', 'seconds', task({ owner }));
    expect(await status('clinic', at.seconds as string)).toBe(403);
    await as('practice', 'PUT', at.second as string, { ...record('clinic'), id: at.second?.slice(13) });
    expect(await status('clinic', at.seconds as string)).toBe(200);
    await as('practice', 'PUT', at.second as string, { ...record('other'), id: at.second?.slice(13) });
    expect(await status('clinic', at.seconds as string)).toBe(403);
  });

  it('is not changed by a transaction that failed', async () => {
    await create('practice', 'third', record('other'));
    await create('practice', 'thirds', task({ owner: { reference: at.third } }));
    const entry = [
      { resource: { ...record('clinic'), id: at.third?.slice(13) }, request: { method: 'PUT', url: at.third } },
      { request: { method: 'GET', url: 'Task/none' } },
      { resource: { ...record('x'), id: 'y' }, request: { method: 'PUT', url: 'Organization/y', ifMatch: 'W/"9"' } },
    ];
    const failed = await as('practice', 'POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
    expect(failed.status).toBeGreaterThanOrEqual(400);
    expect(await status('clinic', at.thirds as string)).toBe(403);
  });
});

describe('changing', () => {
  const put = async (caller: string, change: object, headers = {}) => {
    const url = at.mine as string;
    const body = { ...task({ owner: { reference: at.lab } }), id: url.slice(5), ...change };
    return (await as(caller, 'PUT', url, body, headers)).status;
  };

  it('of a Task follows the state machine, and leaves it as it was when refused', async () => {
    await create('practice', 'mine', task({ owner: { reference: at.lab } }));
    expect(await put('clinic', { description: 'mine now' })).toBe(403);
    expect(await put('practice', { status: 'accepted' })).toBe(403);
    expect(await put('lab', { status: 'accepted' }, { 'if-match': 'W/"7"' })).toBe(412);
    expect((await as('lab', 'GET', at.mine as string)).body.meta?.versionId).toBe('1');
    expect(await put('lab', { status: 'accepted' })).toBe(200);
    expect(await put('lab', { status: 'cancelled' })).toBe(403);
    expect(await put('practice', { status: 'cancelled' })).toBe(200);
  });

  it('of a Task by PATCH is no other', async () => {
    const patch = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    const type = { 'content-type': 'application/json-patch+json' };
    expect((await as('lab', 'PATCH', at.task as string, JSON.stringify(patch), type)).status).toBe(403);
  });

  it("of anything else is its author's", async () => {
    const { body } = await as('lab', 'GET', at.order as string);
    expect((await as('lab', 'PUT', at.order as string, { ...body, status: 'completed' })).status).toBe(403);
    expect((await as('lab', 'DELETE', at.order as string)).status).toBe(403);
    expect((await as('practice', 'PUT', at.order as string, { ...body, status: 'completed' })).status).toBe(200);
  });

  it('is for the master, all of it', async () => {
    await create('practice', 'waste', task({}));
    const answer = await f.send('DELETE', at.waste as string, undefined, { authorization: 'Bearer master' });
    expect(answer.status).toBe(204);
  });
});

describe('subscribing', () => {
  const subscription = (criteria: string): object => ({
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'test',
    criteria,
    channel: { type: 'rest-hook', endpoint: 'http://127.0.0.1:1/hook', payload: 'application/fhir+json' },
  });

  it('is for the party whose Tasks they are', async () => {
    const criteria = `Task?owner=${at.lab ?? ''}`;
    expect((await as('clinic', 'POST', 'Subscription', subscription(criteria))).status).toBe(403);
    expect((await as('clinic', 'POST', 'Subscription', subscription(`${criteria},${at.clinic ?? ''}`))).status).toBe(
      403,
    );
    const own = await as('lab', 'POST', 'Subscription', subscription(criteria));
    expect(own.status).toBe(201);
    expect(await status('lab', `Subscription/${String(own.body.id)}/$status`)).toBe(200);
    expect(await status('clinic', `Subscription/${String(own.body.id)}/$status`)).toBe(403);
  });
});

describe('a message', () => {
  const message = (sender: object) => ({
    resourceType: 'Bundle',
    type: 'message',
    entry: [
      {
        fullUrl: 'urn:uuid:h',
        resource: {
          resourceType: 'MessageHeader',
          id: `from-${JSON.stringify(sender).length}`,
          eventCoding: { code: 'coordination-content' },
          source: { endpoint: 'urn:s' },
          sender,
        },
      },
    ],
  });

  it("is sent in one's own name", async () => {
    const answer = await as('lab', 'POST', '$process-message', message(org('practice')));
    expect(answer.text).toContain('fatal-error');
    expect((await as('lab', 'POST', '$process-message', message(org('lab')))).text).toContain('"ok"');
  });
});

describe('a search by what stands elsewhere', () => {
  const total = async (caller: string, query: string): Promise<unknown> => (await as(caller, 'GET', query)).body.total;
  const HIDDEN = `${REGISTRY}|hidden`;

  it('does not tell of what its caller may not read, neither by a chain nor backwards', async () => {
    await create('practice', 'hidden', {
      ...{ resourceType: 'Condition', subject: { reference: at.amy }, identifier: [identifier('hidden')] },
      asserter: { reference: at.amy },
    });
    await create('lab', 'guess', task({ requester: org('lab'), owner: org('lab'), focus: { reference: at.hidden } }));
    await create('lab', 'part', task({ requester: org('lab'), owner: org('lab'), partOf: [{ reference: at.guess }] }));
    expect(await total('lab', `Task?part-of:Task.owner.identifier=${REGISTRY}|lab`)).toBe(1);
    for (const query of [
      `Task?focus:Condition.identifier=${HIDDEN}`,
      `Task?part-of:Task.focus:Condition.identifier=${HIDDEN}`,
      `Task?focus:Condition.patient.identifier=${REGISTRY}|amy&_id=${String(at.guess).split('/')[1]}`,
      `Patient?_has:Condition:subject:identifier=${HIDDEN}`,
      `Patient?_has:Condition:asserter:_has:Task:focus:_id=${String(at.guess).split('/')[1]}`,
    ])
      expect([query, await total('lab', query)]).toEqual([query, 0]);
    expect(await total('practice', `Patient?_has:Condition:subject:identifier=${HIDDEN}`)).toBe(1);
    expect(await total('authority', `Task?focus:Condition.identifier=${HIDDEN}`)).toBe(1);
    expect(await total('lab', `Task?focus:ServiceRequest.patient.identifier=${REGISTRY}|amy`)).toBe(1);
  });
});

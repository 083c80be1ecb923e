import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../guide/resource.js';
import { fixture, type Answer, type Fixture } from './testing.js';

let f: Fixture;
beforeAll(async () => {
  f = await fixture();
});
afterAll(() => f.server.close());

const SENDER = 'http://127.0.0.1:1/placer/$process-message';
const party = (value: string) => ({ type: 'Organization', identifier: { system: 'http://registry.example', value } });
const PLACER = party('placer');
const LAB = party('lab');
let made = 0;

function message(
  entries: { fullUrl: string; resource: object }[],
  event = 'coordination-content',
  id = `header-${++made}`,
  sender = PLACER,
) {
  const header = {
    resourceType: 'MessageHeader',
    id,
    eventCoding: { system: 'http://example.org/events', code: event },
    source: { endpoint: SENDER },
    sender,
    focus: [{ reference: entries[0]?.fullUrl }],
  };
  return {
    resourceType: 'Bundle',
    id: `bundle-${id}`,
    type: 'message',
    timestamp: '2030-01-01T00:00:00Z',
    entry: [{ fullUrl: `urn:uuid:${id}`, resource: header }, ...entries],
  };
}

const identifier = (value: string) => [{ system: 'http://placer.example/ids', value }];
const order = (value: string, status: string) => [
  {
    fullUrl: 'http://placer.example/fhir/Task/77',
    resource: {
      resourceType: 'Task',
      id: '77',
      status,
      intent: 'order',
      identifier: identifier(`task-${value}`),
      focus: { reference: 'urn:uuid:request' },
      for: { reference: 'Patient/7' },
      requester: PLACER,
      owner: LAB,
    },
  },
  {
    fullUrl: 'urn:uuid:request',
    resource: {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      identifier: identifier(`sr-${value}`),
      subject: { reference: 'http://placer.example/fhir/Patient/7' },
    },
  },
  {
    fullUrl: 'http://placer.example/fhir/Patient/7',
    resource: { resourceType: 'Patient', id: '7', identifier: identifier(`p-${value}`) },
  },
];

const send = (bundle: object) => f.send('POST', '$process-message', bundle);
const response = (answer: Answer) =>
  (answer.body.entry![0]!.resource as Resource).response as {
    identifier: string;
    code: string;
    details?: { reference: string };
  };

describe('$process-message', () => {
  it('stores the content, links it up, and acknowledges to the source', async () => {
    const sent = message(order('1', 'requested'));
    const answer = await send(sent);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'message' });
    const header = answer.body.entry![0]!.resource!;
    expect(header).toMatchObject({
      resourceType: 'MessageHeader',
      eventCoding: { code: 'coordination-content' },
      destination: [{ endpoint: SENDER }],
      source: { endpoint: `${f.url}/$process-message` },
      response: { identifier: sent.entry[0]!.fullUrl.slice('urn:uuid:'.length), code: 'ok' },
    });
    const { body } = await f.send(
      'GET',
      'Task?identifier=http://placer.example/ids|task-1&_include=Task:focus&_include=Task:patient',
    );
    const [task, ...others] = body.entry!.map((entry) => entry.resource!);
    const patient = others.find((resource) => resource.resourceType === 'Patient')!;
    const request = others.find((resource) => resource.resourceType === 'ServiceRequest')!;
    expect(task).toMatchObject({
      focus: { reference: `ServiceRequest/${request.id}` },
      for: { reference: `Patient/${patient.id}` },
    });
    expect(request).toMatchObject({ subject: { reference: `Patient/${patient.id}` } });
    expect((await f.send('GET', `Bundle/${sent.id}`)).body).toMatchObject({ type: 'message', entry: sent.entry });
  });

  it('acts once on a message that comes twice, and answers the same', async () => {
    const sent = message(order('2', 'requested'));
    const first = await send(sent);
    const before = (await f.send('GET', '_history?_count=1')).body.total;
    const again = await send({ ...sent, id: 'another-envelope' });
    expect(again.text).toBe(first.text);
    expect((await f.send('GET', '_history?_count=1')).body.total).toBe(before);
  });

  it('updates by business identifier what changed, and leaves the rest', async () => {
    await send(message(order('3', 'requested')));
    await send(message(order('3', 'accepted').slice(0, 1), undefined, undefined, LAB));
    const versions = async (query: string) =>
      (await f.send('GET', `${query}`)).body.entry!.map((entry) => [
        entry.resource!.status,
        entry.resource!.meta!.versionId,
      ]);
    expect(await versions('Task?identifier=task-3')).toEqual([['accepted', '2']]);
    expect(await versions('ServiceRequest?identifier=sr-3')).toEqual([['active', '1']]);
    expect(await versions('Patient?identifier=p-3')).toEqual([[undefined, '1']]);
  });

  it('takes an absolute reference to this server for the same as a relative one', async () => {
    const patient = await f.create({ resourceType: 'Patient' });
    const about = (reference: string) =>
      message([
        {
          fullUrl: 'urn:uuid:t',
          resource: {
            resourceType: 'Task',
            status: 'draft',
            intent: 'order',
            identifier: identifier('task-8'),
            for: { reference },
          },
        },
      ]);
    await send(about(`Patient/${patient.id}`));
    await send(about(`${f.url}/Patient/${patient.id}`));
    const { body } = await f.send('GET', 'Task?identifier=task-8');
    expect(body.entry!.map((entry) => entry.resource!.meta!.versionId)).toEqual(['1']);
  });

  it('stores nothing but itself when it only points', async () => {
    const sent = message(order('4', 'requested'), 'coordination-changed');
    expect(response(await send(sent)).code).toBe('ok');
    expect(await f.found('Task?identifier=task-4')).toEqual([]);
    expect(await f.found('Patient?identifier=p-4')).toEqual([]);
    expect((await f.send('GET', `Bundle/${sent.id}`)).status).toBe(200);
  });

  it('stores all or nothing, says why, and can be sent again once it is right', async () => {
    const invalid = {
      fullUrl: 'urn:uuid:d',
      resource: { resourceType: 'Device', subject: { reference: 'urn:uuid:d' } },
    };
    const sent = message([...order('5', 'requested'), invalid, invalid]);
    const answer = await send(sent);
    expect([answer.status, response(answer).code]).toEqual([400, 'fatal-error']);
    const details = answer.body.entry!.find(
      (entry) => entry.fullUrl === response(answer).details!.reference,
    )!.resource!;
    expect(details).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'duplicate' }] });
    expect(await f.found('Task?identifier=task-5')).toEqual([]);
    const mended = { ...sent, entry: sent.entry.slice(0, -1) };
    expect(response(await send(mended)).code).toBe('ok');
    expect(await f.found('Task?identifier=task-5')).toHaveLength(1);
  });

  it('means the oldest of several resources with an identifier', async () => {
    const twice = identifier('twice');
    const first = await f.create({
      resourceType: 'Task',
      status: 'draft',
      intent: 'order',
      identifier: twice,
      requester: PLACER,
    } as Resource);
    const second = await f.create({
      resourceType: 'Task',
      status: 'draft',
      intent: 'order',
      identifier: twice,
    } as Resource);
    const task = { resourceType: 'Task', status: 'requested', intent: 'order', identifier: twice } as Resource;
    expect(response(await send(message([{ fullUrl: 'urn:uuid:t', resource: task }]))).code).toBe('ok');
    const statusOf = async (made: { id?: string }) => (await f.send('GET', `Task/${made.id ?? ''}`)).body.status;
    expect([await statusOf(first), await statusOf(second)]).toEqual(['requested', 'draft']);
  });

  it('lets no message change what did not come by one, but for Tasks', async () => {
    const mine = {
      resourceType: 'ServiceRequest',
      status: 'completed',
      intent: 'order',
      identifier: identifier('mine'),
    };
    await f.create(mine as Resource);
    const old = { ...mine, status: 'active' } as Resource;
    expect(response(await send(message([{ fullUrl: 'urn:uuid:s', resource: old }]))).code).toBe('ok');
    const found = await f.send('GET', 'ServiceRequest?identifier=mine');
    expect(found.body.entry!.map((entry) => entry.resource!.status)).toEqual(['completed']);
  });

  it('takes back what it stored before a later resource was refused', async () => {
    const refused = {
      fullUrl: 'urn:uuid:s',
      resource: { resourceType: 'Subscription', status: 'requested', criteria: 'Task?', channel: { type: 'email' } },
    };
    const sent = message([...order('9', 'requested'), refused]);
    const answer = await send(sent);
    expect([answer.status, response(answer).code]).toEqual([400, 'fatal-error']);
    expect(await f.found('Task?identifier=task-9')).toEqual([]);
    expect((await f.send('GET', `Bundle/${sent.id}`)).status).toBe(404);
  });

  it('takes a Parameters with the message', async () => {
    const sent = message(order('6', 'requested'));
    const answer = await send({ resourceType: 'Parameters', parameter: [{ name: 'content', resource: sent }] });
    expect(response(answer).code).toBe('ok');
  });

  it.each([
    ['no bundle', { resourceType: 'Task' }, 400],
    ['another type of bundle', { resourceType: 'Bundle', type: 'batch' }, 400],
    ['no entries', { resourceType: 'Bundle', type: 'message' }, 400],
    [
      'no header first',
      { resourceType: 'Bundle', type: 'message', entry: [{ resource: { resourceType: 'Task' } }] },
      400,
    ],
    [
      'a header without any id',
      { resourceType: 'Bundle', type: 'message', entry: [{ resource: { resourceType: 'MessageHeader' } }] },
      400,
    ],
    ['an entry without resource', { ...message([]), entry: [...message([]).entry, {}] }, 400],
    [
      'a response',
      {
        resourceType: 'Bundle',
        type: 'message',
        entry: [{ resource: { resourceType: 'MessageHeader', id: 'r', response: { identifier: 'x', code: 'ok' } } }],
      },
      422,
    ],
  ])('refuses %s', async (_what, body, status) => {
    const answer = await send(body);
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
  });

  it('is a POST', async () => {
    const answer = await f.send('GET', '$process-message');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });
});

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Resource } from '../../guide/resource.js';
import type { NotifyEvent } from './hooks.js';
import { fixture, type Fixture } from './testing.js';

const task = { resourceType: 'Task', status: 'requested', intent: 'order' };
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const TOPIC = 'http://example.org/SubscriptionTopic/tasks';
const WORK = 'http://example.org/SubscriptionTopic/work';
const OWNED = 'http://example.org/SubscriptionTopic/owned';

interface Arrival {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: (Resource & { entry?: { fullUrl: string; resource?: Resource; request?: object }[] }) | undefined;
}

/** An endpoint that notes what arrives; `answer` decides the status. */
class Endpoint {
  arrivals: Arrival[] = [];
  answer: (arrival: Arrival) => number | Promise<number> = () => 200;
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Endpoint> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = new Endpoint(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', async (request, response) => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const body = text === '' ? undefined : (JSON.parse(text) as Arrival['body']);
      const arrival = { method: request.method!, url: request.url!, headers: request.headers, body };
      endpoint.arrivals.push(arrival);
      response.writeHead(await endpoint.answer(arrival)).end();
    });
    return endpoint;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const topics: Resource[] = [
  {
    resourceType: 'SubscriptionTopic',
    url: TOPIC,
    resourceTrigger: [
      {
        resource: 'http://hl7.org/fhir/StructureDefinition/Task',
        supportedInteraction: ['create', 'update', 'delete'],
      },
    ],
    canFilterBy: [{ filterParameter: 'owner' }, { filterParameter: 'status' }],
    notificationShape: [{ resource: 'Task', include: ['Task:focus'] }],
  },
  {
    resourceType: 'SubscriptionTopic',
    url: WORK,
    resourceTrigger: [
      {
        resource: 'Task',
        supportedInteraction: ['create', 'update'],
        queryCriteria: {
          previous: 'status:not=accepted',
          resultForCreate: 'test-passes',
          current: 'status=accepted',
          requireBoth: true,
        },
        fhirPathCriteria: "%current.intent = 'order'",
      },
    ],
  },
  {
    resourceType: 'SubscriptionTopic',
    url: OWNED,
    resourceTrigger: [
      { resource: 'Task', supportedInteraction: ['create', 'update'] },
      {
        resource: 'Task',
        supportedInteraction: ['update'],
        queryCriteria: { previous: 'owner:missing=false' },
        fhirPathCriteria: '(%current.owner ~ %previous.owner).not()',
      },
    ],
    canFilterBy: [{ filterParameter: 'owner' }],
  },
];

let f: Fixture;
let endpoint: Endpoint;
beforeAll(async () => {
  f = await fixture({ topics, notification: { retryDelaysMs: [1, 1], timeoutMs: 500 } });
});
afterAll(() => f.server.close());
beforeEach(async () => {
  endpoint = await Endpoint.start();
});
afterEach(async () => {
  for (const key of await f.found('Subscription?status=active,requested')) await f.send('DELETE', key);
  await f.server.idle();
  endpoint.close();
});

function criteria(query: string, channel: object = {}): Resource {
  return {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'test',
    criteria: query,
    channel: { type: 'rest-hook', endpoint: endpoint.url, ...channel },
  };
}

function topical(content: string, filters: string[] = [], topic = TOPIC, channel: object = {}): Resource {
  return {
    resourceType: 'Subscription',
    meta: { profile: [`${BACKPORT}/backport-subscription`] },
    status: 'requested',
    reason: 'test',
    criteria: topic,
    ...(filters.length > 0
      ? {
          _criteria: {
            extension: filters.map((valueString) => ({ url: `${BACKPORT}/backport-filter-criteria`, valueString })),
          },
        }
      : {}),
    channel: {
      type: 'rest-hook',
      endpoint: `${endpoint.url}/notify`,
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: content }] },
      ...channel,
    },
  };
}

async function subscribe(subscription: Resource): Promise<string> {
  const { id } = await f.create(subscription);
  await f.server.idle();
  return `Subscription/${id}`;
}

/** Values of a status Parameters, by name; events as objects of their parts. */
function statusIn(arrival: Arrival): Record<string, unknown> & { events: Record<string, unknown>[] } {
  const parameters = arrival.body!.entry![0]!.resource as unknown as { parameter: Parameter[] };
  return {
    ...namesOf(parameters.parameter),
    events: parameters.parameter.filter((p) => p.name === 'notification-event').map((p) => namesOf(p.part!)),
  };
}
interface Parameter {
  name: string;
  part?: Parameter[];
  [value: string]: unknown;
}
function namesOf(parameters: Parameter[]): Record<string, unknown> {
  const value = (parameter: Parameter) => Object.entries(parameter).find(([key]) => key.startsWith('value'))?.[1];
  return Object.fromEntries(parameters.filter((p) => !p.part).map((p) => [p.name, value(p)]));
}

describe('criteria subscriptions', () => {
  it('become active and get the resource by PUT, with their headers', async () => {
    const key = await subscribe(
      criteria('Task?status=requested,accepted', {
        payload: 'application/fhir+json',
        header: ['X-Key: secret', 'Authorization: Bearer t'],
      }),
    );
    expect((await f.send('GET', key)).body).toMatchObject({ status: 'active', meta: { versionId: '2' } });
    const { id } = await f.create(task);
    await f.send('PUT', `Task/${id}`, { ...task, id, status: 'accepted' });
    await f.send('PUT', `Task/${id}`, { ...task, id, status: 'completed' });
    await f.create({ resourceType: 'Patient' });
    await f.server.idle();
    expect(endpoint.arrivals.map(({ method, url, body }) => [method, url, body!.status])).toEqual([
      ['PUT', `/Task/${id}`, 'requested'],
      ['PUT', `/Task/${id}`, 'accepted'],
    ]);
    expect(endpoint.arrivals[0]!.headers).toMatchObject({
      'x-key': 'secret',
      authorization: 'Bearer t',
      'content-type': 'application/fhir+json',
    });
    expect(endpoint.arrivals[1]!.body!.meta!.versionId).toBe('2');
  });

  it('without payload get an empty POST', async () => {
    await subscribe(criteria('Task?'));
    await f.create(task);
    await f.server.idle();
    expect(endpoint.arrivals.map(({ method, url, body }) => [method, url, body])).toEqual([['POST', '/', undefined]]);
  });

  it('see chains as they are when the change happens', async () => {
    const org = await f.create({ resourceType: 'Organization', name: 'Before' });
    await subscribe(criteria('Task?owner:Organization.name=After'));
    const owned = { ...task, owner: { reference: `Organization/${org.id}` } };
    await f.create(owned);
    await f.send('PUT', `Organization/${org.id}`, { resourceType: 'Organization', id: org.id, name: 'After' });
    await f.create(owned);
    await f.server.idle();
    expect(endpoint.arrivals).toHaveLength(1);
  });

  it('stop when switched off, deleted, or past their end', async () => {
    const off = await subscribe(criteria('Task?'));
    const { body } = await f.send('GET', off);
    await f.send('PUT', off, { ...body, status: 'off' });
    await subscribe({ ...criteria('Task?'), end: '2001-01-01T00:00:00Z' });
    const deleted = await subscribe(criteria('Task?'));
    await f.send('DELETE', deleted);
    await f.create(task);
    await f.server.idle();
    expect(endpoint.arrivals).toEqual([]);
  });

  it('are told of what a transaction did only once it stands', async () => {
    await subscribe(criteria('Task?', { payload: 'application/fhir+json' }));
    const entry = (method: string, url: string, resource?: object) => ({
      ...(resource ? { resource } : {}),
      request: { method, url },
    });
    await f.send('POST', '', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [entry('POST', 'Task', task), entry('GET', 'Task/never')],
    });
    await f.server.idle();
    expect(endpoint.arrivals).toEqual([]);
    await f.send('POST', '', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [entry('POST', 'Task', task), entry('POST', 'Task', task)],
    });
    await f.server.idle();
    expect(endpoint.arrivals).toHaveLength(2);
  });
});

describe('topic subscriptions', () => {
  it('shake hands before they are active', async () => {
    const key = await subscribe(topical('id-only'));
    expect((await f.send('GET', key)).body.status).toBe('active');
    const [handshake] = endpoint.arrivals;
    expect(handshake).toMatchObject({
      method: 'POST',
      url: '/notify',
      body: { resourceType: 'Bundle', type: 'history' },
    });
    expect(statusIn(handshake!)).toMatchObject({
      subscription: { reference: `${f.url}/${key}` },
      topic: TOPIC,
      status: 'requested',
      type: 'handshake',
      'events-since-subscription-start': '0',
      events: [],
    });
  });

  it('end in error when nobody shakes hands', async () => {
    endpoint.answer = () => 500;
    const key = await subscribe(topical('id-only'));
    expect(endpoint.arrivals).toHaveLength(3);
    expect((await f.send('GET', key)).body).toMatchObject({ status: 'error', error: expect.stringContaining('500') });
  });

  it('announce each event with number, focus and context', async () => {
    const request = await f.create({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: {} });
    await subscribe(topical('id-only'));
    const { id } = await f.create({ ...task, focus: { reference: `ServiceRequest/${request.id}` } });
    await f.send('PUT', `Task/${id}`, { ...task, id, status: 'accepted' });
    await f.server.idle();
    const [, first, second] = endpoint.arrivals;
    expect(statusIn(first!)).toMatchObject({
      topic: TOPIC,
      status: 'active',
      type: 'event-notification',
      'events-since-subscription-start': '1',
      events: [
        {
          'event-number': '1',
          focus: { reference: `${f.url}/Task/${id}` },
          'additional-context': { reference: `${f.url}/ServiceRequest/${request.id}` },
        },
      ],
    });
    expect(statusIn(second!).events).toMatchObject([{ 'event-number': '2' }]);
    expect(first!.body!.entry!.slice(1)).toMatchObject([
      { fullUrl: `${f.url}/Task/${id}`, request: { method: 'POST', url: 'Task' } },
      { fullUrl: `${f.url}/ServiceRequest/${request.id}` },
    ]);
    expect(first!.body!.entry![1]!.resource).toBeUndefined();
    expect(second!.body!.entry![1]!.request).toEqual({ method: 'PUT', url: `Task/${id}` });
  });

  it('carry as much as asked for', async () => {
    await subscribe(topical('empty'));
    await subscribe(topical('full-resource'));
    endpoint.arrivals = [];
    const { id } = await f.create(task);
    await f.server.idle();
    const empty = endpoint.arrivals.find((arrival) => arrival.body!.entry!.length === 1)!;
    const full = endpoint.arrivals.find((arrival) => arrival.body!.entry!.length === 2)!;
    expect(statusIn(empty).topic).toBeUndefined();
    expect(statusIn(empty).events).toEqual([{ 'event-number': '1', timestamp: expect.any(String) }]);
    expect(full.body!.entry![1]!.resource).toMatchObject({ resourceType: 'Task', id });
  });

  it('keep to their filters, all of which must fit', async () => {
    await subscribe(topical('id-only', ['Task?owner=Organization/mine', 'status=accepted']));
    endpoint.arrivals = [];
    const of = (owner: string, status: string) =>
      f.create({ ...task, status, owner: { reference: `Organization/${owner}` } });
    await of('other', 'accepted');
    await of('mine', 'requested');
    const { id } = await of('mine', 'accepted');
    await f.server.idle();
    expect(endpoint.arrivals.map((arrival) => statusIn(arrival).events)).toMatchObject([
      [{ focus: { reference: `${f.url}/Task/${id}` } }],
    ]);
  });

  it('follow the criteria of their topic, before and after', async () => {
    await subscribe(topical('id-only', [], WORK));
    endpoint.arrivals = [];
    const { id } = await f.create(task);
    const put = (status: string, intent = 'order') => f.send('PUT', `Task/${id}`, { ...task, id, status, intent });
    await put('accepted');
    await put('accepted');
    await put('in-progress');
    await put('accepted', 'plan');
    await f.server.idle();
    expect(endpoint.arrivals).toHaveLength(1);
  });

  it('tell who stops fitting a last time, when a trigger is about the state before', async () => {
    const of = (owner: string) => ({ ...task, owner: { reference: `Organization/${owner}` } });
    await subscribe(topical('full-resource', ['Task?owner=Organization/mine'], OWNED));
    endpoint.arrivals = [];
    const { id } = await f.create(of('mine'));
    for (const owner of ['mine', 'theirs', 'theirs', 'others'])
      await f.send('PUT', `Task/${id}`, { ...of(owner), id, description: `${Math.random()}` });
    await f.server.idle();
    const owners = endpoint.arrivals.map(
      ({ body }) => (body!.entry![1]!.resource!.owner as { reference: string }).reference,
    );
    expect(owners).toEqual(['Organization/mine', 'Organization/mine', 'Organization/theirs']);
  });

  it('tell of deletions when the topic does', async () => {
    await subscribe(topical('full-resource'));
    const { id } = await f.create(task);
    await f.send('DELETE', `Task/${id}`);
    await f.server.idle();
    const last = endpoint.arrivals.at(-1)!;
    expect(last.body!.entry![1]).toMatchObject({ fullUrl: `${f.url}/Task/${id}`, request: { method: 'DELETE' } });
    expect(last.body!.entry![1]!.resource).toBeUndefined();
  });

  it('retry, then arrive in order and once', async () => {
    await subscribe(topical('id-only'));
    endpoint.arrivals = [];
    let failures = 2;
    endpoint.answer = () => (failures-- > 0 ? 503 : 200);
    await f.create(task);
    await f.create(task);
    await f.create(task);
    await f.server.idle();
    const numbers = endpoint.arrivals.map((arrival) => statusIn(arrival).events[0]!['event-number']);
    expect(numbers).toEqual(['1', '1', '1', '2', '3']);
  });

  it('give up after the last retry and say so, until they are requested again', async () => {
    const key = await subscribe(topical('id-only'));
    endpoint.answer = () => 500;
    await f.create(task);
    await f.create(task);
    await f.server.idle();
    const { body } = await f.send('GET', key);
    expect(body).toMatchObject({ status: 'error' });
    expect(endpoint.arrivals).toHaveLength(1 + 3);
    const status = await f.send('GET', `${key}/$status`);
    expect(JSON.stringify(status.body)).toContain('the endpoint answered 500');
    endpoint.answer = () => 200;
    endpoint.arrivals = [];
    await f.send('PUT', key, { ...body, status: 'requested' });
    await f.server.idle();
    await f.create(task);
    await f.server.idle();
    expect(endpoint.arrivals.map((arrival) => statusIn(arrival).type)).toEqual(['handshake', 'event-notification']);
    expect(statusIn(endpoint.arrivals[1]!).events[0]!['event-number']).toBe('3');
  });

  it('count an endpoint that does not answer in time as failed', async () => {
    const own = await fixture({ topics, notification: { retryDelaysMs: [], timeoutMs: 20 } });
    let release = () => {};
    endpoint.answer = () => new Promise((resolve) => (release = () => resolve(200)));
    const { id } = await own.create(topical('id-only'));
    await own.server.idle();
    expect((await own.send('GET', `Subscription/${id}`)).body.status).toBe('error');
    release();
    await own.server.close();
  });

  it('go to no other machine, not even when a hook sends them there', async () => {
    const elsewhere = { onNotify: (event: NotifyEvent) => [{ ...event, endpoint: 'http://192.0.2.1/x' }] };
    const own = await fixture({ topics, hooks: elsewhere, notification: { retryDelaysMs: [], timeoutMs: 100 } });
    const { id } = await own.create(topical('id-only'));
    await own.server.idle();
    await own.create(task);
    await own.server.idle();
    const { body } = await own.send('GET', `Subscription/${id}`);
    expect(body).toMatchObject({ status: 'error', error: expect.stringContaining('not allowed') });
    await own.server.close();
  });

  it('show their state and past events', async () => {
    const key = await subscribe(topical('id-only'));
    const tasks = [await f.create(task), await f.create(task), await f.create(task)];
    await f.server.idle();
    const one = await f.send('GET', `${key}/$status`);
    expect(one.body).toMatchObject({ type: 'searchset', total: 1 });
    const all = await f.send('GET', 'Subscription/$status?status=active');
    expect(all.body.total).toBe(1);
    expect((await f.send('GET', 'Subscription/$status?status=off,error')).body.entry ?? []).not.toContainEqual(
      expect.objectContaining({ fullUrl: one.body.entry![0]!.fullUrl }),
    );
    const byId = await f.send('POST', 'Subscription/$status', {
      resourceType: 'Parameters',
      parameter: [{ name: 'id', valueId: key.split('/')[1] }],
    });
    expect(byId.body.total).toBe(1);
    const events = await f.send('GET', `${key}/$events?eventsSinceNumber=2&eventsUntilNumber=3&content=full-resource`);
    expect(events.body.type).toBe('history');
    const arrival = { body: events.body } as unknown as Arrival;
    expect(statusIn(arrival)).toMatchObject({ type: 'query-event', 'events-since-subscription-start': '3' });
    expect(statusIn(arrival).events.map((event) => event['event-number'])).toEqual(['2', '3']);
    expect(events.body.entry!.slice(1).map((entry) => entry.resource!.id)).toEqual([tasks[1]!.id, tasks[2]!.id]);
    expect((await f.send('GET', `${key}/$events?eventsSinceNumber=x`)).status).toBe(400);
    expect((await f.send('GET', `${key}/$events?content=all`)).status).toBe(400);
  });

  it('are named in the CapabilityStatement', async () => {
    const { text } = await f.send('GET', 'metadata');
    expect(text).toContain(`${BACKPORT}/capabilitystatement-subscriptiontopic-canonical`);
    expect(text).toContain(`"valueCanonical":"${TOPIC}"`);
  });
});

describe("a Subscription that can't be served", () => {
  it.each([
    ['another channel', () => criteria('Task?', { type: 'email' })],
    ['no endpoint', () => criteria('Task?', { endpoint: undefined })],
    ['an endpoint that is no URL', () => criteria('Task?', { endpoint: 'nowhere' })],
    ['an endpoint on another machine', () => criteria('Task?', { endpoint: 'http://192.0.2.1/x' })],
    ['a file as endpoint', () => criteria('Task?', { endpoint: 'file:///etc/passwd' })],
    ['an unknown type', () => criteria('Nonsense?')],
    ['an unknown parameter', () => criteria('Task?nonsense=1')],
    ['a bad value', () => criteria('Task?modified=yesterday')],
    ['no criteria', () => ({ ...criteria('Task?'), criteria: undefined })],
    ['an unknown topic', () => topical('id-only', [], 'http://example.org/SubscriptionTopic/other')],
    ["a filter that the topic doesn't have", () => topical('id-only', ['Task?code=x'])],
    ['a filter of another type', () => topical('id-only', ['Patient?name=x'])],
    ['a topic without content', () => topical('all')],
    ['XML', () => criteria('Task?', { payload: 'application/fhir+xml' })],
    ['a header with a line break', () => criteria('Task?', { header: ['X: a\r\nY: b'] })],
    ['a header of the connection', () => criteria('Task?', { header: ['Host: elsewhere'] })],
    ['no channel', () => ({ ...criteria('Task?'), channel: undefined })],
  ])('is refused: %s', async (_what, subscription) => {
    const answer = await f.send('POST', 'Subscription', subscription());
    expect([answer.status, answer.body.resourceType]).toEqual([422, 'OperationOutcome']);
  });

  it('is kept all the same when it is off', async () => {
    expect(
      (await f.send('POST', 'Subscription', { ...criteria('Task?', { type: 'email' }), status: 'off' })).status,
    ).toBe(201);
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Resource } from '../../guide/resource.js';
import { defectOf, defects } from './defects.js';
import type { ServerHooks } from './hooks.js';
import { fixture, type Fixture } from './testing.js';

const TOPIC = 'http://example.org/SubscriptionTopic/tasks';
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const task: Resource = {
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  focus: { reference: 'ServiceRequest/sr' },
  owner: { reference: 'Organization/mine' },
  extension: [{ url: 'http://example.org/e', valueString: 'kept' }],
  output: [{ type: { text: 'report' }, valueReference: { reference: 'DiagnosticReport/r' } }],
};

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(hooks: ServerHooks): Promise<Fixture> {
  const f = await fixture({
    hooks,
    topics: [{ url: TOPIC, resource: 'Task' }],
    notification: { retryDelaysMs: [], timeoutMs: 1000 },
  });
  closing.push(() => f.server.close());
  return f;
}

interface Told {
  at: string;
  topic: unknown;
  focus: string;
}

/** An endpoint for two subscribers, `/a` and `/b`, that notes events. */
async function endpoint(): Promise<{ url: string; told: Told[] }> {
  const told: Told[] = [];
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const at = request.url!.split('/')[1]!;
      const body = JSON.parse(text) as Resource & { entry?: { resource: { parameter: Parameter[] } }[] };
      if (body.resourceType !== 'Bundle') told.push({ at, topic: undefined, focus: `${body.resourceType}/${body.id}` });
      else {
        const parameters = body.entry![0]!.resource.parameter;
        const event = parameters.find((parameter) => parameter.name === 'notification-event');
        const focus = event?.part!.find((part) => part.name === 'focus')?.valueReference?.reference;
        const topic = parameters.find((parameter) => parameter.name === 'topic')?.valueCanonical;
        if (focus) told.push({ at, topic, focus });
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.closeAllConnections());
  closing.push(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told };
}
interface Parameter {
  name: string;
  part?: Parameter[];
  valueReference?: { reference: string };
  valueCanonical?: string;
}

function subscription(url: string, owner: string): Resource {
  return {
    resourceType: 'Subscription',
    meta: { profile: [`${BACKPORT}/backport-subscription`] },
    status: 'requested',
    reason: 'test',
    criteria: TOPIC,
    _criteria: {
      extension: [{ url: `${BACKPORT}/backport-filter-criteria`, valueString: `Task?owner=Organization/${owner}` }],
    },
    channel: {
      type: 'rest-hook',
      endpoint: url,
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'id-only' }] },
    },
  };
}

const message = {
  resourceType: 'Bundle',
  id: 'm',
  type: 'message',
  entry: [
    {
      fullUrl: 'urn:uuid:h',
      resource: {
        resourceType: 'MessageHeader',
        id: 'h',
        eventCoding: { code: 'coordination-content' },
        source: { endpoint: 'urn:s' },
        sender: task.owner,
      },
    },
    { fullUrl: 'urn:uuid:t', resource: { ...task, identifier: [{ value: 'told' }] } },
  ],
};

/** All that the defects touch, seen from outside; what is not decided by the defect is left out. */
async function observe(hooks: ServerHooks) {
  const f = await start(hooks);
  const heard = await endpoint();
  await f.create(subscription(`${heard.url}/a`, 'mine')).catch(() => undefined);
  await f.send('POST', 'Subscription', subscription(`${heard.url}/b`, 'other'));
  await f.server.idle();
  const created = await f.send('POST', 'Task', task);
  const id = String(created.body.id);
  const stale = await f.send('PUT', `Task/${id}`, { ...task, id, status: 'received' }, { 'if-match': 'W/"77"' });
  const updated = await f.send('PUT', `Task/${id}`, { ...task, id, status: 'accepted' });
  await f.create({ ...task, owner: { reference: 'Organization/other' } }).catch(() => undefined);
  const read = await f.send('GET', `Task/${id}`);
  const history = await f.send('GET', `Task/${id}/_history`);
  const mine = await f.send('GET', 'Task?owner=Organization/mine');
  const first = await f.send('POST', '$process-message', message);
  const again = await f.send('POST', '$process-message', message);
  const acted = await f.send('GET', 'Task?identifier=told');
  await f.server.idle();
  const short = (resource: Resource): Record<string, unknown> => ({ ...resource, id: undefined, meta: undefined });
  return {
    create: {
      status: created.status,
      location: created.headers.location !== undefined,
      etag: created.headers.etag,
      version: created.body.meta?.versionId,
    },
    stored: short(read.body),
    stale: stale.status,
    version: updated.body.meta!.versionId,
    read: read.body.status,
    versions: history.body.entry!.map((entry) => entry.resource!.meta!.versionId),
    intents: history.body.entry!.map((entry) => entry.resource!.intent),
    owners: (mine.body.entry ?? []).map((entry) => (entry.resource!.owner as { reference: string }).reference),
    acknowledged: (first.body.entry![0]!.resource!.response as { identifier: string }).identifier,
    sameAnswer: first.text === again.text,
    acted: acted.body.entry!.map((entry) => entry.resource!.meta!.versionId),
    told: heard.told.map(({ at, topic, focus }) => [
      at,
      topic,
      focus === `${f.url}/Task/${id}` ? 'it' : focus.includes(id) ? 'wrong' : 'another',
    ]),
  };
}

type Observed = Awaited<ReturnType<typeof observe>>;

const sound: Observed = {
  create: { status: 201, location: true, etag: 'W/"1"', version: '1' },
  stored: { ...task, status: 'accepted', id: undefined, meta: undefined },
  stale: 412,
  version: '2',
  read: 'accepted',
  versions: ['2', '1'],
  intents: ['order', 'order'],
  owners: ['Organization/mine'],
  acknowledged: 'h',
  sameAnswer: true,
  acted: ['1'],
  told: [
    ['a', TOPIC, 'it'],
    ['a', TOPIC, 'it'],
    ['b', TOPIC, 'another'],
    ['a', TOPIC, 'another'],
  ],
};

/** Messages come last: the fourth event is the Task that the message brought, owned by "mine". */
const event = (at: string, what: string, topic: string = TOPIC) => [at, topic, what];
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(sound.stored).filter(([name]) => !names.includes(name))) as never;

/** What each defect changes in what is seen, and nothing else. */
const changes: Record<string, (seen: Observed) => Partial<Observed>> = {
  'if-match-ignored': () => ({
    stale: 200,
    version: '3',
    versions: ['3', '2', '1'],
    intents: ['order', 'order', 'order'],
    told: [event('a', 'it'), ...sound.told] as never,
  }),
  'extension-dropped-on-write': () => ({ stored: without('extension') }),
  'output-dropped': () => ({ stored: without('output') }),
  'focus-dropped': () => ({ stored: without('focus') }),
  'reference-mangled': () => ({
    stored: {
      ...sound.stored,
      focus: { reference: 'ServiceRequest/sr-gone' },
      owner: { reference: 'Organization/mine-gone' },
      output: [{ type: { text: 'report' }, valueReference: { reference: 'DiagnosticReport/r-gone' } }],
    } as never,
    owners: [],
    told: [],
  }),
  'update-changes-intent': () => ({ stored: { ...sound.stored, intent: 'plan' } as never, intents: ['plan', 'order'] }),
  'create-without-location': () => ({ create: { ...sound.create, status: 200, location: false } }),
  'create-without-version': () => ({ create: { status: 201, location: true, etag: undefined, version: undefined } }),
  'version-not-increased': () => ({ version: '1', versions: ['1', '1'] }),
  'stale-read': () => ({ read: 'requested', stored: { ...sound.stored, status: 'requested' } as never }),
  'history-missing-version': () => ({ versions: ['2'], intents: ['order'] }),
  'search-ignores-owner': () => ({ owners: ['Organization/mine', 'Organization/other'] }),
  'notification-lost': () => ({ told: [event('a', 'it')] as never }),
  'notification-to-wrong-party': () => ({
    told: [event('b', 'it'), event('b', 'it'), event('a', 'another'), event('b', 'another')] as never,
  }),
  'notification-duplicated': () => ({ told: sound.told.flatMap((told) => [told, told]) }),
  'notification-wrong-focus': () => ({
    told: [event('a', 'wrong'), event('a', 'wrong'), event('b', 'another'), event('a', 'another')] as never,
  }),
  'notification-wrong-topic': () => ({
    told: sound.told.map(([at, topic, what]) => [at, `${String(topic)}-other`, what]) as never,
  }),
  'ack-wrong-identifier': () => ({ acknowledged: 'another-message' }),
  'message-acted-twice': () => ({
    sameAnswer: false,
    acted: ['2'],
    told: [...sound.told, event('a', 'another')] as never,
  }),
};

/** Events of the two subscribers travel apart: only the order within each is certain. */
function settled(observed: Observed): Observed {
  return { ...observed, told: [...observed.told].sort((a, b) => String(a[0]).localeCompare(String(b[0]))) };
}

describe('defects', () => {
  it('are none unless switched on', async () => {
    expect(settled(await observe({}))).toEqual(settled(sound));
  });

  it('are none with hooks that hand on what they get', async () => {
    const hooks: ServerHooks = {
      beforeStore: (resource) => resource,
      versionFor: (next) => next,
      precondition: ({ holds }) => holds,
      readVersion: (versions) => versions.at(-1),
      searchParameters: (parameters) => parameters,
      afterResponse: (reply) => reply,
      onNotify: (event) => [event],
      onAcknowledge: (bundle) => bundle,
      messageSeen: (_id, seen) => seen,
    };
    expect(settled(await observe(hooks))).toEqual(settled(sound));
  });

  const timed = 'notification-late';

  it.each(defects.map(({ id }) => id).filter((id) => id !== timed))(
    '%s does what it says, and only that',
    async (id) => {
      const observed = await observe(defectOf(id).hooks);
      const expected = { ...sound, ...changes[id]!(observed) };
      expect(settled(observed)).toEqual(settled(expected));
    },
  );

  it('notification-late sends what is told, later', () => {
    const event = { subscription: 's', endpoint: 'e', number: 1, focus: 'Task/1' };
    expect(defectOf(timed).hooks.onNotify!(event, { subscribers: [] })).toEqual([{ ...event, delayMs: 10_000 }]);
  });

  it('have ids of their own, and an unknown one is named', () => {
    expect(new Set(defects.map(({ id }) => id)).size).toBe(defects.length);
    expect(() => defectOf('nonsense')).toThrow(/no defect "nonsense"; there are if-match-ignored/);
  });
});

describe('a delayed notification', () => {
  it('is sent after its delay, in its turn', async () => {
    const f = await start({ onNotify: (event) => [{ ...event, delayMs: event.number === 1 ? 30 : 0 }] });
    const heard = await endpoint();
    await f.create(subscription(`${heard.url}/a`, 'mine'));
    await f.server.idle();
    const first = await f.create(task);
    const second = await f.create(task);
    expect(heard.told).toEqual([]);
    await f.server.idle();
    expect(heard.told.map(({ focus }) => focus)).toEqual([`${f.url}/Task/${first.id}`, `${f.url}/Task/${second.id}`]);
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import type { Resource } from '../guide/resource.js';
import type { HistoryRecord } from '../history/record.js';
import { judgeRun } from '../judge/judge.js';
import { Endpoint } from '../perform/endpoint.js';
import { HttpClient } from '../perform/http.js';
import { performRun } from '../perform/run.js';
import { runTag } from '../perform/run-tag.js';
import { plansOf } from '../plan/build-plan.js';
import { loadScenario } from '../plan/load-scenario.js';
import { cleanUp } from './cleanup.js';
import { startEmbeddedServer } from './embedded/server.js';
import { topicsOf } from './embedded-target.js';
import { openTarget } from './open-target.js';
import { startStub, type Stub, type StubAnswer } from './stub-server.fixture.js';
import type { Target } from './target.js';

const SUFFIX = '-1f9a03bc';
const TAG = { tag: [{ system: 'http://other' }, runTag('http://guide', SUFFIX)] };

const stops: (() => Promise<void>)[] = [];
let client: HttpClient;
beforeAll(() => void (client = new HttpClient(5000)));
afterAll(() => client.close());
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A server with resources by `Type/id`, which may refuse deletes. */
async function serverWith(
  resources: Record<string, object>,
  onDelete: (key: string, time: number) => StubAnswer | undefined = () => undefined,
  onSearch: (type: string) => string[] | undefined = () => undefined,
): Promise<{ stub: Stub; target: Target; deleted: () => string[] }> {
  const held = new Map(Object.entries(resources));
  const times = new Map<string, number>();
  const stub = await startStub(({ method, path: at }) => {
    const key = at.replace(/^\/fhir\//, '');
    const matches = onSearch(key.split('?')[0] ?? '');
    if (matches) {
      const entry = matches.map((match) => ({ resource: { ...held.get(match), ...typeAndId(match) } }));
      return { status: 200, json: { resourceType: 'Bundle', type: 'searchset', entry } };
    }
    if (!held.has(key)) return { status: 404 };
    if (method === 'GET') return { status: 200, json: { ...held.get(key), ...typeAndId(key) } };
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    const refusal = onDelete(key, time);
    if (!refusal) held.delete(key);
    return refusal ?? { status: 204 };
  });
  const target = await openTarget(`${stub.url}/fhir`);
  stops.push(stub.close, () => target.stop());
  const asked = (): string[] =>
    stub.requests.flatMap(({ method, path: at }) => (method === 'DELETE' ? [at.slice(6)] : []));
  return { stub, target, deleted: asked };
}

function typeAndId(key: string): { resourceType: string; id: string } {
  const [resourceType = '', id = ''] = key.split('/');
  return { resourceType, id };
}

/** A history that names resources as bound, oldest first. */
function historyOf(base: string, keys: string[], more: object[] = []): HistoryRecord[] {
  const bound = keys.map((key) => ({ kind: 'bound', key: 'X/x', holder: 'placer', url: `${base}/fhir/${key}` }));
  return [{ kind: 'run', suffix: SUFFIX, plan: { instances: {} }, target: { servers: {} } }, ...bound, ...more].map(
    (record, n) => ({
      n,
      t: 0,
      ...record,
    }),
  ) as HistoryRecord[];
}

describe('cleaning up', () => {
  it('deletes newest first, and what refers before what is referred to', async () => {
    const { stub, target, deleted } = await serverWith({
      'Patient/1': { meta: TAG },
      'Task/2': { meta: TAG, focus: { reference: 'ServiceRequest/3' } },
      'ServiceRequest/3': { meta: TAG, subject: { reference: 'Patient/1' } },
      'Basic/4': { meta: TAG },
    });
    const records = historyOf(stub.url, ['Patient/1', 'Task/2', 'ServiceRequest/3', 'Basic/4']);
    const result = await cleanUp(records, target, client);
    expect(deleted()).toEqual(['Basic/4', 'Task/2', 'ServiceRequest/3', 'Patient/1']);
    expect(result.removed).toEqual(deleted().map((key) => `${stub.url}/fhir/${key}`));
    expect(result.left).toEqual([]);
  });

  it('comes to an end where references go round', async () => {
    const { stub, target, deleted } = await serverWith({
      'Task/1': { meta: TAG, focus: { reference: 'Task/2' } },
      'Task/2': { meta: TAG, focus: { reference: 'Task/1' } },
    });
    await cleanUp(historyOf(stub.url, ['Task/1', 'Task/2']), target, client);
    expect(deleted()).toEqual(['Task/2', 'Task/1']);
  });

  it('tries a conflict once more at the end', async () => {
    const { stub, target, deleted } = await serverWith(
      { 'Patient/1': { meta: TAG }, 'Basic/2': { meta: TAG }, 'Basic/3': { meta: TAG } },
      (key, time) => (key === 'Basic/3' && time === 1 ? { status: 409 } : undefined),
    );
    const result = await cleanUp(historyOf(stub.url, ['Patient/1', 'Basic/2', 'Basic/3']), target, client);
    expect(deleted()).toEqual(['Basic/3', 'Basic/2', 'Patient/1', 'Basic/3']);
    expect(result.removed).toHaveLength(3);
  });

  it('tells what stays, and why', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ diagnostics: 'Task/9 refers to it' }] };
    const { stub, target } = await serverWith({ 'Patient/1': { meta: TAG }, 'Basic/2': { meta: TAG } }, (key) =>
      key === 'Patient/1' ? { status: 409, json: outcome } : { status: 405 },
    );
    const { left, removed } = await cleanUp(historyOf(stub.url, ['Patient/1', 'Basic/2']), target, client);
    expect(removed).toEqual([]);
    expect(left).toEqual([
      { url: `${stub.url}/fhir/Basic/2`, reason: 'the server answered 405' },
      { url: `${stub.url}/fhir/Patient/1`, reason: 'the server answered 409 (Task/9 refers to it)' },
    ]);
  });

  it('never touches what the run did not make', async () => {
    const { stub, target, deleted } = await serverWith({
      'Patient/1': { identifier: [{ value: 'of-somebody' }] },
      'Patient/2': { meta: { tag: [runTag('http://guide', '-aaaaaaaa')] } },
      'Patient/3': { meta: { tag: [{ system: 'http://other', code: SUFFIX.slice(1) }] } },
      'Task/4': { owner: { identifier: { value: `lab${SUFFIX}` } } },
      'Task/5': { identifier: [{ value: `order${SUFFIX}` }] },
      'Bundle/6': { identifier: { value: `order${SUFFIX}` } },
    });
    const keys = ['Patient/1', 'Patient/2', 'Patient/3', 'Task/4', 'Task/5', 'Bundle/6'];
    const { left } = await cleanUp(historyOf(stub.url, keys), target, client);
    expect(deleted()).toEqual(['Bundle/6', 'Task/5']);
    expect(left.map(({ reason }) => reason)).toEqual(
      Array(4).fill("it carries neither the run's tag nor its identifier"),
    );
  });

  it('says nothing of what is gone already', async () => {
    const { stub, target } = await serverWith({});
    expect(await cleanUp(historyOf(stub.url, ['Patient/1']), target, client)).toEqual({ removed: [], left: [] });
  });

  it('finds what was created but never bound', async () => {
    const { stub, target, deleted } = await serverWith({
      'Basic/1': { meta: TAG },
      'Basic/2': { meta: TAG },
      'Basic/3': { meta: TAG },
      'Basic/4': { meta: TAG },
    });
    const base = `${stub.url}/fhir`;
    const post = (url: string, response: object): object => ({
      kind: 'http',
      request: { method: 'POST', url },
      response,
    });
    const transaction = {
      resourceType: 'Bundle',
      entry: [
        { response: { status: '201 Created', location: 'Basic/2/_history/1' } },
        { response: { status: '200 OK', location: `${base}/Basic/4` } },
        { response: { status: '201 Created' } },
        null,
      ],
    };
    const records = historyOf(
      stub.url,
      [],
      [
        post(`${base}/Basic`, { status: 201, headers: { location: `${base}/Basic/1/_history/1` } }),
        post(base, { status: 200, headers: {}, body: { json: transaction } }),
        post(`${base}/Basic`, { status: 201, headers: { location: 'Basic/3' } }),
        post(`${base}/Basic`, { status: 200, headers: { location: `${base}/Basic/4` } }),
      ],
    );
    await cleanUp(records, target, client);
    expect(deleted()).toEqual(['Basic/3', 'Basic/2', 'Basic/1']);
  });

  it('finds by their tag the copies that nobody was told of, and takes nothing else that the search brings', async () => {
    const { stub, target, deleted } = await serverWith(
      { 'Patient/1': { meta: TAG }, 'Patient/2': {}, 'Bundle/3': { meta: TAG } },
      undefined,
      // The tag is ignored, as by a server that does not know the parameter.
      (type) => (type === 'Patient' ? ['Patient/1', 'Patient/2'] : type === 'Bundle' ? ['Bundle/3'] : undefined),
    );
    const run = {
      kind: 'run',
      suffix: SUFFIX,
      plan: { instances: { 'Patient/amy': {}, 'Task/cbc': {} } },
      target: { servers: { placer: `${stub.url}/fhir`, fulfiller: `${stub.url}/fhir` } },
    };
    const { removed, left } = await cleanUp([run] as unknown as HistoryRecord[], target, client);
    expect(deleted().sort()).toEqual(['Bundle/3', 'Patient/1']);
    expect(removed).toHaveLength(2);
    expect(left).toEqual([]);
    const searches = stub.requests.map(({ path: at }) => at).filter((at) => at.includes('?'));
    expect(searches.sort()).toEqual(
      ['Bundle', 'MessageHeader', 'Patient', 'Subscription', 'Task'].map(
        (type) => `/fhir/${type}?_tag=1f9a03bc&_count=200`,
      ),
    );
  });

  it('asks no other origin, and outlives servers that are gone', async () => {
    const other = await serverWith({ 'Basic/1': { meta: TAG } });
    const { target, stub } = await serverWith({});
    expect(await cleanUp(historyOf(other.stub.url, ['Basic/1']), target, client)).toMatchObject({
      left: [{ reason: 'not asked: the target does not name its origin' }],
    });
    expect(other.stub.requests).toEqual([]);
    await stub.close();
    const { left } = await cleanUp(historyOf(stub.url, ['Basic/1']), target, client);
    expect(left[0]?.reason).toMatch(/connection refused/);
    expect(await cleanUp([], target, client)).toEqual({ removed: [], left: [] });
  });
});

describe('a run against a server by its URL', () => {
  const guide = loadGuide();
  const file = path.join(projectRoot(), 'scenarios', 'simple-lab-order.yaml');
  const { scenario } = loadScenario(readFileSync(file, 'utf8'), 'scenarios/simple-lab-order.yaml', guide);
  const plans = scenario ? plansOf(scenario, guide).filter(({ branch }) => branch === undefined) : [];

  it.each(plans.map((plan) => [plan.exchange, plan] as const))(
    'passes, tagged, and leaves nothing: %s',
    async (_id, plan) => {
      const server = await startEmbeddedServer({ definitions: guide.definitions, topics: topicsOf(guide) });
      const target = await openTarget(server.url);
      const endpoint = await Endpoint.start();
      stops.push(
        () => endpoint.close(),
        () => target.stop(),
        () => server.close(),
      );
      await client.send({ method: 'POST', url: `${server.url}/Patient`, body: { resourceType: 'Patient' } });
      const [bystander] = await everything(server.url);
      expect(bystander?.resourceType).toBe('Patient');

      const records = await performRun(plan, { guide, target, client, endpoint });
      const bad = judgeRun(records, guide).filter(({ verdict }) => verdict !== 'pass');
      expect(bad.map(({ id, seen }) => `${id}: ${seen}`)).toEqual([]);
      const suffix = records[0]?.kind === 'run' ? records[0].suffix : '';
      const { code } = runTag(guide.canonical, suffix);
      const made = await everything(server.url);
      const untagged = made.filter(({ meta }) => !(meta?.tag ?? []).some((tag) => tag.code === code));
      expect(untagged).toEqual([bystander]);

      const { left, removed } = await cleanUp(records, target, client);
      expect(left).toEqual([]);
      expect(removed).toHaveLength(made.length - 1);
      expect(await everything(server.url)).toEqual([bystander]);
    },
  );

  /** All resources on a server, of every type. */
  async function everything(base: string): Promise<Resource[]> {
    const found: Resource[] = [];
    for (const type of guide.definitions.resourceTypes()) {
      const { body } = await client.send({ method: 'GET', url: `${base}/${type}?_count=200` });
      const bundle = (body && 'json' in body ? body.json : {}) as { entry?: { resource: Resource }[] };
      found.push(...(bundle.entry ?? []).map(({ resource }) => resource));
    }
    return found;
  }
});

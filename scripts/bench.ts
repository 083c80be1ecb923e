/**
 * `npm run bench`: what the harness costs, from one run. Compare ratios and figures of one run only: machines differ and are noisy.
 * Nothing here passes or fails; the goals stand beside the figures.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadFlows, ownScenarios, plansFor } from '../harness/src/cli/flows.js';
import { runAll } from '../harness/src/cli/run-all.js';
import { LocalWorkshop, perform } from '../harness/src/cli/workshop/local-workshop.js';
import { loadGuide } from '../harness/src/guide/load-guide.js';
import { projectRoot } from '../harness/src/guide/project-root.js';
import type { HistoryRecord, HttpRecord } from '../harness/src/history/record.js';
import { judgeRun } from '../harness/src/judge/judge.js';
import { Endpoint } from '../harness/src/perform/endpoint.js';
import { HttpClient, type Outgoing } from '../harness/src/perform/http.js';
import type { Plan } from '../harness/src/plan/plan.js';
import { startEmbeddedServer, type EmbeddedServer } from '../harness/src/targets/embedded/server.js';
import { heaviest, pageRebuilds } from './bench/site.js';
import { startEmbeddedTarget, topicsOf } from '../harness/src/targets/embedded-target.js';

const FLOW = 'simple-lab-order@task-at-placer';
const RUNS = 160;
const TASKS = 2000;

const guide = loadGuide();
const folder = mkdtempSync(path.join(os.tmpdir(), 'cow-bench-'));
const report = (what: string, figure: string, goal = ''): void => {
  process.stdout.write(`${what.padEnd(72)} ${figure.padStart(18)}${goal ? `   goal ${goal}` : ''}\n`);
};
const fixed = (value: number, digits = 2): string => value.toFixed(digits);
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Wall time and this process's processor time, milliseconds; the latter says more on a busy machine. */
interface Cost {
  wall: number;
  cpu: number;
}

async function costOf(work: () => Promise<unknown> | void): Promise<Cost> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - began, cpu: (user + system) / 1000 };
}

async function plansNamed(id: string): Promise<Plan[]> {
  const [flow = '', exchange] = id.split('@');
  const selector = { flow, branch: '', ...(exchange ? { exchange } : {}) };
  return plansFor(await loadFlows(ownScenarios(), [{ flow }], guide), [selector], guide, {});
}

/** Ids in the order of creation, so that a second server gives the same ones. */
function counted(name: string): () => string {
  let next = 0;
  return () => `${name}-${++next}`;
}

async function startPair(ports: readonly [number, number]): Promise<EmbeddedServer[]> {
  const start = (name: string, port: number): Promise<EmbeddedServer> =>
    startEmbeddedServer({ definitions: guide.definitions, name, port, topics: topicsOf(guide), newId: counted(name) });
  return [await start('placer', ports[0]), await start('fulfiller', ports[1])];
}

/** What one round of the comparison costs. */
interface Round {
  performed: Cost;
  judged: Cost;
  bare: Cost;
  requests: number;
  /** Requests that were answered otherwise in the replay: then it was not the same work. */
  different: number;
}

/** The harness against the very same requests sent bare, in turn, each on fresh servers with the same ids and addresses. */
async function benchRatio(): Promise<void> {
  const [plan] = await plansNamed(FLOW);
  if (!plan) throw new Error(`no ${FLOW}`);
  const plans = Array.from({ length: 40 }, () => plan);
  const client = new HttpClient(10_000);
  const endpoint = await Endpoint.start();
  const rounds: Round[] = [];
  for (let round = 0; round < 6; round++) rounds.push(await oneRound(plans, client, endpoint));
  await endpoint.close();
  await client.close();
  const warm = rounds.slice(1);
  const ratio = (over: (round: Round) => number, under: (round: Round) => number): string =>
    fixed(median(warm.map((round) => over(round) / under(round))));
  report('requests in a run of the flow', fixed((warm[0]?.requests ?? 0) / plans.length, 1));
  report(
    'requests answered otherwise in the replay',
    String(warm.reduce((sum, round) => sum + round.different, 0)),
    '0',
  );
  report(
    'performed / bare replay, wall',
    ratio(
      (r) => r.performed.wall,
      (r) => r.bare.wall,
    ),
    '<= 1.15',
  );
  report(
    'performed / bare replay, processor time',
    ratio(
      (r) => r.performed.cpu,
      (r) => r.bare.cpu,
    ),
  );
  report(
    'performed and judged / bare replay, wall',
    ratio(
      (r) => r.performed.wall + r.judged.wall,
      (r) => r.bare.wall,
    ),
  );
  for (const part of ['performed', 'judged', 'bare'] as const) {
    const each = (kind: keyof Cost): string => fixed(median(warm.map((round) => round[part][kind])) / plans.length);
    report(`one run of the flow, ${part}: wall, processor time`, `${each('wall')}, ${each('cpu')} ms`);
  }
}

async function oneRound(plans: readonly Plan[], client: HttpClient, endpoint: Endpoint): Promise<Round> {
  const [placer, fulfiller] = (await startPair([0, 0])) as [EmbeddedServer, EmbeddedServer];
  const ports: [number, number] = [Number(new URL(placer.url).port), Number(new URL(fulfiller.url).port)];
  const target = await startEmbeddedTarget(guide, { servers: 'two', actors: [], existing: { placer, fulfiller } });
  const histories: HistoryRecord[][] = [];
  const performed = await costOf(async () => {
    for (const each of plans)
      histories.push((await perform(each, { guide, target, client, endpoint }, { folder })).records);
  });
  const judged = await costOf(() => histories.forEach((records) => judgeRun(records, guide)));
  await target.stop();
  const records = histories.flatMap((history) => history.filter((record) => record.kind === 'http'));
  const requests = records.map(outgoing);
  const again = await startPair(ports);
  const silent = takeEverything(endpoint, histories);
  const statuses: number[] = [];
  const bare = await costOf(async () => {
    for (const request of requests) statuses.push((await client.send(request)).status);
  });
  silent();
  await Promise.all(again.map((server) => server.close()));
  const different = records.filter((record, index) => record.response?.status !== statuses[index]).length;
  return { performed, judged, bare, requests: requests.length, different };
}

function outgoing(record: HttpRecord): Outgoing {
  const { method, url, headers, body } = record.request;
  return { method: method as Outgoing['method'], url, headers, ...(body && 'json' in body ? { body: body.json } : {}) };
}

/** In the replay the notifications go where they went, and are only taken. */
function takeEverything(endpoint: Endpoint, histories: readonly HistoryRecord[][]): () => void {
  const tokens = new Set(
    histories
      .flat()
      .flatMap((record) =>
        record.kind === 'received' ? [new URL(record.request.url).pathname.split('/')[1] ?? ''] : [],
      ),
  );
  const stops = [...tokens].map((token) => endpoint.register(token, () => Promise.resolve({ status: 200 })));
  return () => stops.forEach((stop) => stop());
}

async function benchJobs(): Promise<void> {
  const all = await plansNamed('simple-lab-order');
  const plans = Array.from({ length: RUNS }, (_unused, index) => all[index % all.length] as Plan);
  for (const jobs of [1, 8]) {
    const target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'] });
    const client = new HttpClient(10_000);
    const endpoint = await Endpoint.start();
    const { wall: ms } = await costOf(() =>
      runAll(plans, [new LocalWorkshop({ guide, target, client, endpoint }, { folder })], { jobs }),
    );
    await endpoint.close();
    await client.close();
    await target.stop();
    report(
      `${RUNS} runs over all exchanges, judged, --jobs ${jobs}`,
      `${fixed(ms / 1000)} s`,
      jobs === 8 ? '<= 5 s' : '',
    );
    report(`runs a second, --jobs ${jobs}`, fixed((RUNS / ms) * 1000, 0));
  }
  report('memory of this process after that', `${Math.round(process.memoryUsage().rss / 1024 / 1024)} MiB`);
}

/** Wall time of a program of ours, seconds. */
function wallOf(args: string[], what: string): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore', cwd: projectRoot() });
  if (status !== 0) report(`(${what} ended with ${status ?? 'a signal'})`, '');
  return (performance.now() - began) / 1000;
}

/** The whole matrix as users run it, and everything that is broken on purpose; what each costs besides is in its own output. */
function benchWhole(): void {
  const command = path.join(projectRoot(), 'dist', 'harness', 'src', 'cli', 'main.js');
  const matrix = (jobs: string[]): number => wallOf([command, 'run', '--report', folder, ...jobs], 'cow run');
  report('the whole matrix, all processors', `${fixed(matrix([]))} s`, '<= 5 s');
  report('the whole matrix, --jobs 1', `${fixed(matrix(['--jobs', '1']))} s`);
  const mutants = path.join(projectRoot(), 'dist', 'harness', 'src', 'mutants', 'main.js');
  report('all mutants', `${fixed(wallOf([mutants], 'the mutants'))} s`, '<= 60 s');
}

/** The rendered guide: all of it, one page, and what pages weigh. */
function benchSite(): void {
  const out = path.join(folder, 'site');
  const main = path.join(projectRoot(), 'dist', 'site', 'src', 'main.js');
  report('the whole site, from start to end', `${fixed(wallOf([main, '--out', out], 'the site'))} s`, '<= 3 s');
  report('one page of the site again, in the preview', `${fixed(median(pageRebuilds(9)))} ms`, '<= 300 ms');
  for (const [what, pattern, goal] of [
    ['the heaviest flow page', /^flow-.*\.html$/, '<= 300 kB'],
    ['the heaviest page', /\.html$/, ''],
  ] as const) {
    const found = heaviest(out, pattern);
    if (found) report(`${what}: ${found.name}`, `${Math.round(found.bytes / 1000)} kB`, goal);
  }
}

function benchCold(): void {
  const command = path.join(projectRoot(), 'dist', 'harness', 'src', 'cli', 'main.js');
  const walls = Array.from({ length: 7 }, () => {
    const began = performance.now();
    const { status } = spawnSync(process.execPath, [command, 'run', FLOW, '--report', folder], { stdio: 'ignore' });
    if (status !== 0) throw new Error(`cow run ${FLOW} ended with ${status ?? 'a signal'}`);
    return performance.now() - began;
  });
  report(`cold start: cow run ${FLOW}`, `${fixed(median(walls) / 1000)} s`, '<= 1.0 s');
}

async function benchServer(): Promise<void> {
  const server = await startEmbeddedServer({ definitions: guide.definitions });
  const client = new HttpClient(10_000);
  const send = (method: Outgoing['method'], pathAndQuery: string, body?: unknown): Promise<unknown> =>
    client.send({
      method,
      url: `${server.url}/${pathAndQuery}`,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/fhir+json' } }),
    });
  const task = guide.instance('Task/cbc-coordination') as object;
  const patients = TASKS / 4;
  const make = (index: number): Promise<unknown> =>
    send('PUT', `Task/t${index}`, {
      ...task,
      id: `t${index}`,
      focus: { reference: `ServiceRequest/s${index}` },
      for: { reference: `Patient/p${index % patients}` },
    });
  for (let index = 0; index < TASKS; index++) await make(index);
  await rate('reads', (index) => send('GET', `Task/t${index % TASKS}`));
  await rate('searches by focus', (index) => send('GET', `Task?focus=ServiceRequest/s${index % TASKS}`), '>= 5000');
  await rate(
    'searches by patient and status',
    (index) => send('GET', `Task?patient=Patient/p${index % patients}&status=requested`),
    '>= 2000',
  );
  await rate('creates', () => send('POST', 'Task', { ...task, id: undefined }));
  await client.close();
  await server.close();
}

/** Eight requests under way at a time, for two seconds. */
async function rate(what: string, one: (index: number) => Promise<unknown>, goal = ''): Promise<void> {
  const until = performance.now() + 2000;
  let count = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) await one(count++);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  report(`embedded server, ${TASKS} Tasks stored: ${what} a second`, fixed(count / 2, 0), goal);
}

process.stdout.write(
  `node ${process.version}, ${os.availableParallelism()} cores, load ${fixed(os.loadavg()[0] ?? 0)}\n`,
);
try {
  await benchRatio();
  await benchJobs();
  benchWhole();
  benchCold();
  benchSite();
  await benchServer();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

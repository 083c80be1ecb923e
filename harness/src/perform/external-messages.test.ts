import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import type { Resource } from '../guide/resource.js';
import { RECEIVING_STEP } from '../history/receiving.js';
import type { HistoryRecord, TroubleKind } from '../history/record.js';
import type { Finding } from '../judge/finding.js';
import { judgeRun } from '../judge/judge.js';
import { plansOf } from '../plan/build-plan.js';
import type { Plan, Step } from '../plan/plan.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import type { Target } from '../targets/target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient, type Answer, type Outgoing } from './http.js';
import { headerOf } from './message.js';
import { performRun } from './run.js';
import { labOrderAlone } from './two-sides.fixture.js';

// A laboratory, played by another harness, that answers messages where they say that they come from: at our endpoint.

const guide = loadGuide();
const alone = labOrderAlone(guide);
const planned = (external: string): Plan =>
  plansOf(alone, guide, { external: new Set([external]) }).find(({ exchange }) => exchange === 'messaging') as Plan;

type Again = (message: Resource) => Resource | undefined;

/** What the practice says of where its messages come from. */
class Listening extends HttpClient {
  source?: string;
  /** What happens while the practice closes its order. */
  whileClosing?: () => Promise<unknown>;

  override async send(outgoing: Outgoing): Promise<Answer> {
    const source = headerOf(outgoing.body)?.source as { endpoint?: string } | undefined;
    if (source?.endpoint) this.source = source.endpoint;
    if (outgoing.method === 'PUT' && outgoing.url.includes('/ServiceRequest/')) await this.whileClosing?.();
    return super.send(outgoing);
  }
}

/** Sends the laboratory's messages to that place, and what was not acknowledged once more, if it does. */
class Laboratory extends HttpClient {
  private last?: { body: Resource; url: string };

  constructor(
    private readonly practice: Listening,
    private readonly again: Again,
  ) {
    super(5000);
  }

  override async send(outgoing: Outgoing): Promise<Answer> {
    const url = this.practice.source;
    if (!headerOf(outgoing.body) || url === undefined) return super.send(outgoing);
    this.last = { body: outgoing.body as Resource, url };
    const first = await super.send({ ...outgoing, url }).catch((error: Error) => error);
    if ('status' in first && first.status === 200) return first;
    const body = this.again(outgoing.body as Resource);
    if (body) return super.send({ ...outgoing, url, body });
    if (first instanceof Error) throw first;
    return first;
  }

  /** Tells once more what it told last, by a message of its own, with a note on the Task. */
  async note(): Promise<Answer | undefined> {
    if (!this.last) return undefined;
    const body = structuredClone(this.last.body);
    const resources = (body.entry as { resource: Resource }[]).map(({ resource }) => resource);
    const [header, task] = ['MessageHeader', 'Task'].map((type) => resources.find((one) => one.resourceType === type));
    Object.assign(header as Resource, { id: randomUUID() });
    Object.assign(task as Resource, { note: [{ text: 'kept for a week' }], lastModified: new Date().toISOString() });
    return super.send({ method: 'POST', url: this.last.url, body });
  }
}

interface Played {
  records: HistoryRecord[];
  findings: Finding[];
}

async function play(trouble: TroubleKind[], again: Again, withNote = false): Promise<Played> {
  const servers = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'], open: true });
  const endpoint = await Endpoint.start();
  const practice = new Listening(5000);
  const laboratory = new Laboratory(practice, again);
  if (withNote) practice.whileClosing = () => laboratory.note();
  const ending = new AbortController();
  let asked = (): void => undefined;
  const whenAsked = new Promise<void>((resolve) => (asked = resolve));
  const onStep = (step: Step): void => void (step.id === 'ask.write' && asked());
  try {
    const ours = performRun(
      planned('fulfiller'),
      { guide, target: { ...servers, actMs: 3000, boundMs: 300 }, client: practice, endpoint, trouble },
      { onStep },
    );
    await whenAsked;
    const theirs = performRun(
      planned('placer'),
      { guide, target: { ...servers, actMs: 3000, boundMs: 50 }, client: laboratory, endpoint },
      { signal: ending.signal },
    );
    const records = await ours;
    ending.abort();
    await theirs;
    return { records, findings: judgeRun(records, guide) };
  } finally {
    await Promise.all([servers.stop(), endpoint.close(), practice.close(), laboratory.close()]);
  }
}

const repeated = (findings: Finding[]): Finding | undefined =>
  findings.find(({ id }) => id.endsWith('#law.message-repeated.placer'));

it.each<TroubleKind[]>([['drop'], ['error'], ['hang-up'], ['error', 'duplicate', 'drop']])(
  'a system under test that sends again what was not acknowledged passes: %s',
  async (...trouble) => {
    const { records, findings } = await play(trouble, (message) => message);
    const met = records.filter((record) => record.kind === 'trouble' && record.of === 'message' && record.request.body);
    expect(met.length).toBeGreaterThan(2);
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(repeated(findings)).toMatchObject({ verdict: 'pass', requirements: ['message-repeated'] });
  },
);

it('one that does not is warned, and what its message told is lost', async () => {
  const { findings } = await play(['drop'], () => undefined);
  expect(findings.find(({ id }) => id.endsWith('#accept.write'))?.verdict).toBe('inconclusive');
  expect(repeated(findings)).toMatchObject({ verdict: 'warn', seen: expect.stringContaining('did not come again') });
});

it('one that sends something else under the same id is warned', async () => {
  const { findings } = await play(['hang-up'], (message) => ({ ...message, timestamp: '2026-03-02T09:00:00Z' }));
  expect(repeated(findings)).toMatchObject({ verdict: 'warn', seen: expect.stringContaining('other content') });
});

it('what played actors send to each other by way of the endpoint is none of a system under test', async () => {
  const servers = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'], open: true });
  const endpoint = await Endpoint.start();
  const client = new HttpClient(5000);
  const target: Target = {
    ...servers,
    claims: async (base) => ({ ...(await servers.claims(base)), processMessage: false }),
  };
  const [plan] = plansOf(alone, guide).filter(({ exchange }) => exchange === 'messaging');
  try {
    const records = await performRun(plan as Plan, { guide, target, client, endpoint, trouble: ['error'] });
    expect(records.some((record) => record.kind === 'received' && record.what === 'message')).toBe(true);
    expect(repeated(judgeRun(records, guide))).toBeUndefined();
  } finally {
    await Promise.all([servers.stop(), endpoint.close(), client.close()]);
  }
});

it('without trouble nothing is said of it', async () => {
  const { findings } = await play([], (message) => message);
  expect(repeated(findings)).toBeUndefined();
  expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

it('a message that comes while the practice writes something else is no part of that', async () => {
  const { records, findings } = await play([], (message) => message, true);
  const [from, to] = ['step', 'done'].map((kind) =>
    records.findIndex((record) => record.kind === kind && 'step' in record && record.step === 'close.write'),
  );
  const taken = records.slice(from, to).filter((record) => record.kind === 'http' && record.step === RECEIVING_STEP);
  expect(taken.length).toBeGreaterThan(1);
  expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

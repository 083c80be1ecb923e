import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import type { Notification } from '../history/notification.js';
import { TROUBLE_KINDS, type HistoryRecord, type TroubleKind } from '../history/record.js';
import type { Finding } from '../judge/finding.js';
import { judgeRun } from '../judge/judge.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient } from './http.js';
import { performRun, type RunOptions } from './run.js';
import { Trouble } from './trouble.js';

const event = (number?: number): Notification => ({
  form: 'backport',
  type: 'event-notification',
  subscription: 'Subscription/1',
  events: [{ focus: 'Task/1', ...(number === undefined ? {} : { number }) }],
});

afterEach(() => void vi.useRealTimers());

describe('Trouble', () => {
  it('comes in turn, once for each event; handshakes pass', () => {
    const trouble = new Trouble(['drop', 'error'], 10);
    expect(trouble.meets('f', { form: 'backport', type: 'handshake', events: [] })).toBeUndefined();
    expect([1, 2, 2, 3].map((number) => trouble.meets('f', event(number)))).toEqual([
      'drop',
      'error',
      undefined,
      'drop',
    ]);
    expect(trouble.meets('g', event(1))).toBe('error');
  });

  it('knows what was refused and has not come again', () => {
    const trouble = new Trouble(['hang-up'], 10);
    trouble.meets('f', event(1));
    expect(trouble.awaitsRepeat).toBe(true);
    trouble.meets('f', event(1));
    expect(trouble.awaitsRepeat).toBe(false);
  });

  it('lets what was refused without a name be taken at last', () => {
    const trouble = new Trouble(['error'], 10);
    const empty: Notification = { form: 'empty', type: 'event-notification', events: [] };
    expect([1, 2, 3, 4].map(() => trouble.meets('f', empty))).toEqual(['error', undefined, 'error', undefined]);
  });

  it('hands on after the next one, or later when none comes, and nothing once the run is over', () => {
    vi.useFakeTimers();
    const trouble = new Trouble(['reorder'], 100);
    const told: string[] = [];
    trouble.holdForNext('f', () => told.push('first'));
    trouble.passed('g');
    expect(told).toEqual([]);
    trouble.passed('f');
    trouble.holdForNext('f', () => told.push('second'));
    vi.advanceTimersByTime(100);
    trouble.delay(() => told.push('never'));
    trouble.stop();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['first', 'second']);
    expect(trouble.meets('f', event(9))).toBeUndefined();
  });
});

const guide = loadGuide();
const [plan] = plansFor(await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide), [], guide, {
  exchanges: ['task-at-placer'],
});

const [byMessage] = plansFor(await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide), [], guide, {
  exchanges: ['messaging'],
});

async function runWith(
  trouble: TroubleKind[],
  options: RunOptions = {},
  boundMs = 5000,
  of = plan,
): Promise<HistoryRecord[]> {
  if (!of) throw new Error('no plan');
  const target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'], boundMs });
  const client = new HttpClient(5000);
  const endpoint = await Endpoint.start();
  try {
    return await performRun(of, { guide, target, client, endpoint, trouble }, options);
  } finally {
    await target.stop();
    await client.close();
    await endpoint.close();
  }
}

const bad = (findings: Finding[]): string[] =>
  findings.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict, seen }) => `${verdict} ${id}: ${seen}`);

describe('a run with trouble', () => {
  it.each([...TROUBLE_KINDS.map((kind): [string, TroubleKind[]] => [kind, [kind]]), ['all', [...TROUBLE_KINDS]]])(
    'comes to the same end: %s',
    async (_what, kinds) => {
      const records = await runWith(kinds);
      const met = records.filter((record) => record.kind === 'trouble');
      expect(new Set(met.map(({ what }) => what))).toEqual(new Set(kinds.slice(0, met.length)));
      expect(met.length).toBeGreaterThan(1);
      expect(bad(judgeRun(records, guide))).toEqual([]);
      expect(records.at(-1)).toMatchObject({ kind: 'end', outcome: 'finished' });
    },
  );

  it.each(TROUBLE_KINDS)('has each message arrive, however often, and act once: %s', async (kind) => {
    const records = await runWith([kind], {}, 5000, byMessage);
    // What is tried when the story is over meets with no trouble.
    const ids = records.flatMap((record) =>
      record.kind === 'http' && record.request.url.endsWith('$process-message') && !record.step.startsWith('final.')
        ? [/"resourceType":"MessageHeader","id":"([^"]*)"/.exec(JSON.stringify(record.request.body))?.[1]]
        : [],
    );
    const met = records.filter((record) => record.kind === 'trouble' && record.of === 'message');
    expect(new Set(ids).size).toBe(met.length);
    // The first is sent twice in every run; nothing comes after the last.
    const again = ids.length - met.length;
    const late = kind === 'delay' || kind === 'reorder';
    if (kind === 'drop') expect(again).toBe(1);
    else if (late) expect(again).toBeGreaterThan(1);
    else expect(again).toBe(met.length);
    const findings = judgeRun(records, guide);
    expect(bad(findings)).toEqual([]);
    const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
    expect(findings.filter(({ id }) => id.includes('#law.message-once.'))).toHaveLength(repeated.size);
  });

  it('asks for the status of its subscription, and says what had not come', async () => {
    const findings = judgeRun(await runWith(['drop']), guide);
    const told = findings.find(({ id }) => id.endsWith('#ask.told-fulfiller'));
    expect(told?.seen).toMatch(/on purpose \(drop\): no notification came; by \$status \d+ of \d+ events had not come/);
    expect(told?.requirements).toContain('notification-gap');
  });

  it('fails where a party waits in vain', async () => {
    const findings = judgeRun(await runWith(['drop'], { waitsInVain: true }, 300), guide);
    const failed = findings.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toContain(`${plan?.id}#ask.told-fulfiller`);
    expect(failed[0]?.requirements).toContain('notification-gap');
  });

  it('does not excuse a server that notifies nobody', async () => {
    const records = await runWith(['drop']);
    const silent = records.filter((record) => record.kind !== 'trouble');
    const told = judgeRun(silent, guide).find(({ id }) => id.endsWith('#ask.told-fulfiller'));
    expect(told).toMatchObject({ verdict: 'fail', seen: expect.stringContaining('no notification came') });
  });
});

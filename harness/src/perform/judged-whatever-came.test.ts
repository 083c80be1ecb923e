import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import type { HistoryRecord } from '../history/record.js';
import { judgeRun } from '../judge/judge.js';
import { plansOf } from '../plan/build-plan.js';
import { loadScenario } from '../plan/load-scenario.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient } from './http.js';
import { performRun } from './run.js';

const guide = loadGuide();

async function historyOf(id: string): Promise<HistoryRecord[]> {
  const name = `${id.replace(/[/@].*/, '')}.yaml`;
  const { scenario } = loadScenario(readFileSync(path.join(projectRoot(), 'scenarios', name), 'utf8'), name, guide);
  const plan = scenario && plansOf(scenario, guide).find((one) => one.id === id);
  if (!plan) throw new Error(`${id} has no plan`);
  const target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'] });
  const client = new HttpClient(5000);
  const endpoint = await Endpoint.start();
  try {
    return await performRun(plan, { guide, target, client, endpoint });
  } finally {
    await endpoint.close();
    await client.close();
    await target.stop();
  }
}

/** What a server may put where FHIR has something else. */
const SHAPES: unknown[] = [null, 3, 'x', [], {}, [null], [[]], { reference: 3 }, [{ part: {} }], { coding: [null] }];

/** A generator with a seed: the same numbers each time, from 0 to below 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** The value with some of its parts replaced. */
function misshapen(value: unknown, next: () => number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const other = (part: unknown): unknown =>
    next() < 0.03 ? SHAPES[Math.floor(next() * SHAPES.length)] : misshapen(part, next);
  if (Array.isArray(value)) return value.map(other);
  const parts = Object.entries(value).map(([name, part]) => [name, name === 'resourceType' ? part : other(part)]);
  return Object.fromEntries(parts) as unknown;
}

function withBodies(records: readonly HistoryRecord[], change: (json: unknown) => unknown): HistoryRecord[] {
  return records.map((record): HistoryRecord => {
    if (record.kind === 'received' && record.request.body && 'json' in record.request.body)
      return { ...record, request: { ...record.request, body: { json: change(record.request.body.json) } } };
    if (record.kind !== 'http' || !record.response?.body || !('json' in record.response.body)) return record;
    return { ...record, response: { ...record.response, body: { json: change(record.response.body.json) } } };
  });
}

it.each(['simple-lab-order@task-at-placer', 'simple-lab-order@messaging'])(
  '%s is judged to the end whatever shape answers and notifications have, and is never green then',
  async (id) => {
    const records = await historyOf(id);
    const sound = judgeRun(records, guide);
    expect(new Set(sound.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
    for (let seed = 1; seed <= 12; seed++) {
      const next = numbers(seed);
      const findings = judgeRun(
        withBodies(records, (json) => misshapen(json, next)),
        guide,
      );
      const verdicts = findings.map(({ verdict }) => verdict);
      expect(verdicts, `seed ${seed}`).toContain('fail');
      // One judge's fault is no end of the others.
      expect(verdicts.filter((verdict) => verdict !== 'harness-fault').length).toBeGreaterThan(40);
    }
  },
  60_000,
);

it.each(['simple-lab-order@task-at-placer', 'simple-lab-order@messaging', 'cancel-in-progress/accepted@messaging'])(
  '%s fails nobody for what had not come yet when it was interrupted, after whatever step',
  async (id) => {
    const records = await historyOf(id);
    const cuts = records.filter(({ kind }) => kind === 'done');
    expect(cuts.length).toBeGreaterThan(30);
    for (const { n, t } of cuts) {
      const end = { n: n + 1, t, kind: 'end', outcome: 'stopped', reason: 'interrupted' } as const;
      const bad = judgeRun([...records.slice(0, n), end], guide).filter(
        ({ verdict }) => verdict !== 'pass' && verdict !== 'not-reached',
      );
      expect(bad, `interrupted after record ${n}`).toEqual([]);
    }
  },
  60_000,
);

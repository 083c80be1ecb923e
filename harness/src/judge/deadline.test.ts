import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { HISTORY_SCHEMA, type HistoryRecord } from '../history/record.js';
import { plansOf } from '../plan/build-plan.js';
import { loadScenario } from '../plan/load-scenario.js';
import { judgeRun } from './judge.js';

const guide = loadGuide();
const file = path.join(projectRoot(), 'scenarios', 'bidding.yaml');
const { scenario } = loadScenario(readFileSync(file, 'utf8'), 'scenarios/bidding.yaml', guide);
const plan = scenario && plansOf(scenario, guide).find(({ id }) => id === 'bidding/late-bid@task-at-placer');
if (!plan) throw new Error('bidding cannot be planned');

/** A run whose moment comes after 1000 ms, and in which a server refuses the bid at a time of its own, milliseconds. */
function refusedAt(t: number): HistoryRecord[] {
  const started = '2026-11-21T10:00:00.000Z';
  const shiftMs = Date.parse(started) + 1000 - Date.parse(plan?.deadline ?? '');
  return [
    {
      kind: 'run',
      n: 1,
      t: 0,
      schema: HISTORY_SCHEMA,
      plan: plan as never,
      guide: { packageId: 'x', version: '0' },
      target: { name: 'x', servers: { placer: 'http://x/fhir' }, claims: {}, boundMs: 1000 },
      startedAt: started,
      suffix: '-x',
      shiftMs,
    },
    { kind: 'step', n: 2, t, step: 'bid-in-time.write' },
    {
      kind: 'http',
      n: 3,
      t,
      step: 'bid-in-time.write',
      by: 'riverside',
      to: 'placer',
      request: { method: 'PUT', url: 'http://x/fhir/Task/1', headers: {} },
      response: { status: 422, headers: {} },
      ms: 1,
    },
    { kind: 'done', n: 4, t, step: 'bid-in-time.write', outcome: 'refused', reason: 'the server answered 422' },
    { kind: 'end', n: 5, t, outcome: 'finished' },
  ];
}
const verdictAt = (t: number): string | undefined =>
  judgeRun(refusedAt(t), guide).find(({ id }) => id.endsWith('#bid-in-time.write'))?.verdict;

it('blames a server for refusing what came in time', () => {
  expect(verdictAt(900)).toBe('fail');
});

it('blames nobody when the run was slower than its bound: a bid that comes late may be refused', () => {
  expect(verdictAt(1100)).toBe('inconclusive');
});

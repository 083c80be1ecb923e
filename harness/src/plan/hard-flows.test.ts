import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { plansOf } from './build-plan.js';
import { loadScenario } from './load-scenario.js';
import type { Plan, Step } from './plan.js';

const guide = loadGuide();

/** The plan of one run, e.g. `claim/one-by-one@task-at-placer`. */
function planned(id: string): Plan {
  const flow = id.split(/[/@]/)[0] ?? '';
  const file = path.join(projectRoot(), 'scenarios', `${flow}.yaml`);
  const { scenario } = loadScenario(readFileSync(file, 'utf8'), `scenarios/${flow}.yaml`, guide);
  const plan = scenario && plansOf(scenario, guide).find((each) => each.id === id);
  if (!plan) throw new Error(`no run ${id}`);
  return plan;
}
const stepsOf = (id: string): Step[] => planned(id).acts.flatMap((act) => act.steps);
const stepIn = (id: string, step: string): Step | undefined => stepsOf(id).find((one) => one.id === step);

/** What each message of an act carries. */
function bundlesOf(id: string, act: string): (readonly string[])[] {
  return stepsOf(id).flatMap((step) =>
    step.kind === 'inform' && step.id.startsWith(`${act}.`) ? [step.bundle ?? []] : [],
  );
}

describe('a race', () => {
  it('among four actors, eight times each, has thirty-two lanes with four owners', () => {
    const race = stepIn('claim/thirty-two-at-once@task-at-placer', 'rush.race');
    const lanes = race?.kind === 'race' ? race.lanes : [];
    expect(lanes).toHaveLength(32);
    expect(new Set(lanes.map((lane) => JSON.stringify(lane.set.owner))).size).toBe(4);
  });

  it('makes every racer look again, for nobody knows who won', () => {
    const looks = stepsOf('claim/eight-at-once@task-at-placer').filter(({ id }) => id.startsWith('crowd.after-'));
    expect(looks.map(({ by }) => by)).toEqual(['cedar', 'maple', 'birch', 'rowan']);
  });
});

describe('a moment that passes', () => {
  it.each(['task-at-placer', 'task-at-fulfiller', 'messaging'])(
    'holds the next step back until then, over %s',
    (exchange) => {
      const plan = planned(`bidding/late-bid@${exchange}`);
      expect(plan.deadline).toBe('2026-03-04T17:00:00Z');
      const held = plan.acts.flatMap((act) => act.steps).filter((step) => step.notBefore !== undefined);
      expect(held.map((step) => step.notBefore)).toEqual(['2026-03-04T17:00:00Z']);
    },
  );
});

describe('messages', () => {
  it('bring each candidate its own Task, and a late bid is a message that must be refused', () => {
    const [asked] = bundlesOf('bidding/late-bid@messaging', 'ask-hillview');
    expect(asked?.filter((key) => key.startsWith('Task/'))).toEqual(['Task/colonoscopy-bid-hillview']);
    expect(stepIn('bidding/late-bid@messaging', 'late.write')).toBeUndefined();
    expect(stepIn('bidding/late-bid@messaging', 'late.told-placer')).toMatchObject({
      refused: 'stale',
      by: 'northgate',
      set: { status: 'accepted' },
    });
  });

  it('that cross do not carry what the receiver knows better', () => {
    const [request, completion] = bundlesOf('cancel-in-progress/crossed@messaging', 'cross');
    expect(request).toContain('Task/cbc-cancellation');
    expect(request).not.toContain('Task/cbc-coordination');
    expect(completion?.[0]).toBe('Task/cbc-coordination');
  });

  it('tell of a Request that a Task has among its inputs by that Task', () => {
    const [told] = bundlesOf('modification-requested/accepted@messaging', 'put-in-force');
    expect(told?.slice(0, 2)).toEqual(['Task/cbc-modification', 'ServiceRequest/cbc-differential-order']);
  });
});

it('who has no part on a way through the story is not asked what it saw', () => {
  const audits = (id: string): string[] => stepsOf(id).flatMap((step) => (step.kind === 'audit' ? [step.by] : []));
  expect(audits('fulfiller-proposes-alternative/taken@task-at-placer')).toEqual(['placer', 'fulfiller']);
  expect(audits('fulfiller-proposes-alternative/declined@task-at-placer')).toContain('second-pharmacy');
});

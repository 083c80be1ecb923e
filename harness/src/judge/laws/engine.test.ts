import { beforeAll, describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../../cli/flows.js';
import type { Guide } from '../../guide/guide.js';
import { loadGuide } from '../../guide/load-guide.js';
import type { Plan } from '../../plan/plan.js';
import { plannedStates } from './engine.js';

let guide: Guide;
let plans: Plan[];

beforeAll(async () => {
  guide = loadGuide();
  plans = plansFor(await loadFlows(ownScenarios(), [], guide), [], guide, {});
});

function states(run: string, key: string): string[] {
  const plan = plans.find(({ id }) => id === run);
  const instance = guide.instance(key);
  if (!plan || !instance) throw new Error(`${run} or ${key} is missing`);
  return plannedStates(key, plan, instance);
}

describe('an order that an engine drives', () => {
  it.each(['Task/cbc-coordination', 'ServiceRequest/cbc-order'])(
    'takes %s through the states of the same order without one',
    (key) => {
      const choreographed = states('simple-lab-order@task-at-placer', key);
      expect(states('workflow-engine@task-at-placer', key)).toEqual(choreographed);
      expect(choreographed.length).toBeGreaterThan(1);
    },
  );
});

describe('the states that a plan leads to', () => {
  it('leave out what is refused, and what repeats the state before', () => {
    expect(states('simple-lab-order@task-at-placer', 'Task/cbc-coordination')).toEqual([
      'requested',
      'accepted',
      'in-progress specimen-collected',
      'in-progress analysis-started',
      'completed results-available',
    ]);
  });
});

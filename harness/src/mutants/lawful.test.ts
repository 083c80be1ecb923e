import { describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import { judgeRun } from '../judge/judge.js';
import { openHarness } from '../perform/harness.fixture.js';
import { performRun } from '../perform/run.js';
import type { Plan } from '../plan/plan.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import { LAWFUL } from './lawful.js';

/** Between them these show notifications, searches, messages with content and such without news, a race, bids and copies of outputs. */
const SHOWN_ON = [
  'simple-lab-order/output-copied@task-at-placer',
  'simple-lab-order@task-at-fulfiller-polling',
  'simple-lab-order@messaging',
  'claim/two-at-once@task-at-placer',
  'bidding/awarded@messaging',
  'specimen-rejected/no-second@messaging',
];
const FLOWS = [...new Set(SHOWN_ON.map((run) => run.split(/[/@]/)[0] as string))];

const guide = loadGuide();
const flows = await loadFlows(
  ownScenarios(),
  FLOWS.map((flow) => ({ flow })),
  guide,
);
const plans = plansFor(flows, [], guide, {}).filter(({ id }) => SHOWN_ON.includes(id));

const { client, endpoint } = await openHarness();

async function minded(plan: Plan, hooks: ServerHooks): Promise<string[]> {
  const actors = plan.actors.filter(({ hosts }) => hosts).map(({ name }) => name);
  const target = await startEmbeddedTarget(guide, { servers: 'two', actors, hooks });
  try {
    const findings = judgeRun(await performRun(plan, { guide, target, client, endpoint }), guide);
    return findings.filter(({ verdict }) => verdict !== 'pass').map(({ id, seen }) => `${id}: ${seen}`);
  } finally {
    await target.stop();
  }
}

describe('a server that does this is right', () => {
  it('is shown on runs that there are', () => {
    expect(plans.map(({ id }) => id).sort()).toEqual([...SHOWN_ON].sort());
  });

  it.each(LAWFUL.map(({ id, title, hooks }) => ({ id, title, hooks })))('$id: $title', async ({ hooks }) => {
    const found = await Promise.all(plans.map((plan) => minded(plan, hooks)));
    expect(found.flat()).toEqual([]);
  });
});

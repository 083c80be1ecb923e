import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import type { ServerClaims } from '../history/record.js';
import { judgeRun } from '../judge/judge.js';
import { plansOf } from '../plan/build-plan.js';
import { loadScenario } from '../plan/load-scenario.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { openHarness } from './harness.fixture.js';
import { performRun } from './run.js';

const guide = loadGuide();
const file = path.join(projectRoot(), 'scenarios', 'coordinator-hands-off.yaml');
const { scenario } = loadScenario(readFileSync(file, 'utf8'), file, guide);
const [plan] = scenario
  ? plansOf(scenario, guide, {
      wanted: ({ branch, exchange }) => branch === 'taken-away' && exchange === 'task-at-placer',
    })
  : [];
if (!plan) throw new Error('there is no flow in which a Task is taken away');

const { client, endpoint } = await openHarness();

/** Plays it against servers that take subscriptions of one kind. Answers each verdict on the last notice, and whatever did not pass. */
async function told(subscriptions: ServerClaims['subscriptions']): Promise<{ last: string[]; notPassed: string[] }> {
  const servers = await startEmbeddedTarget(guide, {
    servers: 'two',
    actors: ['placer', 'coordinator', 'fulfiller'],
  });
  const target = {
    ...servers,
    claims: async (base: string) => ({ ...(await servers.claims(base)), subscriptions }),
  };
  try {
    const findings = judgeRun(await performRun(plan!, { guide, target, client, endpoint }), guide);
    const last = findings.filter(({ requirements }) => requirements.includes('notification-last'));
    return {
      last: last.map(({ id, verdict }) => `${verdict} ${id.split('#')[1] ?? ''}`),
      notPassed: findings
        .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
        .map(({ id, seen }) => id + seen),
    };
  } finally {
    await servers.stop();
  }
}

describe('an owner that loses a Task', () => {
  it('is told so, and of nothing more, by topic', async () => {
    expect(await told('backport')).toEqual({
      last: ['pass take-away.told-coordinator', 'pass law.last-notice.coordinator-Task/physio-coordination'],
      notPassed: [],
    });
  });

  it('cannot be told so by a search as criteria, for which nobody is blamed', async () => {
    const { last, notPassed } = await told('rest-hook');
    expect(last).toContain('not-claimed take-away.told-coordinator');
    expect(notPassed).toEqual([]);
  });
});

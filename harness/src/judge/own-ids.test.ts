import { describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import { openHarness } from '../perform/harness.fixture.js';
import { performRun } from '../perform/run.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import type { Finding } from './finding.js';
import { judgeRun } from './judge.js';
import { withOwnIds } from './own-ids.js';

const guide = loadGuide();

const { client, endpoint } = await openHarness();

describe('ids of findings', () => {
  it('are numbered where they would be the same, past those that are taken', () => {
    const findings = ['a', 'a', 'a.2', 'b', 'a'].map((id) => ({ id }) as Finding);
    expect(withOwnIds(findings).map(({ id }) => id)).toEqual(['a', 'a.3', 'a.2', 'b', 'a.4']);
  });

  it('tell two subscriptions of one party at one system apart', async () => {
    const id = 'fulfiller-asks-to-cancel-request/revoked@task-at-placer';
    const flows = await loadFlows(ownScenarios(), [{ flow: 'fulfiller-asks-to-cancel-request' }], guide);
    const plan = plansFor(flows, [], guide, {}).find((one) => one.id === id);
    const target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'] });
    try {
      const findings = judgeRun(await performRun(plan!, { guide, target, client, endpoint }), guide);
      const ids = findings.map((finding) => finding.id.split('#')[1] ?? '');
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((one) => one.startsWith('law.subscription.'))).toEqual([
        'law.subscription.fulfiller-at-placer-as-owner',
        'law.subscription.fulfiller-at-placer-as-requester',
      ]);
    } finally {
      await target.stop();
    }
  });
});

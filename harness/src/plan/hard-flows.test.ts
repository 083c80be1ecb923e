import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { formatErrors } from '../yaml/format-errors.js';
import { plansOf } from './build-plan.js';
import { withHardFlows } from './hard-flows.fixture.js';
import { loadScenario } from './load-scenario.js';

const page = readFileSync(join(projectRoot(), 'docs/decisions/0005-does-the-model-carry-what-comes.md'), 'utf8');
const drafts = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => ({
  id: /^id: (\S+)$/m.exec(text)?.[1] ?? '',
  text,
}));
const guide = withHardFlows(loadGuide());

describe('the hardest flows to come, as decision 0005 drafts them', () => {
  it('are those that the model was walked through with', () => {
    expect(drafts.map(({ id }) => id)).toEqual(['bidding', 'claim', 'cancel-in-progress', 'grouped-dispense']);
  });

  describe.each(drafts)('$id', ({ id, text }) => {
    const { scenario, errors } = loadScenario(text, `${id}.yaml`, guide);

    it('loads without an error', () => {
      expect(formatErrors(errors, text)).toBe('');
    });

    it('can be planned over every exchange that it names, by every branch', () => {
      const plans = scenario ? plansOf(scenario, guide) : [];
      const branches = new Set(plans.map((plan) => plan.branch));
      expect(plans).toHaveLength((scenario?.exchanges.length ?? 0) * branches.size);
      expect(branches.size).toBeGreaterThanOrEqual(1);
      for (const plan of plans) {
        const ids = plan.acts.flatMap((act) => act.steps.map((step) => step.id));
        expect(new Set(ids).size, plan.id).toBe(ids.length);
      }
    });
  });

  it('claim: thirty-two lanes with four owners', () => {
    const text = drafts.find(({ id }) => id === 'claim')?.text ?? '';
    const { scenario } = loadScenario(text, 'claim.yaml', guide);
    const plan = scenario && plansOf(scenario, guide).find((each) => each.id === 'claim/all-at-once@task-at-placer');
    const race = plan?.acts.flatMap((act) => act.steps).find((step) => step.kind === 'race');
    expect(race?.kind === 'race' && race.lanes).toHaveLength(32);
    const owners = race?.kind === 'race' ? race.lanes.map((lane) => JSON.stringify(lane.set.owner)) : [];
    expect(new Set(owners).size).toBe(4);
  });

  it('bidding: the step after the deadline is held back until then', () => {
    const text = drafts.find(({ id }) => id === 'bidding')?.text ?? '';
    const { scenario } = loadScenario(text, 'bidding.yaml', guide);
    for (const plan of scenario ? plansOf(scenario, guide) : []) {
      expect(plan.deadline).toBe('2026-03-03T12:00:00Z');
      const held = plan.acts.flatMap((act) => act.steps).filter((step) => step.notBefore !== undefined);
      expect(held.map((step) => step.notBefore)).toEqual(['2026-03-03T12:00:00Z']);
    }
  });
});

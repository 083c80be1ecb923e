import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { judgeRun } from '../judge/judge.js';
import { Endpoint } from '../perform/endpoint.js';
import { HttpClient } from '../perform/http.js';
import { performRun } from '../perform/run.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { formatErrors } from '../yaml/format-errors.js';
import { plansOf } from './build-plan.js';
import { draftedFlows, draftTexts } from '../mutants/drafted-flows.js';
import { withHardFlows } from './hard-flows.fixture.js';
import { loadScenario } from './load-scenario.js';

const drafts = draftTexts();
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

  it('claim: every racer looks again, for nobody knows who won', () => {
    const claim = draftedFlows(guide).find(({ id }) => id === 'claim');
    const plan = claim && plansOf(claim, guide).find(({ id }) => id === 'claim/all-at-once@task-at-placer');
    const looks = plan?.acts.flatMap((act) => act.steps).filter(({ id }) => id.startsWith('rush.after-'));
    expect(looks?.map(({ by }) => by)).toEqual(['city', 'east', 'west', 'north']);
  });

  it('bidding, by messages: each laboratory hears of its own Task, and a late bid is a message', () => {
    const bidding = draftedFlows(guide).find(({ id }) => id === 'bidding');
    const plan = bidding && plansOf(bidding, guide).find(({ id }) => id === 'bidding/late-bid@messaging');
    const steps = plan?.acts.flatMap((act) => act.steps) ?? [];
    const told = (id: string): unknown => steps.find((step) => step.id === id);
    expect(told('ask-east.told-east')).toMatchObject({
      bundle: expect.arrayContaining(['Task/cbc-bid-east-lab']) as unknown,
    });
    expect(steps.some(({ id }) => id === 'late.write')).toBe(false);
    expect(told('late.told-placer')).toMatchObject({ refused: 'stale', by: 'east', set: { status: 'accepted' } });
  });

  it('cancel-in-progress, by messages: the request does not carry the Task that the laboratory knows better', () => {
    const cancel = draftedFlows(guide).find(({ id }) => id === 'cancel-in-progress');
    const plan = cancel && plansOf(cancel, guide).find(({ id }) => id === 'cancel-in-progress/crossed@messaging');
    const steps = plan?.acts.flatMap((act) => act.steps) ?? [];
    const bundles = steps.flatMap((step) =>
      step.kind === 'inform' && step.id.startsWith('cross.') ? [step.bundle] : [],
    );
    expect(bundles[0]).toContain('Task/cbc-cancellation');
    expect(bundles[0]).not.toContain('Task/cbc-coordination');
    expect(bundles[1]?.[0]).toBe('Task/cbc-coordination');
  });
});

describe('the hardest flows to come, carried out', () => {
  let client: HttpClient;
  let endpoint: Endpoint;
  beforeAll(async () => {
    client = new HttpClient(5000);
    endpoint = await Endpoint.start();
  });
  afterAll(async () => {
    await endpoint.close();
    await client.close();
  });

  // A moment that must pass takes a run one bound: such runs are carried out side by side.
  it.each(
    draftedFlows(guide).flatMap((flow) => [
      { id: flow.id, flow, servers: 'two' as const },
      { id: flow.id, flow, servers: 'one' as const },
    ]),
  )(
    '$id passes whole over every exchange and branch, on $servers server(s)',
    async ({ flow, servers }) => {
      const actors = flow.actors.filter((actor) => actor.hosts).map((actor) => actor.name);
      const target = await startEmbeddedTarget(guide, { servers, actors, boundMs: 4000 });
      try {
        const runs = await Promise.all(
          plansOf(flow, guide).map((plan) => performRun(plan, { guide, target, client, endpoint })),
        );
        const findings = runs.flatMap((records) => judgeRun(records, guide));
        const notPassed = findings.filter(({ verdict }) => verdict !== 'pass');
        expect(notPassed.map(({ verdict, id, seen }) => `${verdict} ${id}: ${seen}`)).toEqual([]);
        expect(findings.length).toBeGreaterThan(runs.length * 40);
      } finally {
        await target.stop();
      }
    },
    30_000,
  );
});

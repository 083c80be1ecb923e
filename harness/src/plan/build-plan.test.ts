import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { exchanges } from '../exchange/catalog.js';
import { plansOf } from './build-plan.js';
import { loadScenario } from './load-scenario.js';
import type { ExchangeId, Plan, Step } from './plan.js';

const guide = loadGuide();
const file = path.join(projectRoot(), 'scenarios', 'simple-lab-order.yaml');
const { scenario } = loadScenario(readFileSync(file, 'utf8'), 'scenarios/simple-lab-order.yaml', guide);
if (!scenario) throw new Error('simple-lab-order does not load');
const plans = plansOf(scenario, guide);

function planFor(exchange: ExchangeId, from: Plan[] = plans): Plan {
  return from.find((plan) => plan.exchange === exchange && !plan.branch) as Plan;
}
const stepsOf = (plan: Plan): Step[] => plan.acts.flatMap((act) => act.steps);
const step = (plan: Plan, id: string): Step | undefined => stepsOf(plan).find((candidate) => candidate.id === id);

describe('plansOf', () => {
  it('makes a run of each way through the flow over each exchange', () => {
    expect(plans.map((plan) => plan.id)).toEqual([
      ...exchanges.map((exchange) => `simple-lab-order@${exchange.id}`),
      ...exchanges.map((exchange) => `simple-lab-order/output-copied@${exchange.id}`),
    ]);
  });

  it('gives every step an id of its own', () => {
    for (const plan of plans) expect(new Set(stepsOf(plan).map((one) => one.id)).size).toBe(stepsOf(plan).length);
  });

  it('lets the Task live where the exchange says, and everything else with its author', () => {
    const home = (exchange: ExchangeId, key: string): string[] => planFor(exchange).instances[key]?.homes ?? [];
    expect(home('task-at-placer', 'Task/cbc-coordination')).toEqual(['placer']);
    expect(home('task-at-fulfiller', 'Task/cbc-coordination')).toEqual(['fulfiller']);
    expect(home('messaging-rest-at-fulfiller', 'Task/cbc-coordination')).toEqual(['fulfiller']);
    expect(home('task-at-fulfiller', 'ServiceRequest/cbc-order')).toEqual(['placer']);
    expect(home('task-at-placer', 'DiagnosticReport/cbc-report')).toEqual(['fulfiller']);
  });

  it('tells the other party in the way of the exchange', () => {
    const how = (exchange: ExchangeId, id: string): unknown => {
      const inform = step(planFor(exchange), id);
      return inform?.kind === 'inform' ? inform.how : undefined;
    };
    expect(exchanges.map((exchange) => how(exchange.id, 'ask.told-fulfiller'))).toEqual([
      'notification',
      'poll',
      'own',
      'own',
      'message',
      'message',
      'own',
    ]);
    expect(exchanges.map((exchange) => how(exchange.id, 'accept.told-placer'))).toEqual([
      'own',
      'own',
      'notification',
      'poll',
      'message',
      'own',
      'message',
    ]);
  });

  it('subscribes exactly those who are notified', () => {
    const subscribers = exchanges.map((exchange) =>
      stepsOf(planFor(exchange.id))
        .filter((one) => one.kind === 'subscribe')
        .map((one) => one.by)
        .join(),
    );
    expect(subscribers).toEqual(['fulfiller', '', 'placer', '', '', '', '']);
  });

  it('puts all that the receiver needs into a message with content, and only the Task into a pointer', () => {
    const content = step(planFor('messaging'), 'ask.told-fulfiller');
    expect(content?.kind === 'inform' && content.bundle).toEqual(
      expect.arrayContaining([
        'ServiceRequest/cbc-order',
        'Patient/amy',
        'Condition/suspected-anemia',
        'Organization/general-practice',
      ]),
    );
    expect(content?.kind === 'inform' && content.bundle?.[0]).toBe('Task/cbc-coordination');
    const pointer = step(planFor('messaging-rest-at-placer'), 'ask.told-fulfiller');
    expect(pointer?.kind === 'inform' && pointer.bundle).toEqual(['Task/cbc-coordination']);
  });

  it('has a party look again before it changes what another changed', () => {
    const plan = planFor('task-at-placer');
    expect(step(plan, 'accept.look')).toBeUndefined();
    const silent = plansOf(
      { ...scenario, acts: scenario.acts.map((act) => (act.id === 'ask' ? { ...act, tells: [], expect: [] } : act)) },
      guide,
      { wanted: ({ exchange }) => exchange === 'task-at-placer' },
    );
    expect(step(planFor('task-at-placer', silent), 'accept.look')).toMatchObject({
      kind: 'read',
      by: 'fulfiller',
      why: 'act',
    });
  });

  it('leaves out what an external actor would try, with what would be expected of that', () => {
    for (const exchange of ['task-at-placer', 'task-at-fulfiller', 'messaging'] as const) {
      const plan = planFor(exchange, plansOf(scenario, guide, { external: new Set(['fulfiller']) }));
      const attempt = plan.acts.find(({ id }) => id === 'outdated-desk');
      expect([attempt?.steps, attempt?.checks]).toEqual([[], []]);
    }
    const played = planFor('task-at-placer').acts.find(({ id }) => id === 'outdated-desk');
    expect(played?.checks.map(({ id }) => id)).toEqual(['sees-1']);
  });

  it('awaits what an external actor does, and neither reads nor audits for it', () => {
    const plan = planFor('task-at-placer', plansOf(scenario, guide, { external: new Set(['fulfiller']) }));
    expect(step(plan, 'accept.write')).toMatchObject({
      kind: 'await',
      by: 'fulfiller',
      observer: 'placer',
      set: { status: 'accepted' },
    });
    const byFulfiller = stepsOf(plan).filter(
      (one) =>
        one.by === 'fulfiller' &&
        one.kind !== 'await' &&
        one.kind !== 'given' &&
        one.kind !== 'subscribe' &&
        one.kind !== 'inform',
    );
    expect(byFulfiller).toEqual([]);
  });

  it('knows when the story starts', () => {
    expect(planFor('messaging').storyStart).toMatch(/^2026-03-02T/);
  });
});

import { describe, expect, it } from 'vitest';
import type { Plan } from '../plan/plan.js';
import { labPlan } from '../report/report.fixture.js';
import { sequenceOf } from './sequence.js';

const arrowsOf = (plan: Plan, detail: 'story' | 'all' = 'all') =>
  sequenceOf(plan, { detail }).bands.flatMap((band) => band.arrows);

describe('sequenceOf', () => {
  it('gives a system its own lifeline only where another actor comes to it', () => {
    const lines = (plan: Plan) => sequenceOf(plan, { detail: 'story' }).lifelines.map((line) => line.id);
    expect(lines(labPlan('task-at-placer'))).toEqual(['placer', 'placer:system', 'fulfiller']);
    expect(lines(labPlan('task-at-fulfiller'))).toEqual(['placer', 'fulfiller:system', 'fulfiller']);
    expect(lines(labPlan('messaging'))).toEqual(['placer', 'fulfiller']);
  });

  it('draws how the other party learns of a change', () => {
    const told = (plan: Plan) => arrowsOf(plan).find((arrow) => arrow.step === 'ask.told-fulfiller');
    expect(told(labPlan('task-at-placer'))).toMatchObject({
      kind: 'notification',
      from: 'placer:system',
      to: 'fulfiller',
    });
    expect(told(labPlan('task-at-placer-polling'))).toMatchObject({
      kind: 'poll',
      from: 'fulfiller',
      to: 'placer:system',
    });
    expect(told(labPlan('messaging'))).toMatchObject({
      kind: 'message',
      from: 'placer',
      to: 'fulfiller',
      label: 'message: Task/cbc-coordination with 2 more, sent twice',
    });
    expect(told(labPlan('task-at-fulfiller'))).toMatchObject({ kind: 'own', from: 'fulfiller:system' });
  });

  it('leaves out the lines of those who have no part in it', () => {
    const plan = labPlan('task-at-placer');
    const [other] = plan.actors;
    plan.actors = [...plan.actors, { ...other!, name: 'second-lab', title: 'Fulfiller (second-lab)' }];
    expect(sequenceOf(plan).lifelines.map(({ id }) => id)).not.toContain('second-lab');
  });

  it('covers every step of a plan, in order', () => {
    const plan = labPlan('task-at-placer');
    expect(arrowsOf(plan).map((arrow) => arrow.step)).toEqual(plan.acts.flatMap((act) => act.steps.map((s) => s.id)));
  });

  it('leaves out of a story what is only set up or checked', () => {
    const steps = arrowsOf(labPlan('task-at-placer'), 'story').map((arrow) => arrow.step);
    expect(steps).toContain('ask.write');
    expect(steps).toContain('given.subscribe');
    expect(steps).not.toContain('given.placer');
    expect(steps).not.toContain('accept.sees');
    expect(steps).not.toContain('final.history');
  });

  it('says what an update sets and that an attempt must be refused', () => {
    const label = (step: string) => arrowsOf(labPlan('task-at-placer')).find((arrow) => arrow.step === step)?.label;
    expect(label('start.write')).toBe(
      'update Task/cbc-coordination: status in-progress, businessStatus specimen-collected',
    );
    expect(label('stale.write')).toContain('(must be refused)');
  });

  it('draws each lane of a race as an arrow of its own', () => {
    const plan = labPlan('task-at-placer');
    const [lane] = plan.acts.flatMap((act) => act.steps).filter((step) => step.kind === 'write');
    if (!lane) throw new Error('the fixture has no write');
    const lanes = [lane, { ...lane, id: 'claim.b' }];
    plan.acts = [
      {
        id: 'claim',
        kind: 'race',
        title: 'Two claim',
        verifies: [],
        checks: [],
        steps: [{ kind: 'race', id: 'claim.race', title: 'Race', by: 'placer', winners: 1, lanes }],
      },
    ];
    expect(arrowsOf(plan).map((arrow) => [arrow.step, arrow.race])).toEqual([
      [lane.id, { of: 'claim.race', lanes: 2, winners: 1 }],
      ['claim.b', { of: 'claim.race', lanes: 2, winners: 1 }],
    ]);
  });
});

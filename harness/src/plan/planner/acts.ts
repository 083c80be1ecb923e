import type { InstanceKey } from '../../guide/resource.js';
import type { PlanAct, Step, WriteStep } from '../plan.js';
import type { CreateAct, RaceAct, ReadAct, SearchAct, UpdateAct } from '../scenario.js';
import type { PlainAct } from '../story-path.js';
import { planChecks, planRead } from './looks.js';
import { planInform } from './messages.js';
import type { Story } from './story.js';
import { applied, planCreate, planUpdate, planWrites } from './writes.js';

/** One act of the story as steps and checks. */
export function planAct(story: Story, act: PlainAct): PlanAct {
  const steps: Step[] = [];
  planSteps(story, act, steps);
  const checks = planChecks(story, act.id, act.expect, steps);
  return {
    id: act.id,
    kind: act.kind,
    title: act.title,
    ...(act.note ? { note: act.note } : {}),
    ...('by' in act ? { by: act.by } : {}),
    verifies: act.verifies,
    steps,
    checks,
    at: act.at,
  };
}

function planSteps(story: Story, act: PlainAct, steps: Step[]): void {
  switch (act.kind) {
    case 'create':
    case 'update':
      return planWriteAct(story, act, steps);
    case 'read':
      return planReadAct(story, act, steps);
    case 'search':
      return planSearchAct(story, act, steps);
    case 'race':
      return planRaceAct(story, act, steps);
    case 'wait':
      return;
  }
}

function planWriteAct(story: Story, act: CreateAct | UpdateAct, steps: Step[]): void {
  // Nobody can ask a system under test to try what it must not do.
  if (act.refused && story.external.has(act.by)) return;
  const writes = planWrites(story, act, `${act.id}.write`, steps);
  const told = writes.find((write) => write.key.startsWith('Task/')) ?? writes.at(-1);
  if (!told || act.refused) return;
  for (const to of act.tells) planInform(story, act.id, told, to, steps);
}

function planReadAct(story: Story, act: ReadAct, steps: Step[]): void {
  if (story.external.has(act.by)) return;
  act.keys.forEach((key, index) => steps.push(planRead(story, `${act.id}.read-${index + 1}`, act.by, key, 'act')));
}

function planSearchAct(story: Story, act: SearchAct, steps: Step[]): void {
  if (story.external.has(act.by)) return;
  const { by, where, query, finds, misses } = act;
  const title = `${story.titleOf(by)} searches ${story.titleOf(where)}`;
  steps.push({ kind: 'search', id: `${act.id}.search`, title, by, at: where, query, finds, misses });
  for (const key of finds) story.saw(by, key);
}

function planRaceAct(story: Story, act: RaceAct, steps: Step[]): void {
  const before: Step[] = [];
  const lanes = act.acts.flatMap((lane) => planLane(story, act.id, lane, before));
  const title = `${lanes.length} at the same time: ${act.winners} may win`;
  const by = lanes[0]?.by ?? '';
  steps.push(...before, { kind: 'race', id: `${act.id}.race`, title, by, winners: act.winners, lanes });
  const first = lanes[0];
  if (!first) return;
  applied(story, first);
  story.outdateAll();
  for (const to of act.tells) planInform(story, act.id, first, to, steps);
}

/** A racer looks before the start and then makes its one write; external racers cannot be started on a mark. */
function planLane(story: Story, race: string, lane: CreateAct | UpdateAct, before: Step[]): WriteStep[] {
  const id = `${race}.${lane.id}`;
  const write =
    lane.kind === 'update'
      ? planUpdate(story, lane, id, before)
      : planCreate(story, lane, lane.keys[0] as InstanceKey, id);
  return write.kind === 'write' ? [write] : [];
}

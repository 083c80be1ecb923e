import type { InstanceKey } from '../../guide/resource.js';
import type { PlanAct, RaceStep, Step, WriteStep } from '../plan.js';
import type { CreateAct, RaceAct, ReadAct, Refusal, SearchAct, UpdateAct } from '../scenario.js';
import { withSet } from '../state.js';
import type { PlainAct } from '../story-path.js';
import { planChecks, planRead } from './looks.js';
import { ownerOf, planAttemptByMessage, planInform } from './messages.js';
import { PlanError, type Story } from './story.js';
import { applied, planCreate, planUpdate, planWrites, setOf } from './writes.js';

/** One act of the story as steps and checks. */
export function planAct(story: Story, act: PlainAct): PlanAct {
  const steps: Step[] = [];
  const checks = located(act, () => {
    if (isNotTried(story, act)) return [];
    planSteps(story, act, steps);
    return planChecks(story, act.id, act.expect, steps);
  });
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

/** What cannot be planned is told with the place of the act. */
function located<T>(act: PlainAct, plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (error instanceof PlanError) error.at ??= act.at;
    throw error;
  }
}

/** Nobody can ask a system under test to try what it must not do; what would be expected of that shows nothing where nothing is tried. */
function isNotTried(story: Story, act: PlainAct): boolean {
  return (act.kind === 'create' || act.kind === 'update') && act.refused !== undefined && story.external.has(act.by);
}

function planSteps(story: Story, act: PlainAct, steps: Step[]): void {
  if ('by' in act) story.mustHost(act.by);
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
  if (isAttemptByMessage(story, act)) return planAttemptByMessage(story, act, setOf(story, act), steps);
  const before = act.kind === 'update' ? ownerOf(story, act.key) : undefined;
  const writes = planWrites(story, act, `${act.id}.write`, steps);
  const told = writes.find((write) => write.key.startsWith('Task/')) ?? writes.at(-1);
  if (!told || act.refused) return;
  const leaves = before !== undefined && before !== ownerOf(story, told.key);
  const change = leaves ? { ...told, leaver: before } : told;
  for (const to of act.tells) planInform(story, act.id, change, to, steps);
}

/** Where parties share nothing, what an attempt is made on is the other's copy; without anybody to tell, it is one's own. */
function isAttemptByMessage(story: Story, act: CreateAct | UpdateAct): act is UpdateAct & { refused: Refusal } {
  return (
    story.exchange.taskHome === 'each' && act.refused !== undefined && act.kind === 'update' && act.tells.length > 0
  );
}

function planReadAct(story: Story, act: ReadAct, steps: Step[]): void {
  if (story.external.has(act.by)) return;
  if (act.versions) return planVersions(story, act, act.versions, steps);
  act.keys.forEach((key, index) => steps.push(planRead(story, `${act.id}.read-${index + 1}`, act.by, key, 'act')));
}

function planVersions(story: Story, act: ReadAct, shows: string[], steps: Step[]): void {
  act.keys.forEach((key, index) => {
    const { by } = act;
    const title = `${story.titleOf(by)} reads every version of ${key}`;
    const id = `${act.id}.versions-${index + 1}`;
    steps.push({ kind: 'history', id, title, by, at: story.holderFor(key, by), key, shows });
    story.saw(by, key);
  });
}

function planSearchAct(story: Story, act: SearchAct, steps: Step[]): void {
  if (story.external.has(act.by)) return;
  const { by, where, query, finds, misses, inOrder, counts } = act;
  if (story.exchange.taskHome === 'each' && story.hostFor(by) !== where) {
    const hint = 'leave this exchange out, or put the search into a branch for other exchanges';
    throw new PlanError(`"${by}" cannot search the system of "${where}": nobody reads another's`, hint);
  }
  for (const key of finds) mustLiveAt(story, key, where);
  const title = `${story.titleOf(by)} searches ${story.titleOf(where)}`;
  const more = { ...(inOrder ? { inOrder } : {}), ...(counts === undefined ? {} : { counts }) };
  steps.push({ kind: 'search', id: `${act.id}.search`, title, by, at: where, query, finds, misses, ...more });
  for (const key of finds) story.saw(by, key);
}

/** A search finds only what lives at the system that is asked, which depends on the exchange. */
function mustLiveAt(story: Story, key: InstanceKey, where: string): void {
  const home = story.holderFor(key, where);
  if (home === story.hostFor(where)) return;
  const hint = `search where: ${home}, or put the search into a branch for other exchanges`;
  throw new PlanError(`the system of "${where}" does not have ${key}: it lives with "${home}"`, hint);
}

function planRaceAct(story: Story, act: RaceAct, steps: Step[]): void {
  const before: Step[] = [];
  const lanes = act.acts.flatMap((lane) => planLane(story, act.id, lane, before).map((write) => ({ lane, write })));
  const writes = lanes.map(({ write }) => write);
  const first = writes[0];
  if (!first) return;
  const title = `${writes.length} at the same time: ${act.winners} may win`;
  const race: RaceStep = {
    kind: 'race',
    id: `${act.id}.race`,
    title,
    by: first.by,
    winners: act.winners,
    lanes: writes,
  };
  steps.push(...before, race);
  if (act.winners >= writes.length) {
    for (const write of writes) applied(story, write);
    planTellsOfAll(story, act, lanes, steps);
  } else {
    leaveOpen(story, writes, act.winners);
    planLooksOfRacers(story, act.id, writes, steps);
    const told = new Set([...act.tells, ...act.acts.flatMap((lane) => lane.tells)]);
    for (const to of told) planInform(story, act.id, { ...first, id: race.id }, to, steps);
  }
}

interface Lane {
  lane: CreateAct | UpdateAct;
  write: WriteStep;
}

/** Where everybody wins, everybody tells by itself, once all have acted: so messages cross. */
function planTellsOfAll(story: Story, act: RaceAct, lanes: readonly Lane[], steps: Step[]): void {
  for (const { lane, write } of lanes) {
    for (const to of new Set([...lane.tells, ...act.tells])) {
      if (to !== write.by) planInform(story, write.id, write, to, steps);
    }
  }
}

/** Who wins shows only in the run: until then each resource may have been left as any lane leaves it, or be untouched. */
function leaveOpen(story: Story, writes: readonly WriteStep[], winners: number): void {
  const own = (key: InstanceKey): WriteStep[] => writes.filter((write) => write.key === key);
  for (const key of new Set(writes.map((write) => write.key))) {
    const before = own(key).flatMap((write) => story.outcomes(key, write.by));
    const untouched = writes.length - own(key).length >= winners ? before : [];
    const after = own(key).flatMap((write) => before.map((outcome) => withSet(outcome, write.set)));
    for (const { by } of own(key)) story.put(key, by, [...untouched, ...after]);
  }
  story.outdateAll();
}

/** Winners and losers look again: nobody knows by itself what came of it. */
function planLooksOfRacers(story: Story, race: string, writes: readonly WriteStep[], steps: Step[]): void {
  const seen = new Set<string>();
  for (const { by, key } of writes) {
    const id = `${race}.after-${by}-${key.replace('/', '-')}`;
    if (seen.has(id) || story.external.has(by)) continue;
    seen.add(id);
    steps.push(planRead(story, id, by, key, 'told'));
  }
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

import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { AwaitStep, Step, WriteStep } from '../plan.js';
import type { CreateAct, UpdateAct } from '../scenario.js';
import { referenceKey, sidesOf } from '../sides.js';
import { setBetween, withSet } from '../state.js';
import { planRead } from './looks.js';
import type { Story } from './story.js';

/** The writes of an act, added to its steps; `id` is that of a single one. */
export function planWrites(
  story: Story,
  act: CreateAct | UpdateAct,
  id: string,
  steps: Step[],
): (WriteStep | AwaitStep)[] {
  if (act.kind === 'update') return [addWrite(story, planUpdate(story, act, id, steps), steps)];
  return act.keys.map((key, index) => {
    const own = act.keys.length === 1 ? id : `${id}-${index + 1}`;
    return addWrite(story, planCreate(story, act, key, own), steps);
  });
}

function addWrite(story: Story, write: WriteStep | AwaitStep, steps: Step[]): WriteStep | AwaitStep {
  steps.push(write);
  if (write.kind === 'await' || !write.refused) applied(story, write);
  else if (write.op === 'update')
    steps.push(planRead(story, `${write.id}-changed-nothing`, write.by, write.key, 'expect'));
  return write;
}

/** The story goes on as if the write went through. */
export function applied(story: Story, write: WriteStep | AwaitStep): void {
  const before = story.outcomes(write.key, write.by);
  const after = before.map((outcome) => withSet(outcome, write.set));
  story.put(write.key, write.by, after);
  story.outdate(write.key);
  if (write.kind === 'write') story.looks(write.by, write.key);
  else story.saw(write.by, write.key);
}

/** The create of one instance, where the exchange has it live. */
export function planCreate(story: Story, act: CreateAct, key: InstanceKey, id: string): WriteStep | AwaitStep {
  const instance = story.guide.instance(key) as Resource;
  const home = act.place ?? homeOfNew(story, instance, act);
  story.instances.set(key, { key, author: act.by, homes: [home], given: false });
  story.put(key, act.by, [instance]);
  return writeOrAwait(story, {
    kind: 'write',
    id,
    title: `${story.titleOf(act.by)} creates ${key}`,
    by: act.by,
    at: home,
    key,
    op: 'create',
    set: {},
    guard: 'none',
    ...(act.refused ? { refused: act.refused.because } : {}),
  });
}

/** The update of a resource; an actor whose view is not the newest looks before, in a step that is added to `steps`. */
export function planUpdate(story: Story, act: UpdateAct, id: string, steps: Step[]): WriteStep | AwaitStep {
  story.mustHold(act.key, act.by);
  const at = story.holderFor(act.key, act.by);
  // A system under test may have changed a Task meanwhile, whatever the story says.
  const shared = story.external.size > 0 && act.key.startsWith('Task/');
  if (!story.external.has(act.by) && (shared || !story.isFresh(act.by, act.key))) {
    steps.push(planRead(story, `${act.id}.look`, act.by, act.key, 'act'));
  }
  return writeOrAwait(story, {
    kind: 'write',
    id,
    title: `${story.titleOf(act.by)} updates ${act.key}`,
    by: act.by,
    at,
    key: act.key,
    op: 'update',
    set: setOf(story, act),
    guard: act.refused?.because === 'stale' ? 'stale' : 'current',
    ...(act.refused ? { refused: act.refused.because } : {}),
  });
}

/** What an update changes: all in which anything that the resource may be like differs from `becomes`, then what it sets itself. */
export function setOf(story: Story, act: UpdateAct): Record<string, unknown> {
  const after = act.becomes ? story.guide.instance(act.becomes) : undefined;
  const differences = after ? story.outcomes(act.key, act.by).map((before) => setBetween(before, after)) : [];
  return Object.assign({}, ...differences, act.set) as Record<string, unknown>;
}

function writeOrAwait(story: Story, write: WriteStep): WriteStep | AwaitStep {
  if (!story.external.has(write.by)) return write;
  const { id, title, by, key, op, set } = write;
  const observer = story.firstPlayed() ?? by;
  // Where nobody reads another's system, what an external actor did shows in the copy that it told the observer of.
  const at = story.exchange.taskHome === 'each' ? story.hostFor(observer) : write.at;
  return { kind: 'await', id, title, by, at, key, op, set, observer };
}

function homeOfNew(story: Story, instance: Resource, act: CreateAct): string {
  const { taskHome } = story.exchange;
  if (instance.resourceType !== 'Task' || taskHome === 'each') return story.hostFor(act.by);
  const focus = referenceKey(instance.focus);
  const focusHome = focus?.startsWith('Task/') ? story.instances.get(focus)?.homes[0] : undefined;
  if (focusHome) return focusHome;
  const authorOf = (key: string): string | undefined => story.instances.get(key)?.author;
  const sides = sidesOf(instance, act.by, act.tells, story.scenario.actors, authorOf);
  const side = taskHome === 'fulfiller' ? (sides.fulfiller ?? sides.placer) : sides.placer;
  return story.actor(side).hosts ? side : story.hostFor(sides.placer);
}

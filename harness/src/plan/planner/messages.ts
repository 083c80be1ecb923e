import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { AwaitStep, InformStep, Step, WriteStep } from '../plan.js';
import { firstIdentifier } from '../logical-references.js';
import { closure, referredKeys } from '../references.js';
import type { Refusal, UpdateAct } from '../scenario.js';
import { actorOf, focusReferences } from '../sides.js';
import { planRead } from './looks.js';
import type { Story } from './story.js';

/** A change that another must learn of: a write, or what came of a race. */
export interface Told extends Pick<WriteStep | AwaitStep, 'id' | 'by' | 'at' | 'key'> {
  /** Actor who owned the Task before the change, and does not any more. */
  leaver?: string;
}

/** Another actor learns of a change in the exchange's way, and then looks. */
export function planInform(story: Story, act: string, change: Told, to: string, steps: Step[]): void {
  const { by, at, key } = change;
  story.mustHost(to);
  const informing = story.exchange.inform({ type: key.split('/')[0] ?? '', by, to, home: at });
  // Whether an external actor noticed shows in what it does; only messages are ours to deliver to it.
  if (story.external.has(to) && informing.how !== 'message') return;
  const inform: InformStep = {
    kind: 'inform',
    id: `${act}.told-${to}`,
    title: `${story.titleOf(to)} learns of it`,
    by,
    to,
    at,
    how: informing.how,
    key,
    of: change.id,
    ...(to === change.leaver ? { leaves: true } : {}),
    ...(informing.carries ? contentOf(story, change, to, informing.carries) : {}),
    ...(informing.how === 'message' && !story.toldByMessage ? { twice: true } : {}),
  };
  if (informing.how === 'message') story.toldByMessage = true;
  // Who loses a Task subscribed when it got it.
  if (informing.how === 'notification' && !inform.leaves) subscribe(story, to, at, key);
  if (inform.carries === 'content') story.delivered(inform.bundle ?? [], by, to);
  // An external actor sends its messages itself: whether it did shows in what it was awaited for.
  if (!(story.external.has(by) && informing.how === 'message')) steps.push(inform);
  if (!story.external.has(to)) steps.push(planRead(story, `${inform.id}-sees`, to, key, 'told'));
}

/**
 * Where every party keeps its own copy, nothing at the sender's own system is outdated: what another must refuse is the message. The
 * receiver then looks whether it left its copy as it was.
 */
export function planAttemptByMessage(
  story: Story,
  act: UpdateAct & { refused: Refusal },
  set: Set,
  steps: Step[],
): void {
  for (const to of act.tells) {
    const id = `${act.id}.told-${to}`;
    const change = { id, by: act.by, at: story.holderFor(act.key, act.by), key: act.key };
    const title = `${story.titleOf(to)} is told of it in a message, and refuses`;
    const content = contentOf(story, change, to, 'content');
    steps.push({
      kind: 'inform',
      ...change,
      title,
      to,
      how: 'message',
      of: id,
      ...content,
      refused: act.refused.because,
      set,
    });
    if (!story.external.has(to)) steps.push(planRead(story, `${id}-changed-nothing`, to, act.key, 'expect'));
  }
}

type Set = Record<string, unknown>;

function contentOf(
  story: Story,
  { by, key }: Told,
  to: string,
  carries: 'content' | 'pointer',
): Pick<InformStep, 'carries' | 'bundle'> {
  const focus = taskAbout(story, key, by, to);
  return { carries, bundle: carries === 'content' ? messageContent(story, [focus, key], by, to) : [focus] };
}

/**
 * Parties talk about Tasks: of a Request they tell each other by the Task that is about it, or that else refers to it, as by its
 * inputs. When several do, it is the newest that both have a part in, else the newest that the receiver has one in: another's Task
 * is none of its business.
 */
function taskAbout(story: Story, key: InstanceKey, by: string, to: string): InstanceKey {
  if (key.startsWith('Task/')) return key;
  const tasks = story
    .heldBy(by)
    .filter(([other]) => other.startsWith('Task/'))
    .reverse();
  const focused = tasks.filter(([, task]) => focusReferences(task).includes(key));
  const about = focused.length > 0 ? focused : tasks.filter(([, task]) => referredKeys(task).includes(key));
  const hasPart = (task: Resource, actor: string): boolean =>
    [task.owner, task.requester].some((side) => actorOf(side, story.scenario.actors) === actor);
  const theirs = about.filter(([, task]) => hasPart(task, to));
  const shared = theirs.find(([, task]) => hasPart(task, by));
  return (shared ?? theirs[0] ?? about[0])?.[0] ?? key;
}

/** The Task first, then what changed, then all that can be reached from them and that the receiver lacks. */
function messageContent(story: Story, about: readonly InstanceKey[], by: string, to: string): InstanceKey[] {
  const reachable = closure(about, (key) => (story.holds(key, by) ? story.content(key, by) : undefined));
  const needed = reachable.filter((key) => story.lacks(to, key, by) || !isIdentified(story.content(key, by)));
  return [...new Set([...about, ...needed])];
}

/** Whether a message can speak of a resource without bringing it. */
function isIdentified(resource: Resource): boolean {
  return firstIdentifier(resource) !== undefined;
}

/** The actor who owns a Task as it stands in the story; undefined for what is no Task, is not there yet, or has no owner. */
export function ownerOf(story: Story, key: InstanceKey): string | undefined {
  return actorOf(story.anyContent(key)?.owner, story.scenario.actors);
}

/** Agrees, once, that an actor is notified of the Tasks at a system that it owns or requested. */
function subscribe(story: Story, to: string, at: string, key: InstanceKey): void {
  const task = story.content(key, to);
  const { actors } = story.scenario;
  // Who acts for a party is told of what that party is told of.
  const party = story.actor(to).actsFor ?? to;
  const about =
    actorOf(task.owner, actors) === party ? 'owner' : actorOf(task.requester, actors) === party ? 'requester' : 'any';
  const id = `given.subscribe-${to}-${at}-${about}`;
  if (story.subscriptions.has(id)) return;
  const title = `${story.titleOf(to)} subscribes to Tasks at ${story.titleOf(at)}`;
  story.subscriptions.set(id, { kind: 'subscribe', id, title, by: to, at, about, as: story.actor(party).as });
}

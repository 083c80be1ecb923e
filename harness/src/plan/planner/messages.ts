import type { InstanceKey } from '../../guide/resource.js';
import type { AwaitStep, InformStep, Step, WriteStep } from '../plan.js';
import { closure } from '../references.js';
import { actorOf, referenceKey } from '../sides.js';
import { planRead } from './looks.js';
import type { Story } from './story.js';

/** Another actor learns of a write in the exchange's way, and then looks. */
export function planInform(story: Story, act: string, write: WriteStep | AwaitStep, to: string, steps: Step[]): void {
  const type = write.key.split('/')[0] ?? '';
  const informing = story.exchange.inform({ type, by: write.by, to, home: write.at });
  // Whether an external actor noticed shows in what it does; only messages are ours to deliver to it.
  if (story.external.has(to) && informing.how !== 'message') return;
  const content = informing.carries === 'content';
  const focus = taskAbout(story, write.key);
  const inform: InformStep = {
    kind: 'inform',
    id: `${act}.told-${to}`,
    title: `${story.titleOf(to)} learns of it`,
    by: write.by,
    to,
    at: write.at,
    how: informing.how,
    key: write.key,
    of: write.id,
    ...(informing.carries ? { carries: informing.carries } : {}),
    ...(informing.carries ? { bundle: content ? messageContent(story, focus) : [focus] } : {}),
    ...(informing.how === 'message' && !story.toldByMessage ? { twice: true } : {}),
  };
  if (informing.how === 'message') story.toldByMessage = true;
  if (informing.how === 'notification') subscribe(story, to, write.at, write.key);
  steps.push(inform);
  if (!story.external.has(to)) steps.push(planRead(story, `${inform.id}-sees`, to, write.key, 'told'));
}

/** Parties talk about Tasks: of a Request they tell each other by the Task that is about it. */
function taskAbout(story: Story, key: InstanceKey): InstanceKey {
  if (key.startsWith('Task/')) return key;
  const about = [...story.state].find(([other, task]) => other.startsWith('Task/') && referenceKey(task.focus) === key);
  return about?.[0] ?? key;
}

/** The Task first, then all that can be reached from it. */
function messageContent(story: Story, focus: InstanceKey): InstanceKey[] {
  const reachable = closure([focus], (key) => story.state.get(key));
  return [focus, ...reachable.filter((key) => key !== focus)];
}

/** Agrees, once, that an actor is notified of the Tasks at a system that it owns or requested. */
function subscribe(story: Story, to: string, at: string, key: InstanceKey): void {
  const task = story.content(key);
  const { actors } = story.scenario;
  const about =
    actorOf(task.owner, actors) === to ? 'owner' : actorOf(task.requester, actors) === to ? 'requester' : 'any';
  const id = `given.subscribe-${to}-${at}-${about}`;
  if (story.subscriptions.has(id)) return;
  const title = `${story.titleOf(to)} subscribes to Tasks at ${story.titleOf(at)}`;
  story.subscriptions.set(id, { kind: 'subscribe', id, title, by: to, at, about, as: story.actor(to).as });
}

import type { Resource } from '../guide/resource.js';
import { mayLead } from '../guide/task-parties.js';
import type { Mover } from '../guide/task-state-machine.js';

/**
 * Why a receiver takes nothing of what a message says of a Task: its sender may not make that of it. Undefined when it may. A message
 * has no caller with rights of its own at the receiver's server, so the receiver looks at the Task that it holds: which part the
 * sender has in it, and which moves that part may make (guide/task-state-machine). Several moves at once are one message that came
 * instead of several.
 *
 * @param movers the sender's parts in the copy that is held
 * @param strangersMay whether one without any part may be a system under test, which has a name of its own
 */
export function beyondAuthority(
  told: Resource,
  held: Resource,
  movers: ReadonlySet<Mover>,
  strangersMay: boolean,
): string | undefined {
  if (told.resourceType !== 'Task' || held.resourceType !== 'Task') return undefined;
  if (movers.size === 0) return strangersMay ? undefined : 'the sender has no part in this Task';
  const [was, is] = [String(held.status), String(told.status)];
  if (mayLead(held, is, movers)) return undefined;
  return `the sender is this Task's ${[...movers].join(' and ')}, who may not bring it from ${was} to ${is}`;
}

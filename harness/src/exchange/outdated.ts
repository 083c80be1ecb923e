import type { Resource } from '../guide/resource.js';
import { leadsTo } from '../guide/task-state-machine.js';

/**
 * Why a receiver refuses what a message says of a Task, in words; undefined when it takes it. A message has no If-Match, so the
 * receiver looks at its own copy. What the message brings is outdated when
 *
 * - the copy's status cannot come to the message's any more (guide/task-state-machine): a bid for what was cancelled; or
 * - it was last modified before the copy was (Task.lastModified, R4 task-definitions.html): a message that was overtaken.
 *
 * The whole message is refused then, with fatal-error: a sender that heard `ok` would believe that its word counts. Everything else,
 * and a Task of which the receiver has no copy, is taken.
 */
export function outdatedBecause(told: Resource, held: Resource): string | undefined {
  if (told.resourceType !== 'Task' || held.resourceType !== 'Task') return undefined;
  const [was, is] = [String(held.status), String(told.status)];
  if (!leadsTo(was, is)) return `the copy here is ${was}, from where no Task becomes ${is}`;
  const [before, after] = [String(held.lastModified), String(told.lastModified)];
  if (Date.parse(after) < Date.parse(before))
    return `the copy here was modified at ${before}, what the message brings at ${after}`;
  return undefined;
}

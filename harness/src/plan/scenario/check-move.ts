import type { Resource } from '../../guide/resource.js';
import { mayMove, moversOf, type PartyReference } from '../../guide/task-parties.js';
import { kindOf, TASK_TRANSITIONS, transition, type Mover } from '../../guide/task-state-machine.js';
import { keyOfReference } from '../references.js';
import type { ScenarioActor } from '../scenario.js';
import { standingFor } from '../sides.js';

/** A move that a flow lets an actor make and the state machine does not. */
export interface ForbiddenMove {
  problem: string;
  hint: string;
}

/**
 * Why an actor may not move a Task from how it is before to how it is after (the guide's states.html); undefined when it may, or when the
 * status stays. Whoever becomes the owner of a Task without one claims it by that.
 */
export function forbiddenMove(
  by: string,
  before: Resource,
  after: Resource,
  actors: readonly ScenarioActor[],
): ForbiddenMove | undefined {
  const [from, to] = [String(before.status), String(after.status)];
  if (from === to) return undefined;
  const own = standingFor(by, actors);
  const isOwn = ({ reference }: PartyReference): boolean => own.includes(keyOfReference(reference) ?? '');
  const claims = isOwn((after.owner ?? {}) as PartyReference);
  const movers = moversOf(before, isOwn, claims);
  if (mayMove(before, to, movers)) return undefined;
  const problem =
    movers.size === 0
      ? `${by} is neither requester nor owner of this Task, and may not move it from ${from} to ${to}`
      : `as its ${[...movers].join(' and ')}, ${by} may not move this Task from ${from} to ${to}`;
  return { problem, hint: hintFor(before, to, movers) };
}

/** What an actor may do instead, and who may do this. */
function hintFor(before: Resource, to: string, movers: ReadonlySet<Mover>): string {
  const from = String(before.status);
  const ways = TASK_TRANSITIONS.filter((move) => move.from === from && move.by.some((mover) => movers.has(mover)))
    .map((move) => move.to)
    .filter((status) => transition(from, status, kindOf(before)) && status !== 'entered-in-error');
  const others = transition(from, to, kindOf(before))?.by ?? [];
  return [
    ...(others.length > 0 ? [`its ${others.join(' or ')} may`] : []),
    ...(ways.length > 0 ? [`from ${from}, ${[...movers].join(' and ')} may move it to ${ways.join(', ')}`] : []),
    'or show it as an "attempt" that is refused',
  ].join('; ');
}

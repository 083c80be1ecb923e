import type { Resource } from './resource.js';
import { transition, TASK_TRANSITIONS, kindOf, type Mover } from './task-state-machine.js';

/** A Reference element: literal, by business identifier, or both. */
export interface PartyReference {
  reference?: string;
  type?: string;
  identifier?: { system?: string; value?: string };
}

/** Who has which part in a Task, as the Task itself says it. */
export interface TaskParties {
  requester: PartyReference[];
  owner: PartyReference[];
  /** Whom the requester would like to do it (R5 Task.requestedPerformer, pre-adopted), and who took part in it (R5 Task.performer). */
  candidates: PartyReference[];
  /** For whom fulfilment is sought (R4 Task.restriction.recipient). */
  recipients: PartyReference[];
}

const CANDIDATES = /\/extension-Task\.(requestedPerformer|performer)$/;

/** The parties that a Task names. */
export function partiesOf(task: Resource): TaskParties {
  const extensions = listOf(task.extension).filter(({ url }) => CANDIDATES.test(String(url)));
  const restriction = task.restriction as { recipient?: unknown } | undefined;
  return {
    requester: listOf(task.requester),
    owner: listOf(task.owner),
    candidates: extensions.flatMap((extension) => valuesIn(extension)),
    recipients: listOf(restriction?.recipient),
  };
}

function valuesIn(extension: Record<string, unknown>): PartyReference[] {
  const inner = listOf(extension.extension).flatMap(valuesIn);
  return [...listOf(extension.valueReference), ...inner];
}

function listOf(value: unknown): Record<string, unknown>[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
}

/**
 * As what a party may move a Task: as its requester, or as the one who is asked, which before there is an owner are the candidates.
 * `isParty`: whether a reference means that party; `mayClaim`: it was agreed that it may take Tasks that nobody owns.
 */
export function moversOf(
  task: Resource,
  isParty: (reference: PartyReference) => boolean,
  mayClaim = false,
): ReadonlySet<Mover> {
  const { requester, owner, candidates } = partiesOf(task);
  const movers = new Set<Mover>();
  if (requester.some(isParty)) movers.add('requester');
  const asked = owner.length > 0 ? owner : candidates;
  if (asked.some(isParty) || (owner.length === 0 && mayClaim)) movers.add('owner');
  return movers;
}

/** Whether somebody with these parts may bring a Task from one status to another by one move; who keeps the status needs any part. */
export function mayMove(task: Resource, to: string, movers: ReadonlySet<Mover>): boolean {
  const from = String(task.status);
  if (from === to) return movers.size > 0;
  return transition(from, to, kindOf(task))?.by.some((mover) => movers.has(mover)) ?? false;
}

/** The same by any number of moves, all of them by somebody with these parts. */
export function mayLead(task: Resource, to: string, movers: ReadonlySet<Mover>): boolean {
  const from = String(task.status);
  if (from === to) return movers.size > 0;
  const kind = kindOf(task);
  const reached = new Set([from]);
  // A Set goes on to what is added while it is walked.
  for (const status of reached)
    for (const { from: start, to: end } of TASK_TRANSITIONS)
      if (start === status && transition(start, end, kind)?.by.some((mover) => movers.has(mover))) reached.add(end);
  return reached.has(to);
}

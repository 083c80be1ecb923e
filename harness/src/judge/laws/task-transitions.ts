import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { Resource } from '../../guide/resource.js';
import type { Law, Result } from '../result.js';
import { INITIAL_STATUSES, kindOf, transition, type Mover } from '../../guide/task-state-machine.js';
import type { RunView } from '../view.js';
import { versionLists, writersOf, type VersionList } from '../versions.js';

export const statusMachine: Law = {
  id: 'status-machine',
  title: 'Task.status moves only along the state machine',
  requirements: ['status-machine'],
};

export const transitionByPermittedActor: Law = {
  id: 'permitted-actor',
  title: 'Each move of Task.status is made by an actor who may',
  requirements: ['transition-by-permitted-actor'],
};

/** Judges every move between neighbouring versions of every Task. */
export function judgeStatusMachine(run: RunView): Result[] {
  return taskLists(run).map((list) => {
    const statuses = list.versions.map((version) => String(version.body.status));
    const first = statuses[0] ?? '';
    const kind = kindOf(list.versions.at(-1)?.body ?? {});
    const bad = moves(statuses).find(([from, to]) => !transition(from, to, kind));
    // A history that lacks the beginning is another law's matter, and shows nothing of how it began.
    const beginning = [...writersOf(list, run).keys()][0];
    const whole = beginning === undefined || list.versions[0]?.versionId === beginning;
    const wrongStart = whole && !(INITIAL_STATUSES as readonly string[]).includes(first);
    const seen = wrongStart
      ? `it began as ${first}`
      : bad
        ? `it went from ${bad[0]} to ${bad[1]}`
        : statusPath(statuses);
    return {
      about: aboutOf(list, run),
      step: list.view.step.id,
      verdict: wrongStart || bad ? 'fail' : 'pass',
      expected: `${list.key} moves only along the Task state machine`,
      seen,
      evidence: [list.n],
    };
  });
}

/** Judges who made each move; versions that no played actor wrote are an external actor's. */
export function judgePermittedActor(run: RunView): Result[] {
  return taskLists(run).map((list) => {
    const writers = writersOf(list, run);
    const faults = list.versions.flatMap((version, index) => {
      const before = list.versions[index - 1];
      return before ? faultOf(before.body, version.body, writers.get(version.versionId), list, run) : [];
    });
    return {
      about: aboutOf(list, run),
      step: list.view.step.id,
      verdict: faults.length ? 'fail' : 'pass',
      expected: `each move of ${list.key} is made by its requester or its owner, as the state machine says`,
      seen:
        faults[0] ??
        `${moves(list.versions.map((version) => String(version.body.status))).length} moves, each by one who may`,
      evidence: [list.n],
    };
  });
}

function faultOf(
  before: Resource,
  after: Resource,
  writer: string | undefined,
  list: VersionList,
  run: RunView,
): string[] {
  const [from, to] = [String(before.status), String(after.status)];
  if (from === to) return [];
  const who = writer === undefined ? outsiders(list, run) : [writer];
  if (who.length === 0) return [`nobody in this run moved it from ${from} to ${to}`];
  const allowed = transition(from, to, kindOf(before))?.by ?? [];
  const roles = who.flatMap((actor) => rolesOf(actor, before, after, list, run));
  return allowed.some((mover) => roles.includes(mover)) ? [] : [`${who.join(' or ')} moved it from ${from} to ${to}`];
}

/** Who may have written a version that no played actor wrote: external actors, or, in messaging, those who told of it. */
export function outsiders(list: VersionList, run: RunView): string[] {
  if (run.externals.length > 0) return run.externals;
  if (!eachKeepsCopies(run.plan)) return [];
  const telling = run.stepsOf('inform').filter(({ step }) => step.to === list.at && step.key === list.key);
  return [...new Set(telling.map(({ step }) => step.by))];
}

/** Whether an actor is, for this Task, the one who asks or the one who is asked. Who claims a Task becomes its owner by that. */
export function rolesOf(who: string, before: Resource, after: Resource, list: VersionList, run: RunView): Mover[] {
  const own = run.instancesOf(who);
  const names = (task: Resource, side: Mover): string | undefined =>
    (run.named(task, list.url)[side] as { reference?: string } | undefined)?.reference;
  const roles: Mover[] = [];
  const isOwn = (name: string | undefined): boolean => name !== undefined && own.includes(name);
  if (isOwn(names(before, 'requester'))) roles.push('requester');
  const owner = names(before, 'owner') ?? names(after, 'owner');
  if (isOwn(owner)) roles.push('owner');
  return roles;
}

function taskLists(run: RunView): VersionList[] {
  return versionLists(run).filter((list) => list.key.startsWith('Task/') && list.versions.length > 0);
}

function moves(statuses: string[]): [string, string][] {
  return statuses
    .slice(1)
    .map((to, index): [string, string] => [statuses[index] as string, to])
    .filter(([from, to]) => from !== to);
}

function statusPath(statuses: string[]): string {
  return [statuses[0], ...moves(statuses).map(([, to]) => to)].join(' -> ');
}

/** One list a copy: in messaging each party has its own. */
export function aboutOf(list: VersionList, run: RunView): string {
  return eachKeepsCopies(run.plan) ? `${list.key}.${list.at}` : list.key;
}

import { eachKeepsCopies } from '../../exchange/catalog.js';
import { kindOf, transition } from '../../guide/task-state-machine.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { versionLists, writersOf, type VersionList } from '../versions.js';
import type { RunView } from '../view.js';
import { aboutOf, outsiders, rolesOf } from './task-transitions.js';

/**
 * Judges, where each party keeps copies, what messages made of them: a Task's status moved only as one of those who told of it may move
 * it, and of a Request the author's own copy has no version that the author did not write.
 */
function judgeWithinAuthority(run: RunView): Result[] {
  if (!eachKeepsCopies(run.plan) || run.externals.length > 0) return [];
  return versionLists(run).flatMap((list) => {
    const isTask = list.key.startsWith('Task/');
    if (!isTask && run.plan.instances[list.key]?.author !== list.at) return [];
    const writers = writersOf(list, run);
    const brought = list.versions.flatMap((version, index) => (writers.has(version.versionId) ? [] : [index]));
    const faults = isTask
      ? brought.flatMap((index) => faultInTask(list, index, run))
      : brought.map((index) => `version ${list.versions[index]?.versionId ?? ''} came by a message`);
    if (isTask && brought.length === 0) return [];
    return [
      {
        about: aboutOf(list, run),
        step: list.view.step.id,
        verdict: faults.length > 0 ? 'fail' : 'pass',
        expected: isTask
          ? `messages move the copy of ${list.key} at ${list.at} only as their senders may`
          : `no message changes ${list.key} at its author, ${list.at}`,
        seen: faults[0] ?? `${brought.length} versions came by messages, each within what its sender may say`,
        evidence: [list.n],
      },
    ];
  });
}

/** What is wrong with one version that a message brought. */
function faultInTask(list: VersionList, index: number, run: RunView): string[] {
  const [before, after] = [list.versions[index - 1]?.body, list.versions[index]?.body];
  if (!before || !after || before.status === after.status) return [];
  const senders = outsiders(list, run);
  const allowed = transition(String(before.status), String(after.status), kindOf(before))?.by ?? [];
  const roles = senders.flatMap((sender) => rolesOf(sender, before, after, list, run));
  if (allowed.some((mover) => roles.includes(mover))) return [];
  return [`a message of ${senders.join(' or ')} brought it from ${String(before.status)} to ${String(after.status)}`];
}

/** What a receiver takes from messages: only what their senders may change. */
export const AUTHORITY_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf('message-within-authority', 'A message changes only what its sender may', 'message-within-authority'),
    judge: judgeWithinAuthority,
  },
];

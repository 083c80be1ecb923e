import type { InstanceKey, Resource } from '../../guide/resource.js';
import { focusReferences, referenceKey } from '../../plan/sides.js';
import { referredKeys } from '../../plan/references.js';
import { lawOf, type JudgedLaw } from '../result.js';
import type { RunView } from '../view.js';
import { lawOnCopies, taskCopies, type Copy, type CopyVersion, type Opinion } from './copies.js';
import { asksFor, copyBeside, isAfter, isWhole, isWithdrawn, lastOf, tasksBeside, told } from './orders.js';
import { parts, referenceIn } from './task-parts.js';

/** Copies of Tasks about several Requests. */
function groupCopies(run: RunView): Copy[] {
  return taskCopies(run).filter((copy) => {
    const task = run.guide.instance(copy.key);
    return task !== undefined && focusReferences(task).length > 1;
  });
}

/** The Requests of a group that can be seen where its Task is. */
function membersOf(copy: Copy, run: RunView): Copy[] {
  return focusReferences(lastOf(copy, run)).flatMap((key) => copyBeside(copy, key, run) ?? []);
}

/** What a group may hold: Requests for one subject, of which none is based on another. */
function judgeIndependent(copy: Copy, run: RunView): Opinion {
  const members = membersOf(copy, run);
  const subject = referenceKey(lastOf(copy, run).for);
  const faults = members.flatMap((member) => {
    const request = lastOf(member, run);
    const on = referredKeys(request.basedOn).find((key) => members.some((other) => other.key === key));
    return [
      ...(referenceKey(request.subject) === subject
        ? []
        : [`${member.key} is for ${referenceKey(request.subject) ?? 'nobody'}`]),
      ...(on ? [`${member.key} is based on ${on}`] : []),
    ];
  });
  return {
    expected: `the Requests of ${copy.key} are for one subject and independent of each other`,
    faults,
    seen: `${members.length} are`,
  };
}

function judgeNamedOnce(copy: Copy, run: RunView): Opinion {
  const wanted = focusReferences(run.guide.instance(copy.key) as Resource);
  const faults = copy.versions.flatMap((version) => {
    const task = told(copy, version, run);
    const named = focusReferences(task);
    const twice = named.find((key, index) => named.indexOf(key) !== index);
    const missing = wanted.filter((key) => !named.includes(key));
    return [
      ...(referenceKey(task.focus) ? [] : [`version ${version.versionId} has no focus`]),
      ...(twice ? [`version ${version.versionId} names ${twice} twice`] : []),
      ...(missing.length ? [`version ${version.versionId} does not name ${missing.join(', ')}`] : []),
    ];
  });
  return {
    expected: `${copy.key} names each of its Requests once, the first in focus`,
    faults,
    seen: `it names ${wanted.length}`,
  };
}

/** The Requests that an Event says it fulfils. */
function fulfilledBy(event: Resource): InstanceKey[] {
  return referredKeys([event.basedOn, event.authorizingPrescription, event.request]);
}

/** What each output of a version came of; undefined for an output that nobody looked at. */
function outputsOf(copy: Copy, version: CopyVersion, run: RunView): { output: string; fulfils: InstanceKey[] }[] {
  return parts(told(copy, version, run), 'output').flatMap((part) => {
    const output = referenceIn(part);
    const sighting = output === undefined ? undefined : run.lastSightingOf(output);
    if (output === undefined || !sighting) return [];
    return [{ output, fulfils: fulfilledBy(run.named(sighting.body, sighting.url)) }];
  });
}

function fulfilledIn(copy: Copy, version: CopyVersion, run: RunView): Set<InstanceKey> {
  return new Set(outputsOf(copy, version, run).flatMap(({ fulfils }) => fulfils));
}

const AT_WORK = ['in-progress', 'on-hold', 'completed', 'failed', 'cancelled', 'entered-in-error'];

/** While part of a group is done, work on it is under way; that it was completed too early is judged by itself. */
function judgeInProgress(copy: Copy, run: RunView): Opinion | undefined {
  const partly = copy.versions.filter((version) => fulfilledIn(copy, version, run).size > 0);
  if (partly.length === 0) return undefined;
  return {
    expected: `${copy.key} is in progress or on hold while part of it is done`,
    faults: partly
      .filter(({ body }) => !AT_WORK.includes(String(body.status)))
      .map(({ body, versionId }) => `version ${versionId} has outputs and is ${String(body.status)}`),
    seen: 'so it was',
  };
}

/** A completed group: each of its Requests has come to something, or was ended. `which` chooses those that count. */
function judgeComplete(
  which: (keys: InstanceKey[]) => InstanceKey[],
): (copy: Copy, run: RunView) => Opinion | undefined {
  return (copy, run) => {
    const done = copy.versions.find(({ body }) => body.status === 'completed');
    if (!done) return undefined;
    const fulfilled = fulfilledIn(copy, done, run);
    const open = which(focusReferences(told(copy, done, run))).filter((key) => {
      const request = copyBeside(copy, key, run);
      return !fulfilled.has(key) && !(request && isWithdrawn(lastOf(request, run)));
    });
    return {
      expected: `each Request of ${copy.key} is fulfilled or ended when it is completed`,
      faults: open.map((key) => `nothing has come of ${key}, which was not ended`),
      seen: `${fulfilled.size} are fulfilled, the others ended`,
    };
  };
}

function judgeOutputs(copy: Copy, run: RunView): Opinion | undefined {
  const last = copy.versions.at(-1) as CopyVersion;
  const outputs = outputsOf(copy, last, run);
  if (outputs.length === 0) return undefined;
  const members = focusReferences(told(copy, last, run));
  return {
    expected: `each output of ${copy.key} refers to the Request that it fulfils`,
    faults: outputs
      .filter(({ fulfils }) => !fulfils.some((key) => members.includes(key)))
      .map(({ output }) => `${output} refers to none of them`),
    seen: `${outputs.length} do`,
  };
}

/** One Request of a group that was ended: the Task goes on, and once work had begun its owner had agreed beforehand. */
function judgeItemEnded(copy: Copy, run: RunView): Opinion | undefined {
  const ended = membersOf(copy, run).filter((member) => isWithdrawn(lastOf(member, run)));
  const begun = copy.versions.find(({ body }) => body.status === 'in-progress');
  const task = lastOf(copy, run);
  if (ended.length === 0 || ended.length === focusReferences(task).length || !isWhole(run)) return undefined;
  const faults = ended.flatMap((member) => {
    const end = member.versions.find(({ body }) => isWithdrawn(body)) as CopyVersion;
    const early = !begun || isAfter([copy, begun], [member, end], run);
    return early || agreedBefore(copy, member, end, run)
      ? []
      : [`${member.key} was ended, and its Fulfiller had not been asked`];
  });
  const stopped = task.status === 'cancelled' ? [`${copy.key} was cancelled with it`] : [];
  return {
    expected: `ending a Request leaves ${copy.key} to the others, and is asked for once work has begun`,
    faults: [...faults, ...stopped],
    seen: `${ended.map(({ key }) => key).join(', ')} ended that way`,
  };
}

function agreedBefore(copy: Copy, member: Copy, end: CopyVersion, run: RunView): boolean {
  const wishes = tasksBeside(copy, run, (task) => asksFor(task, 'abort') && referenceKey(task.focus) === member.key);
  return wishes.some((wish) => {
    const agreed = wish.versions.find(({ body }) => body.status === 'accepted' || body.status === 'completed');
    return agreed !== undefined && !isAfter([wish, agreed], [member, end], run);
  });
}

/** When a group is over, those of its Requests are completed that were fulfilled, and no others. */
function judgeItemsClosed(copy: Copy, run: RunView): Opinion | undefined {
  const last = copy.versions.at(-1) as CopyVersion;
  if (last.body.status !== 'completed' || !copy.original || !isWhole(run)) return undefined;
  const fulfilled = fulfilledIn(copy, last, run);
  const faults = membersOf(copy, run).flatMap((member) => {
    const status = String(lastOf(member, run).status);
    if (fulfilled.has(member.key) === (status === 'completed')) return [];
    return [`${member.key} was ${fulfilled.has(member.key) ? '' : 'not '}fulfilled and is ${status}`];
  });
  return {
    expected: `of the Requests of ${copy.key} those are completed that were fulfilled`,
    faults,
    seen: 'so they are',
  };
}

/** What holds for a Task about several Requests in every flow. */
export const GROUP_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(
    lawOf('group-independent', 'What one Task may hold together', 'group-task-independent'),
    groupCopies,
    judgeIndependent,
  ),
  lawOnCopies(lawOf('group-focus', 'Each Request is named once', 'group-focus-union'), groupCopies, judgeNamedOnce),
  lawOnCopies(
    lawOf('group-in-progress', 'In progress until all is done', 'group-in-progress'),
    groupCopies,
    judgeInProgress,
  ),
  lawOnCopies(
    lawOf('group-complete', 'Complete when all are', 'group-complete'),
    groupCopies,
    judgeComplete((keys) => keys),
  ),
  lawOnCopies(
    lawOf('group-further', 'All Requests of a group count', 'group-focus-read'),
    groupCopies,
    judgeComplete((keys) => keys.slice(1)),
  ),
  lawOnCopies(
    lawOf('group-outputs', 'Outputs say what they belong to', 'group-output-by-request'),
    groupCopies,
    judgeOutputs,
  ),
  lawOnCopies(lawOf('group-item-ended', 'One of a group can end', 'group-item-ended'), groupCopies, judgeItemEnded),
  lawOnCopies(
    lawOf('group-items-closed', 'Each Request is closed by itself', 'group-item-completed'),
    groupCopies,
    judgeItemsClosed,
  ),
];

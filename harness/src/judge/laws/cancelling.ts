import { FINAL_STATUSES } from '../../guide/task-state-machine.js';
import type { Resource } from '../../guide/resource.js';
import { focusReferences, referenceKey } from '../../plan/sides.js';
import { lawOf, type JudgedLaw } from '../result.js';
import type { RunView } from '../view.js';
import {
  lawOnCopies,
  neighbours,
  requestCopies,
  taskCopies,
  writersOfVersion,
  type Copy,
  type CopyVersion,
  type Opinion,
} from './copies.js';
import {
  asksFor,
  copyBeside,
  firstThat,
  isAfter,
  isWhole,
  isWithdrawn,
  lastOf,
  partyIn,
  worksBy,
  tasksBeside,
  told,
} from './orders.js';
import { codeIn, isCoded, saysSomething } from './task-parts.js';

const statusOf = (resource: Resource): string => String(resource.status);
const isBegun = (status: string): boolean => status === 'in-progress' || status === 'on-hold';
const isGranted = (wish: Resource): boolean => statusOf(wish) === 'accepted' || statusOf(wish) === 'completed';
const wishesToEnd = (key: string): ((task: Resource) => boolean) => {
  return (task) => asksFor(task, 'abort') && referenceKey(task.focus) === key;
};

/** Begun work that was stopped: the Placer had asked for it by the right Task, or there was no order left to work on. */
function judgeStopped(copy: Copy, run: RunView): Opinion | undefined {
  const stopped = neighbours(copy).find(
    ({ before, after }) => isBegun(statusOf(before.body)) && statusOf(after.body) === 'cancelled',
  );
  const task = lastOf(copy, run);
  if (!stopped || !asksFor(task, 'fulfill') || !isWhole(run)) return undefined;
  const wishes = tasksBeside(copy, run, wishesToEnd(copy.key)).map((wish) => lastOf(wish, run));
  const asked = wishes.some((wish) => wish.intent === 'order' && partyIn(wish, 'owner') === partyIn(task, 'owner'));
  const orderless = proposedAway(copy, task, run);
  return {
    expected: `the Placer asked by a Cancellation Request Task that ${copy.key} be stopped, which had begun`,
    faults: asked || orderless ? [] : ['it was stopped, and nobody had asked its owner by such a Task'],
    seen: asked ? 'it did' : 'its order had been revoked, as its owner proposed',
  };
}

/** Whether the owner had proposed to the Placer that the order be revoked, and so it was. */
function proposedAway(copy: Copy, task: Resource, run: RunView): boolean {
  return focusReferences(task).every((request) =>
    tasksBeside(copy, run, wishesToEnd(request)).some((wish) => isGranted(lastOf(wish, run))),
  );
}

const WISHES = ['abort', 'replace', 'change'];

/** A Task that asks for a cancellation or a change, once the story is over: it was answered, and what was agreed to was done. */
function judgeAnswered(copy: Copy, run: RunView): Opinion | undefined {
  const wish = lastOf(copy, run);
  if (!isCoded(wish.code, ...WISHES) || !copy.original || !isWhole(run)) return undefined;
  const status = statusOf(wish);
  const unexplained = status === 'rejected' && !saysSomething(wish.statusReason);
  return {
    expected: `${copy.key} is rejected with a reason, or accepted and completed, in the end`,
    faults: unexplained
      ? ['it is rejected without a reason']
      : ['completed', 'rejected', 'cancelled', 'entered-in-error'].includes(status)
        ? []
        : [`it is left as ${status}`],
    seen: `it is ${status}`,
  };
}

/** A wish to stop a Task that was completed: by then the Task had been cancelled, with a reason. */
function judgeGranted(copy: Copy, run: RunView): Opinion | undefined {
  const done = firstThat(copy, (body) => statusOf(body) === 'completed');
  const focus = focusedTask(copy, run);
  if (!done || !focus) return undefined;
  const stopped = firstThat(focus, (body) => statusOf(body) === 'cancelled' && saysSomething(body.statusReason));
  const late = stopped && isAfter([focus, stopped], [copy, done], run);
  return {
    expected: `${focus.key} is cancelled with a reason before ${copy.key}, which asked for it, is completed`,
    faults: stopped ? (late ? ['it was cancelled only afterwards'] : []) : [`it is ${statusOf(lastOf(focus, run))}`],
    seen: 'so it was',
  };
}

/** A wish to stop a Task that was rejected: the Task was not cancelled. */
function judgeRefused(copy: Copy, run: RunView): Opinion | undefined {
  const focus = focusedTask(copy, run);
  if (!focus || statusOf(lastOf(copy, run)) !== 'rejected') return undefined;
  const others = tasksBeside(copy, run, wishesToEnd(focus.key)).some((wish) => isGranted(lastOf(wish, run)));
  const status = statusOf(lastOf(focus, run));
  return {
    expected: `${focus.key} is left as it is by the one who would not stop it`,
    faults: status === 'cancelled' && !others ? ['it was cancelled all the same'] : [],
    seen: `it is ${status}`,
  };
}

/** The Task that a Cancellation Request Task with the intent order is about, at the same place. */
function focusedTask(copy: Copy, run: RunView): Copy | undefined {
  const wish = lastOf(copy, run);
  const focus = referenceKey(wish.focus);
  if (!asksFor(wish, 'abort') || wish.intent !== 'order' || !focus?.startsWith('Task/')) return undefined;
  return copyBeside(copy, focus, run);
}

/** What became of the Requests of a Task that ended so: each was ended, too. */
function judgeRequestsEnded(copy: Copy, run: RunView, why: string): Opinion {
  const open = worksBy(lastOf(copy, run)).flatMap((key) => {
    const request = copyBeside(copy, key, run);
    return request && !isWithdrawn(lastOf(request, run)) ? [`${key} is ${statusOf(lastOf(request, run))}`] : [];
  });
  return { expected: `the order of ${copy.key} is ended, since ${why}`, faults: open, seen: 'so it is' };
}

const UNWANTED = ['no-longer-needed', 'ordered-in-error'];

function judgeUnwanted(copy: Copy, run: RunView): Opinion | undefined {
  const task = lastOf(copy, run);
  const unwanted = statusOf(task) === 'cancelled' && isCoded(task.statusReason, ...UNWANTED);
  if (!unwanted || !asksFor(task, 'fulfill') || !copy.original || !isWhole(run)) return undefined;
  return judgeRequestsEnded(copy, run, `the Placer cancelled it as ${codeIn(task.statusReason) ?? ''}`);
}

function judgeGrantedRequest(copy: Copy, run: RunView): Opinion | undefined {
  const task = lastOf(copy, run);
  if (statusOf(task) !== 'cancelled' || !copy.original || !isWhole(run)) return undefined;
  const granted = tasksBeside(copy, run, (wish) => wishesToEnd(copy.key)(wish) && isGranted(wish));
  return granted.length ? judgeRequestsEnded(copy, run, 'the Placer had asked to stop it') : undefined;
}

/** Whether anybody but who asks by a Task took a further step in it once it was cancelled. */
function judgeCancelledRests(copy: Copy, run: RunView): Opinion | undefined {
  const end = copy.versions.findIndex(({ body }) => statusOf(body) === 'cancelled');
  if (end < 0) return undefined;
  const owner = partyIn(told(copy, copy.versions[end] as CopyVersion, run), 'owner');
  const name = run.plan.actors.find(({ as }) => as === owner)?.name;
  const further = copy.versions
    .slice(end + 1)
    .filter((version) => name !== undefined && writersOfVersion(version, run).includes(name))
    .filter(({ body }) => statusOf(body) !== 'entered-in-error');
  return {
    expected: `its owner takes no further step in ${copy.key} once it is cancelled`,
    faults: further.map(({ versionId }) => `${name ?? 'the owner'} wrote version ${versionId} after that`),
    seen: 'none was taken',
  };
}

const OVER = ['rejected', 'failed', 'cancelled'];

/** A Task that came to nothing stays as it ended: whoever is asked next has another one. */
function judgeOver(copy: Copy, run: RunView): Opinion | undefined {
  const end = copy.versions.find(({ body }) => OVER.includes(statusOf(body)));
  if (!end || !asksFor(lastOf(copy, run), 'fulfill')) return undefined;
  const [was, is] = [told(copy, end, run), lastOf(copy, run)];
  const moved = statusOf(is) !== statusOf(was) && statusOf(is) !== 'entered-in-error';
  return {
    expected: `${copy.key} stays as it ended, and nobody else becomes its owner`,
    faults: [
      ...(moved ? [`it was ${statusOf(was)} and became ${statusOf(is)}`] : []),
      ...(partyIn(was, 'owner') === partyIn(is, 'owner')
        ? []
        : [`its owner is now ${partyIn(is, 'owner') ?? 'nobody'}`]),
    ],
    seen: `it is ${statusOf(is)}`,
  };
}

/** A Request that was withdrawn: no Task asks anybody any more to fulfil it. */
function judgeRevoked(copy: Copy, run: RunView): Opinion | undefined {
  if (!isWithdrawn(lastOf(copy, run)) || !copy.original || !isWhole(run)) return undefined;
  const about = tasksBeside(copy, run, (task) => asksFor(task, 'fulfill') && worksBy(task).includes(copy.key));
  const open = about.filter((task) => {
    const others = worksBy(lastOf(task, run)).flatMap((key) => copyBeside(copy, key, run) ?? []);
    const last = statusOf(lastOf(task, run));
    return others.every((one) => isWithdrawn(lastOf(one, run))) && !(FINAL_STATUSES as string[]).includes(last);
  });
  return {
    expected: `every Coordination Task that was about ${copy.key} alone is ended`,
    faults: open.map((task) => `${task.key} is ${statusOf(lastOf(task, run))}`),
    seen: about.length ? 'so it is' : 'none is about it',
  };
}

/** A proposal to revoke a Request: revoked before the Task is completed, or left as it was by who rejected it. */
function judgeRevocation(copy: Copy, run: RunView): Opinion | undefined {
  const wish = lastOf(copy, run);
  const focus = referenceKey(wish.focus);
  const request = focus && !focus.startsWith('Task/') ? copyBeside(copy, focus, run) : undefined;
  if (!request || !asksFor(wish, 'abort') || wish.intent !== 'proposal') return undefined;
  const done = firstThat(copy, (body) => statusOf(body) === 'completed');
  const ended = firstThat(request, isWithdrawn);
  const late = done && ended && isAfter([request, ended], [copy, done], run);
  const faults = [
    ...(done && !ended ? [`it is completed, and ${request.key} is ${statusOf(lastOf(request, run))}`] : []),
    ...(late ? [`${request.key} was ended only after it was completed`] : []),
    ...(statusOf(wish) === 'rejected' && ended ? [`it was rejected, and ${request.key} was ended`] : []),
  ];
  const expected = `${request.key} is ended before ${copy.key} is completed, and stays when that is rejected`;
  return {
    expected,
    faults,
    seen: `${copy.key} is ${statusOf(wish)}, ${request.key} ${statusOf(lastOf(request, run))}`,
  };
}

/** What holds for cancelling in every flow. */
export const CANCELLING_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(
    lawOf('begun-work-stopped', 'Begun work is stopped on request', 'cancel-asked'),
    taskCopies,
    judgeStopped,
  ),
  lawOnCopies(
    lawOf('wish-answered', 'Who is asked to stop or change answers', 'cancel-answered'),
    taskCopies,
    judgeAnswered,
  ),
  lawOnCopies(lawOf('cancellation-granted', 'Who agrees to stop stops', 'cancel-granted'), taskCopies, judgeGranted),
  lawOnCopies(lawOf('cancellation-refused', 'Who refuses to stop goes on', 'cancel-refused'), taskCopies, judgeRefused),
  lawOnCopies(
    lawOf('unwanted-care', 'Care that is not wanted is not authorized', 'cancel-ends-request'),
    taskCopies,
    judgeUnwanted,
  ),
  lawOnCopies(
    lawOf('stopped-care', 'The order of stopped work is ended', 'cancel-granted-request'),
    taskCopies,
    judgeGrantedRequest,
  ),
  lawOnCopies(
    lawOf('cancelled-rests', 'A cancelled Task is left alone', 'cancelled-no-further-step'),
    taskCopies,
    judgeCancelledRests,
  ),
  lawOnCopies(lawOf('ended-stays', 'Another party, another Task', 'declined-new-task'), taskCopies, judgeOver),
  lawOnCopies(
    lawOf('revoked-task', 'A revoked Request ends its Task', 'revoked-ends-task'),
    requestCopies,
    judgeRevoked,
  ),
  lawOnCopies(
    lawOf('revocation-decided', 'Who wrote a Request decides on revoking it', 'revoke-decided'),
    taskCopies,
    judgeRevocation,
  ),
];

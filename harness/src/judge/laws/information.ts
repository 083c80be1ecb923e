import type { Resource } from '../../guide/resource.js';
import type { Law, Result } from '../result.js';
import type { RunView } from '../view.js';
import { versionLists, writersOf, type VersionList } from '../versions.js';
import { isCoded, partName, parts, referenceIn, sameAs, saysSomething, type Part } from './task-parts.js';
import { aboutOf } from './task-transitions.js';

export const informationAwaited: Law = {
  id: 'information-awaited',
  title: 'A Task that waits for information is received, or on hold',
  requirements: ['information-awaited-shown'],
};

export const informationStated: Law = {
  id: 'information-stated',
  title: 'A Task that waits for information leads to what is needed',
  requirements: ['information-needed-stated'],
};

export const informationReturned: Law = {
  id: 'information-returned',
  title: 'A Task that was received goes back to requested with the answer',
  requirements: ['information-returns-requested'],
};

export const workResumed: Law = {
  id: 'work-resumed',
  title: 'A Task that waited on hold goes on, and waits no more',
  requirements: ['information-work-resumes'],
};

export const answersAreOutput: Law = {
  id: 'answers-are-output',
  title: 'A Task that asked for answers is completed with them',
  requirements: ['answers-as-output'],
};

export const othersInputsKept: Law = {
  id: 'others-inputs-kept',
  title: 'Nobody takes away what another added to a Task',
  requirements: ['input-of-others-kept'],
};

/** Judges every version that waits for information: its status is one of the two that can. */
export function judgeInformationAwaited(run: RunView): Result[] {
  return waitingLists(run).map((list) => {
    const bad = list.versions.filter(
      ({ body }) => isWaiting(body) && !['received', 'on-hold'].includes(statusOf(body)),
    );
    const seen = bad[0] ? `version ${bad[0].versionId} waits and is ${statusOf(bad[0].body)}` : 'so it was';
    return resultFor(list, run, bad.length > 0, `${list.key} is received or on hold while it waits`, seen);
  });
}

/** Judges every version that waits: a reason in it, or a question or a sub-task about it, says for what. */
export function judgeInformationStated(run: RunView): Result[] {
  return waitingLists(run).map((list) => {
    const elsewhere = isAskedElsewhere(list.key, run);
    const bad = list.versions.filter(({ body }) => isWaiting(body) && !elsewhere && !saysSomething(body.statusReason));
    const seen = bad[0] ? `version ${bad[0].versionId} does not say for what` : 'it does';
    return resultFor(list, run, bad.length > 0, `${list.key} says what it waits for`, seen);
  });
}

/** Judges how a Task that waited while being decided about ceased to wait: handed back, and nothing of the waiting left. */
export function judgeInformationReturned(run: RunView): Result[] {
  return waitingLists(run).flatMap((list): Result[] => {
    const requester = actorNamed(list, 'requester', run);
    const writers = writersOf(list, run);
    const ends = pairs(list).filter(
      ([before, after]) => isWaiting(before.body) && statusOf(before.body) === 'received' && changed(before, after),
    );
    const handedBack = ends.filter(
      ([, after]) => statusOf(after.body) === 'requested' || writers.get(after.versionId) === requester,
    );
    const wanted = (body: Resource): boolean =>
      statusOf(body) === 'cancelled' || (statusOf(body) === 'requested' && !isWaiting(body));
    const bad = handedBack.filter(([, after]) => !wanted(after.body));
    if (handedBack.length === 0) return [];
    const expected = `${list.key} goes from received to requested and waits no more, in one update`;
    return [resultFor(list, run, bad.length > 0, expected, bad[0] ? sayOf(bad[0][1].body) : 'so it did')];
  });
}

/** Judges how a Task that waited on hold ceased to: moved on, with nothing of the waiting left. */
export function judgeWorkResumed(run: RunView): Result[] {
  return waitingLists(run).flatMap((list): Result[] => {
    const ends = pairs(list).filter(
      ([before, after]) => isWaiting(before.body) && statusOf(before.body) === 'on-hold' && changed(before, after),
    );
    if (ends.length === 0) return [];
    const bad = ends.filter(([, after]) => statusOf(after.body) === 'on-hold' || isWaiting(after.body));
    const expected = `${list.key} leaves on-hold and awaiting-information in one update`;
    return [resultFor(list, run, bad.length > 0, expected, bad[0] ? sayOf(bad[0][1].body) : 'so it did')];
  });
}

/** Judges each Task that asks for information and was completed: among its outputs are the answers. */
export function judgeAnswersAreOutput(run: RunView): Result[] {
  return versionLists(run).flatMap((list): Result[] => {
    const last = list.versions.at(-1)?.body;
    if (!last || !isCoded(last.code, 'collect-information') || statusOf(last) !== 'completed') return [];
    const answers = parts(last, 'output').filter((part) => isCoded(part.type, 'answers') && referenceIn(part));
    const seen = answers.length ? 'it does' : 'no output of the type answers refers to anything';
    return [resultFor(list, run, answers.length === 0, `${list.key} leads to the answers when it is completed`, seen)];
  });
}

/** Judges every update of a Task: what another party had added to its inputs and outputs is still there. */
export function judgeOthersInputsKept(run: RunView): Result[] {
  return versionLists(run).flatMap((list): Result[] => {
    if (!list.versions.some(({ body }) => parts(body, 'input').length + parts(body, 'output').length > 0)) return [];
    const lost = (['input', 'output'] as const).flatMap((element) => lostParts(element, list, run));
    const expected = `inputs and outputs of ${list.key} that one party added are left as they are by the others`;
    return [resultFor(list, run, lost.length > 0, expected, lost[0] ?? 'so they were')];
  });
}

/** What somebody else than who added it took away, as sentences. */
function lostParts(element: 'input' | 'output', list: VersionList, run: RunView): string[] {
  const writers = writersOf(list, run);
  const present: { part: Part; by: string }[] = [];
  return list.versions.flatMap(({ body, versionId }) => {
    const now = parts(run.named(body, list.url), element);
    const by = writers.get(versionId) ?? '';
    const gone = present.filter(({ part }) => !now.some((other) => sameAs(part, other)));
    for (const one of gone) present.splice(present.indexOf(one), 1);
    for (const part of now) if (!present.some((one) => sameAs(one.part, part))) present.push({ part, by });
    return gone
      .filter((one) => one.by !== by)
      .map(({ part }) => `version ${versionId} lacks the ${element} ${partName(part)} of another`);
  });
}

type Version = VersionList['versions'][number];

function pairs(list: VersionList): [Version, Version][] {
  return list.versions.slice(1).map((after, index) => [list.versions[index] as Version, after]);
}

/** Whether the waiting ended, in whole or in part: another status, or another business status. */
function changed(before: Version, after: Version): boolean {
  return statusOf(before.body) !== statusOf(after.body) || isWaiting(before.body) !== isWaiting(after.body);
}

function waitingLists(run: RunView): VersionList[] {
  return versionLists(run).filter((list) => list.versions.some(({ body }) => isWaiting(body)));
}

function isWaiting(body: Resource): boolean {
  return isCoded(body.businessStatus, 'awaiting-information');
}

function statusOf(body: Resource): string {
  return String(body.status);
}

function sayOf(body: Resource): string {
  return `it became ${statusOf(body)}${isWaiting(body) ? ', still awaiting-information' : ''}`;
}

/** Whether somebody saw a Communication about the Task, or a sub-task of it that asks for information. */
function isAskedElsewhere(key: string, run: RunView): boolean {
  return run.sightings().some(({ body, url }) => {
    const named = run.named(body, url);
    const [about, partOf] = [named.about, named.partOf].map((list) => (list ?? []) as { reference?: string }[]);
    if (named.resourceType === 'Communication') return about?.some(({ reference }) => reference === key) ?? false;
    return (
      named.resourceType === 'Task' &&
      isCoded(named.code, 'collect-information') &&
      (partOf?.some(({ reference }) => reference === key) ?? false)
    );
  });
}

function actorNamed(list: VersionList, side: 'requester' | 'owner', run: RunView): string | undefined {
  const task = run.guide.instance(list.key);
  const reference = (task?.[side] as { reference?: string } | undefined)?.reference;
  return run.plan.actors.find((actor) => actor.as === reference)?.name;
}

function resultFor(list: VersionList, run: RunView, bad: boolean, expected: string, seen: string): Result {
  return {
    about: aboutOf(list, run),
    step: list.view.step.id,
    verdict: bad ? 'fail' : 'pass',
    expected,
    seen,
    evidence: [list.n],
  };
}

import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { actorOf, focusReferences } from '../../plan/sides.js';
import { said } from '../compare.js';
import { lawOf, type JudgedLaw, type Law, type Result } from '../result.js';
import { isSuccess, resourceOf, sentIn, urlWithoutQuery, type RunView } from '../view.js';
import type { VersionList } from '../versions.js';
import { lawOnCopies, neighbours, taskCopies, type Copy, type Opinion } from './copies.js';
import { coordinationLists } from './outputs.js';
import { aboutOf, outsiders, rolesOf } from './task-transitions.js';

export const observerChangesNothing: Law = {
  id: 'observer-changes-nothing',
  title: 'Who neither owns nor requested a Task changes neither it nor its Request',
  requirements: ['observer-changes-nothing'],
};

export const acceptBeforeWork: Law = {
  id: 'accept-before-work',
  title: 'A Task is accepted before it is in progress, and not declined where nobody may',
  requirements: ['accept-before-work', 'no-decline-straight-to-work'],
};

export const anotherTask: Law = {
  id: 'another-task',
  title: 'Who ended a Task is not asked again by it',
  requirements: ['declined-new-task'],
};

/** Judges all that each actor wrote by who it was to the Task, and to the Requests that the Task is about. */
export function judgeObserverChangesNothing(run: RunView): Result[] {
  const writes = run.http.filter(({ request }) => ['PUT', 'PATCH', 'DELETE'].includes(request.method));
  return run.plan.actors
    .filter(({ is, external }) => is === 'observer' && !external)
    .map((observer): Result => {
      const own = writes.filter((record) => record.by === observer.name && isSuccess(record));
      const bad = own.filter((record) => isOthers(record, observer.name, run));
      const [first] = bad;
      const key = first && run.keyAt(urlWithoutQuery(first));
      return {
        about: observer.name,
        ...(first ? { step: first.step } : {}),
        verdict: bad.length ? 'fail' : 'pass',
        expected: `${observer.name} changes no Task but its own, and no Request of others`,
        seen: first ? `it changed ${key ?? urlWithoutQuery(first)}` : `${own.length} changes, of its own Tasks only`,
        evidence: (bad.length ? bad : own).map(({ n }) => n),
      };
    });
}

function isOthers(record: HttpRecord, actor: string, run: RunView): boolean {
  const body = resourceOf(record) ?? sentIn(record);
  const key = run.keyAt(urlWithoutQuery(record));
  if (!body || (key !== undefined && run.plan.instances[key]?.author === actor)) return false;
  if (body.resourceType !== 'Task') return body.intent !== undefined;
  const before = run.sightings().findLast(({ url, record: { n } }) => url === urlWithoutQuery(record) && n < record.n);
  return !before || !sides(run.named(before.body, before.url), run).includes(actor);
}

/** The actors that own a Task or requested it. */
function sides(task: Resource, run: RunView): (string | undefined)[] {
  const { actors } = run.plan;
  return [actorOf(task.owner, actors), actorOf(task.requester, actors)];
}

/** Whether who changed a Task had a part in it: its requester, its owner, or who became the owner of one that had none. */
function judgeHasPart(copy: Copy, run: RunView): Opinion | undefined {
  const changes = neighbours(copy).map(({ before, after }) => ({
    before,
    after,
    writers: after.writer === undefined ? outsiders(copy.list, run) : [after.writer],
  }));
  const known = changes.filter(({ writers }) => writers.length > 0);
  const nobodys = changes.filter(
    ({ before, after, writers }) => writers.length === 0 && said(before.body) !== said(after.body),
  );
  if (changes.length === 0) return undefined;
  const bad = known.filter(
    ({ before, after, writers }) =>
      !writers.some((writer) => rolesOf(writer, before.body, after.body, copy.list, run).length > 0),
  );
  return {
    expected: `${copy.key} is changed by its requester and its owner only`,
    faults: [
      ...bad.map(({ after, writers }) => `version ${after.versionId} is by ${writers.join(' or ')}, who is neither`),
      ...nobodys.map(({ after }) => `version ${after.versionId} says something else, and nobody in this run wrote it`),
    ],
    seen: `so were all ${changes.length} changes`,
  };
}

/** Who has a part in a Task. */
export const PART_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(
    lawOf('task-part', 'Who has no part in a Task does not change it', 'owner-is-responsible'),
    taskCopies,
    judgeHasPart,
  ),
];

/**
 * Judges how each Coordination Task came to be in progress: by way of accepted; or, where the flow says that nothing is to be decided, with
 * no decision at all. Which of the two is agreed shows in the plan.
 */
export function judgeAcceptBeforeWork(run: RunView): Result[] {
  return coordinationLists(run).flatMap((list): Result[] => {
    const statuses = list.versions.map(({ body }) => String(body.status));
    const begun = statuses.indexOf('in-progress');
    const agreed = mayNotDecline(list.key, run);
    if (begun < 0 && !agreed) return [];
    const accepted = statuses.slice(0, begun < 0 ? undefined : begun).includes('accepted');
    const good = agreed ? !accepted && !statuses.includes('rejected') : accepted;
    const expected = agreed
      ? `${list.key} goes from requested or received to in-progress, with no decision`
      : `${list.key} is accepted before it is in progress`;
    return [
      {
        about: aboutOf(list, run),
        step: list.view.step.id,
        verdict: good ? 'pass' : 'fail',
        requirements: [agreed ? 'no-decline-straight-to-work' : 'accept-before-work'],
        expected,
        seen: `it was ${[...new Set(statuses)].join(', ')}`,
        evidence: [list.n],
      },
    ];
  });
}

/** Whether the flow begins the work of a Task without an acceptance: the parties have agreed that there is nothing to decide. */
function mayNotDecline(key: InstanceKey, run: RunView): boolean {
  const statuses = run.steps
    .flatMap(({ step }) => (step.kind === 'race' ? step.lanes : [step]))
    .flatMap((step) => ((step.kind === 'write' || step.kind === 'await') && step.key === key ? [step] : []))
    .filter((step) => step.kind === 'await' || !step.refused)
    .flatMap((step) => (typeof step.set.status === 'string' ? [step.set.status] : []));
  const begun = statuses.indexOf('in-progress');
  return begun >= 0 && !statuses.slice(0, begun).includes('accepted');
}

/** Judges what became of each Coordination Task that ended without success: it keeps its owner, and is not begun anew. */
export function judgeAnotherTask(run: RunView): Result[] {
  return coordinationLists(run).flatMap((list): Result[] => {
    const from = list.versions.findIndex(({ body }) =>
      ['rejected', 'failed', 'cancelled'].includes(String(body.status)),
    );
    if (from < 0) return [];
    const ends = list.versions.slice(from).map(({ body }) => endOf(body, list, run));
    const other = ends.find((end) => end !== ends[0]);
    return [
      {
        about: aboutOf(list, run),
        step: list.view.step.id,
        verdict: other === undefined ? 'pass' : 'fail',
        expected: `${list.key} stays as it ended; another party is asked by another Task`,
        seen: other === undefined ? `it stays ${ends[0] ?? ''}` : `it became ${other}`,
        evidence: [list.n],
      },
    ];
  });
}

function endOf(body: Resource, list: VersionList, run: RunView): string {
  const named = run.named(body, list.url);
  const owner = (named.owner as { reference?: string } | undefined)?.reference;
  return `${String(body.status)}${owner ? ` and owned by ${owner}` : ''}, about ${focusReferences(named).join(', ')}`;
}

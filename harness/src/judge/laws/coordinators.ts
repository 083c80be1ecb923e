import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { focusReferences } from '../../plan/sides.js';
import type { Law, Result } from '../result.js';
import { isSuccess, resourceOf, sentIn, urlWithoutQuery, type RunView } from '../view.js';
import type { VersionList } from '../versions.js';
import { referredBy } from './named-references.js';
import { coordinationLists } from './outputs.js';
import { codeIn, isCoded, parts } from './task-parts.js';

export const coordinatorPartOf: Law = {
  id: 'coordinator-part-of',
  title: 'A coordinator asks by a Task that is part of the one it was asked by',
  requirements: ['coordinator-part-of'],
};

export const coordinatorMirrors: Law = {
  id: 'coordinator-mirrors',
  title: 'What becomes of the coordinator’s Task shows in the one it was asked by',
  requirements: ['coordinator-mirrors'],
};

export const coordinatorLeaves: Law = {
  id: 'coordinator-leaves',
  title: 'A coordinator that has handed over changes nothing any more',
  requirements: ['coordinator-hands-off'],
};

/** The Tasks by which a coordinator was asked, and those by which it asks others for the same. */
interface Mediation {
  coordinator: string;
  asked: VersionList;
  asks: VersionList[];
}

/** Judges each Task by which a coordinator asks: partOf a Task that it owns, about the same Request. */
export function judgeCoordinatorPartOf(run: RunView): Result[] {
  return coordinators(run).flatMap(({ name, as }) =>
    coordinationLists(run)
      .filter((list) => sideIn(first(list, run), 'requester', run) === as)
      .map((list): Result => {
        const task = first(list, run);
        const [whole] = referredBy(task.partOf, run);
        const parent = coordinationLists(run).find((other) => other.key === whole);
        const sameFocus = parent && focusReferences(first(parent, run)).join() === focusReferences(task).join();
        const good = parent !== undefined && sameFocus && sideIn(first(parent, run), 'owner', run) === as;
        return {
          about: list.key,
          step: list.view.step.id,
          verdict: good ? 'pass' : 'fail',
          expected: `${list.key} is part of the Task by which ${name} was asked, about the same Request`,
          seen: `partOf is ${whole ?? 'absent'}, focus is ${focusReferences(task).join(', ') || 'absent'}`,
          evidence: [list.n],
        };
      }),
  );
}

/** Judges that each state of the coordinator's own Task, from the acceptance on, is a state of the Task that it was asked by, in order. */
export function judgeCoordinatorMirrors(run: RunView): Result[] {
  if (run.records.at(-1)?.kind !== 'end') return [];
  return mediations(run).map(({ coordinator, asked, asks }): Result => {
    const taken = asks.filter((list) => lastStatus(list) !== 'rejected');
    const followed = (taken.length ? taken : asks.slice(-1)).map((list) => statesOf(list, run));
    const got = statesOf(asked, run);
    const lacking = followed.map((states) => firstOutOfTurn(states, got)).find(Boolean);
    const wanted = followed.flat();
    const good = lacking === undefined && wanted.at(-1) === got.at(-1);
    const undone = [asked, ...asks].some(({ key }) => run.leftUndone(key));
    return {
      about: asked.key,
      step: asked.view.step.id,
      verdict: good ? 'pass' : undone ? 'inconclusive' : 'fail',
      expected: `${coordinator} carries each change of ${asks.map(({ key }) => key).join(' and ')} over to ${asked.key}`,
      seen: good
        ? `${got.length} states, all carried over`
        : `it has no state ${lacking ?? wanted.at(-1) ?? ''}${lacking === undefined ? ' in the end' : ' in its turn'}`,
      evidence: [asked.n, ...asks.map(({ n }) => n)],
    };
  });
}

/** Judges what a coordinator wrote after it had handed a Task over: nothing about that Request. */
export function judgeCoordinatorLeaves(run: RunView): Result[] {
  return coordinators(run).flatMap(({ name, as }): Result[] => {
    const writes = run.http.filter((record) => record.by === name && changes(record));
    const left = writes.findIndex((record) => handsOver(record, as, run));
    if (left < 0) return [];
    const focus = focusesOf(writes[left] as HttpRecord, run);
    const later = writes.slice(left + 1).filter((record) => focusesOf(record, run).some((key) => focus.includes(key)));
    const [bad] = later;
    return [
      {
        about: name,
        step: (bad ?? (writes[left] as HttpRecord)).step,
        verdict: bad ? 'fail' : 'pass',
        expected: `${name} changes nothing about ${focus.join(', ')} after it has handed over`,
        seen: bad ? `it changed ${run.keyAt(urlWithoutQuery(bad)) ?? urlWithoutQuery(bad)}` : 'so it did not',
        evidence: (bad ? later : writes.slice(left, left + 1)).map(({ n }) => n),
      },
    ];
  });
}

/** The first state that does not follow among `got` after those before it. */
function firstOutOfTurn(states: readonly string[], got: readonly string[]): string | undefined {
  let from = 0;
  return states.find((state) => {
    const at = got.indexOf(state, from);
    from = at + 1;
    return at < 0;
  });
}

function coordinators(run: RunView): { name: string; as: InstanceKey }[] {
  return run.plan.actors.filter(({ is }) => is === 'coordinator');
}

function mediations(run: RunView): Mediation[] {
  const lists = coordinationLists(run);
  return coordinators(run).flatMap(({ name, as }) =>
    lists
      .filter((list) => sideIn(first(list, run), 'owner', run) === as)
      .flatMap((asked): Mediation[] => {
        const asks = lists.filter(
          (list) =>
            sideIn(first(list, run), 'requester', run) === as &&
            referredBy(first(list, run).partOf, run).includes(asked.key),
        );
        return asks.length ? [{ coordinator: name, asked, asks }] : [];
      }),
  );
}

/** The states of a Task from the acceptance on, or its rejection: all that a coordinator passes on, told in words. */
function statesOf(list: VersionList, run: RunView): string[] {
  return list.versions
    .filter(({ body }) => !['draft', 'requested', 'received'].includes(String(body.status)))
    .map(({ body }) => {
      const task = run.named(body, list.url);
      const outputs = parts(task, 'output').flatMap((part) => referredBy(part.valueReference, run));
      const said = [task.status, codeIn(task.businessStatus), codeIn(task.statusReason), outputs.sort().join(', ')];
      return said.filter(Boolean).join(', ');
    })
    .filter((state, index, all) => state !== all[index - 1]);
}

function first(list: VersionList, run: RunView): Resource {
  return run.named((list.versions[0] as VersionList['versions'][number]).body, list.url);
}

function lastStatus(list: VersionList): string {
  return String(list.versions.at(-1)?.body.status);
}

function sideIn(task: Resource | undefined, side: 'owner' | 'requester', run: RunView): InstanceKey | undefined {
  return task && referredBy(task[side], run)[0];
}

function changes(record: HttpRecord): boolean {
  return ['PUT', 'POST', 'PATCH', 'DELETE'].includes(record.request.method) && isSuccess(record);
}

/** Whether a write makes another the owner of the coordinator's Task, or ends it as handed over. */
function handsOver(record: HttpRecord, as: InstanceKey, run: RunView): boolean {
  const body = resourceOf(record) ?? sentIn(record);
  if (body?.resourceType !== 'Task' || record.request.method === 'POST') return false;
  const task = run.named(body, urlWithoutQuery(record));
  const key = run.keyAt(urlWithoutQuery(record));
  const before = key && run.guide.instance(key);
  if (!before || sideIn(before, 'owner', run) !== as) return false;
  return sideIn(task, 'owner', run) !== as || isCoded(task.statusReason, 'handed-over');
}

/** The Requests that a write is about: those in focus of a Task, or the resource itself. */
function focusesOf(record: HttpRecord, run: RunView): InstanceKey[] {
  const url = urlWithoutQuery(record);
  const body = resourceOf(record) ?? sentIn(record);
  const key = run.keyAt(url);
  if (!body) return key ? [key] : [];
  const named = run.named(body, record.request.method === 'POST' ? `${url}/new` : url);
  return body.resourceType === 'Task' ? focusReferences(named) : key ? [key] : [];
}

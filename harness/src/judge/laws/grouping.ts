import type { InstanceKey, Resource } from '../../guide/resource.js';
import { focusReferences, referenceKey } from '../../plan/sides.js';
import { firstSeenAs, isBefore } from '../moments.js';
import type { Law, Result } from '../result.js';
import type { RunView } from '../view.js';

export const groupIdentifierShared: Law = {
  id: 'group-identifier-shared',
  title: 'Requests that were written together share one group identifier',
  requirements: ['group-identifier-shared'],
};

export const dependenceKept: Law = {
  id: 'dependence-kept',
  title: 'What depends on another Request is not begun before that is completed',
  requirements: ['dependence-kept'],
};

/** `system|value` of the identifier that a Request shares with others; undefined when it has none, or not both parts. */
function groupOf(request: Resource): string | undefined {
  const { system, value } = (request.requisition ?? request.groupIdentifier ?? {}) as Record<string, unknown>;
  return typeof system === 'string' && typeof value === 'string' ? `${system}|${value}` : undefined;
}

/** Judges, for each actor, the Requests of a group as it saw them last: whatever the identifier is, it must be one. */
export function judgeGroupIdentifier(run: RunView): Result[] {
  const groups = new Map<string, InstanceKey[]>();
  for (const [key, request] of createdRequests(run)) {
    const group = groupOf(request);
    if (group) groups.set(group, [...(groups.get(group) ?? []), key]);
  }
  return [...groups]
    .filter(([, keys]) => keys.length > 1)
    .flatMap(([group, keys]) => run.plan.actors.flatMap(({ name }) => judgeGroup(group, keys, name, run)));
}

function judgeGroup(group: string, keys: readonly InstanceKey[], actor: string, run: RunView): Result[] {
  const seen = keys.flatMap((key) => {
    const sighting = run.lastSeen(actor, key);
    return sighting ? [{ key, of: groupOf(run.named(sighting.body, sighting.url)), n: sighting.record.n }] : [];
  });
  const [first] = seen;
  if (!first || seen.length < 2) return [];
  const good = seen.every(({ of }) => of !== undefined && of === first.of);
  return [
    {
      about: `${group.split('|')[1] ?? group}.${actor}`,
      verdict: good ? 'pass' : 'fail',
      expected: `${actor} sees ${seen.map(({ key }) => key).join(', ')} with one and the same group identifier`,
      seen: seen.map(({ key, of }) => `${key} has ${of ?? 'none with system and value'}`).join('; '),
      evidence: seen.map(({ n }) => n),
    },
  ];
}

interface Dependence {
  later: InstanceKey;
  earlier: InstanceKey;
}

/** Judges every Task about a Request that the flow makes depend on another. */
export function judgeDependenceKept(run: RunView): Result[] {
  return dependences(run).flatMap(({ later, earlier }) =>
    tasksAbout(later, run).map((task) => judgeStart(task, earlier, run)),
  );
}

function judgeStart(task: InstanceKey, earlier: InstanceKey, run: RunView): Result {
  const begun = firstSeenAs(task, ['in-progress'], run);
  const done = tasksAbout(earlier, run).flatMap((key) => firstSeenAs(key, ['completed'], run) ?? []);
  const good = !begun || done.some((moment) => isBefore(moment, begun));
  return {
    about: task,
    verdict: good ? 'pass' : 'fail',
    expected: `${task} is not in progress before the Task about ${earlier} is completed`,
    seen: !begun
      ? 'it never was in progress'
      : good
        ? 'it began after that'
        : done.length
          ? 'it began before that was completed'
          : 'it began, and that was never completed',
    evidence: [begun, ...done].flatMap((moment) => moment?.n ?? []),
  };
}

/** By a RequestGroup, or by basedOn among orders of one author: a filler order or a reflex order is based on what it serves. */
function dependences(run: RunView): Dependence[] {
  return createdRequests(run).flatMap(([key, request]) =>
    request.resourceType === 'RequestGroup' ? plannedOrder(request) : basedOnOrders(key, request, run),
  );
}

interface Action {
  id?: string;
  resource?: unknown;
  relatedAction?: { actionId?: string; relationship?: string }[];
}

function plannedOrder(group: Resource): Dependence[] {
  const actions = (group.action ?? []) as Action[];
  return actions.flatMap((action) =>
    (action.relatedAction ?? [])
      .filter(({ relationship }) => relationship === 'after' || relationship === 'after-end')
      .flatMap(({ actionId }) => {
        const later = referenceKey(action.resource);
        const earlier = referenceKey(actions.find(({ id }) => id === actionId)?.resource);
        return later && earlier ? [{ later, earlier }] : [];
      }),
  );
}

function basedOnOrders(later: InstanceKey, request: Resource, run: RunView): Dependence[] {
  const isOrder = (one: Resource | undefined): boolean => one?.intent === 'order';
  const author = (key: InstanceKey): string | undefined => run.plan.instances[key]?.author;
  return ((request.basedOn ?? []) as unknown[])
    .flatMap((reference) => referenceKey(reference) ?? [])
    .filter((earlier) => isOrder(request) && isOrder(run.guide.instance(earlier)) && author(earlier) === author(later))
    .map((earlier) => ({ later, earlier }));
}

function tasksAbout(request: InstanceKey, run: RunView): InstanceKey[] {
  return Object.keys(run.plan.instances).filter((key) => {
    const task = run.guide.instance(key);
    return task?.resourceType === 'Task' && focusReferences(task).includes(request);
  });
}

/** Requests that the flow's acts write, as the guide has them. */
function createdRequests(run: RunView): [InstanceKey, Resource][] {
  return Object.values(run.plan.instances).flatMap(({ key, given }): [InstanceKey, Resource][] => {
    const resource = run.guide.instance(key);
    return resource && !given && !key.startsWith('Task/') && resource.intent !== undefined ? [[key, resource]] : [];
  });
}

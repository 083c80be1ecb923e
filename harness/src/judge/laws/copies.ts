import type { InstanceKey, Resource } from '../../guide/resource.js';
import { absolute } from '../../plan/references.js';
import { FURTHER_FOCUS } from '../../plan/sides.js';
import type { Law, Result } from '../result.js';
import { versionLists, writesOf, type VersionList } from '../versions.js';
import { baseOf, type RunView } from '../view.js';
import { aboutOf } from './task-transitions.js';

/** One version of a copy, as it stands there. */
export interface CopyVersion {
  versionId: string;
  body: Resource;
  /** The played actor who wrote it; absent when a message or an external actor brought it. */
  writer?: string;
  /**
   * Record from which on it was the newest: that of the write, else of the first look at it, which came a little later; for what nobody
   * looked at, the latest that it can have been: when the next version shows, or before a write that its server says was later.
   */
  n: number;
}

/** All versions of a Task or a Request at one system. */
export interface Copy {
  key: InstanceKey;
  list: VersionList;
  /** Oldest first; at least one. */
  versions: CopyVersion[];
  /** True where it was first written; false for what messages made of it at another party's. */
  original: boolean;
}

/** What is right or wrong with a copy. */
export interface Opinion {
  expected: string;
  /** What is wrong, each in words; none when all is as expected. */
  faults: string[];
  /** What was seen when nothing is wrong. */
  seen: string;
}

const copiesIn = new WeakMap<RunView, readonly Copy[]>();

/** Every copy of a Task and a Request whose versions the run shows. Made once a run. */
export function copiesOf(run: RunView): readonly Copy[] {
  const copies = copiesIn.get(run) ?? versionLists(run).flatMap((list) => copyOf(list, run));
  copiesIn.set(run, copies);
  return copies;
}

/** Copies of Tasks alone. */
export function taskCopies(run: RunView): Copy[] {
  return copiesOf(run).filter(({ key }) => key.startsWith('Task/'));
}

/** Copies of Requests alone. */
export function requestCopies(run: RunView): Copy[] {
  return copiesOf(run).filter(({ key }) => !key.startsWith('Task/'));
}

function copyOf(list: VersionList, run: RunView): Copy[] {
  if (list.versions.length === 0) return [];
  const writes = writesOf(list, run);
  const shown = list.versions.map(({ versionId, seen }) => writes.get(versionId)?.n ?? seen);
  let before = 0;
  const versions = list.versions.map(({ versionId, body }, index): CopyVersion => {
    const write = writes.get(versionId);
    const next = shown.slice(index).find((one) => one !== undefined) ?? list.n;
    const n = shown[index] ?? Math.max(before, Math.min(next, lastMoment(body, list.url, run)));
    before = n;
    return { versionId, body, n, ...(write === undefined ? {} : { writer: write.by }) };
  });
  const { homes = [], author } = run.plan.instances[list.key] ?? {};
  const original = homes.includes(list.at) || versions[0]?.writer === author;
  return [{ key: list.key, list, versions, original }];
}

/** The last record before a server answered a write with a later time than a version has that nobody looked at; no bound without such. */
function lastMoment(body: Resource, url: string, run: RunView): number {
  const time = Date.parse(String(body.meta?.lastUpdated));
  const later = run
    .sightings()
    .find(
      ({ url: at, body: { meta }, record: { request } }) =>
        request.method !== 'GET' && baseOf(at) === baseOf(url) && Date.parse(String(meta?.lastUpdated)) > time,
    );
  return later ? later.record.n - 1 : Infinity;
}

/** The finding on a copy. */
export function resultOn(copy: Copy, { expected, faults, seen }: Opinion, run: RunView): Result {
  return {
    about: aboutOf(copy.list, run),
    step: copy.list.view.step.id,
    verdict: faults.length ? 'fail' : 'pass',
    expected,
    seen: faults.length ? faults.slice(0, 3).join('; ') : seen,
    evidence: [copy.list.n],
  };
}

/** A law that is judged for each copy by itself; `judge` answers undefined where there is no occasion for it. */
export function lawOnCopies(
  law: Law,
  select: (run: RunView) => readonly Copy[],
  judge: (copy: Copy, run: RunView) => Opinion | undefined,
): { law: Law; judge: (run: RunView) => Result[] } {
  return {
    law,
    judge: (run) =>
      select(run).flatMap((copy) => {
        const opinion = judge(copy, run);
        return opinion ? [resultOn(copy, opinion, run)] : [];
      }),
  };
}

/** Who may have written a version: the played actor who did, else those under test; nobody where a message may have brought it. */
export function writersOfVersion({ writer }: CopyVersion, run: RunView): string[] {
  return writer === undefined ? run.externals : [writer];
}

/**
 * The version by which a copy came to be, where it shows: that of a played actor's create; or, of what a system under test creates, the
 * first where it is number 1, or the history says that it is the creation. Copies that messages made, and histories that are cut off, begin
 * later.
 */
export function creationOf({ key, list, original, versions }: Copy, run: RunView): CopyVersion | undefined {
  const [first] = versions;
  if (!original || !first || first.writer !== undefined) return original ? first : undefined;
  const isFirst = first.versionId === '1' || list.versions[0]?.created === true;
  return isFirst && run.externals.includes(run.plan.instances[key]?.author ?? '') ? first : undefined;
}

/** Each version with the one before it. */
export function neighbours(copy: Copy): { before: CopyVersion; after: CopyVersion }[] {
  return copy.versions.slice(1).map((after, index) => ({ before: copy.versions[index] as CopyVersion, after }));
}

/**
 * What a Reference means in a copy: the guide's instance (`Type/id`) when it leads to one or carries its identifier, else its URL or
 * `system|value`; undefined when it names nothing.
 */
export function meaningOf(reference: unknown, copy: Copy, run: RunView): string | undefined {
  const { reference: literal, identifier, type } = (reference ?? {}) as Reference;
  if (literal !== undefined) {
    const url = literal.startsWith('#') ? literal : absolute(literal, baseOf(copy.list.url));
    return run.keyAt(url) ?? url;
  }
  if (!identifier?.value) return undefined;
  const known = type && run.keyByIdentifier({ resourceType: type, identifier });
  return known ?? `${identifier.system ?? ''}|${identifier.value}`;
}

interface Reference {
  reference?: string;
  type?: string;
  identifier?: { system?: string; value?: string };
}

/** What each of several References means, without those that mean nothing. */
export function meaningsOf(references: unknown, copy: Copy, run: RunView): string[] {
  const list = Array.isArray(references) ? (references as unknown[]) : [references];
  return list.flatMap((reference) => meaningOf(reference, copy, run) ?? []);
}

/** The Request in focus of a Task, as it was seen last, where it is one that the run shows. */
export function requestInFocus(copy: Copy, run: RunView): { body: Resource; url: string } | undefined {
  const focus = meaningOf((copy.versions.at(-1) as CopyVersion).body.focus, copy, run);
  if (focus === undefined || /(^|\/)Task\/[^/]+$/.test(focus)) return undefined;
  return run.lastSightingOf(focus);
}

/** Everything that a Task is about: of a group's Task all that it holds. */
export function fociOf(task: Resource, copy: Copy, run: RunView): string[] {
  const extensions = (task.extension ?? []) as { url?: string; valueReference?: unknown }[];
  const further = extensions.filter(({ url }) => url === FURTHER_FOCUS).map(({ valueReference }) => valueReference);
  return meaningsOf([task.focus, ...further], copy, run);
}

/** Says of an element that must be the same in each version where it is not; `read` answers what it says, as text. */
export function changesOf(copy: Copy, element: string, read: (body: Resource) => string | undefined): string[] {
  return neighbours(copy).flatMap(({ before, after }) => {
    const [was, is] = [read(before.body), read(after.body)];
    if (was === is) return [];
    return [`in version ${after.versionId} ${element} is ${is ?? 'missing'}, and was ${was ?? 'missing'}`];
  });
}

/** `system|value` of each business identifier that has both. */
export function identifiersOf(resource: Resource): string[] {
  const list = (Array.isArray(resource.identifier) ? resource.identifier : [resource.identifier]) as (
    { system?: string; value?: string } | undefined
  )[];
  return list.flatMap((one) => (one?.system && one.value ? [`${one.system}|${one.value}`] : []));
}

/** What is wrong when a business identifier is to be there from the first version on and stay. */
export function identifierFaults(copy: Copy): string[] {
  const lacking = copy.versions.filter(({ body }) => identifiersOf(body).length === 0);
  if (lacking[0]) return [`version ${lacking[0].versionId} has no identifier with system and value`];
  return neighbours(copy).flatMap(({ before, after }) => {
    const kept = identifiersOf(after.body);
    return identifiersOf(before.body)
      .filter((one) => !kept.includes(one))
      .map((one) => `version ${after.versionId} no longer has the identifier ${one}`);
  });
}

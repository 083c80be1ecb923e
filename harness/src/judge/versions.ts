import type { InstanceKey, Resource } from '../guide/resource.js';
import type { HttpRecord } from '../history/record.js';
import type { AwaitStep, HistoryStep, WriteStep } from '../plan/plan.js';
import { versionless } from '../plan/references.js';
import { shows } from '../plan/shows.js';
import { businessState, canonicalJson, differences } from './compare.js';
import { isSuccess, resourceOf, sentIn, urlWithoutQuery, versionMade, type RunView, type StepView } from './view.js';

/** One version of a resource. */
export interface Version {
  versionId: string;
  body: Resource;
  /** Present when the `_history` says that it was by this that the resource came to be. */
  created?: true;
  /** The id that its server gave it, where something else was seen under that before: `versionId` then tells the two apart. */
  under?: string;
  /** Record of the first look at it; absent when nobody looked. */
  seen?: number;
}

/** All versions of one copy of a resource: what the server's `_history` tells, and what was seen besides. */
export interface VersionList {
  key: InstanceKey;
  /** Actor at whose system it lives. */
  at: string;
  url: string;
  /** Oldest first. */
  versions: Version[];
  /** Ids of those that the `_history` told of; absent when it told nothing. */
  held?: ReadonlySet<string>;
  /** Record of the history. */
  n: number;
  view: StepView & { step: HistoryStep };
}

const listsOf = new WeakMap<RunView, readonly VersionList[]>();
const writesIn = new WeakMap<VersionList, ReadonlyMap<string, HttpRecord>>();

/** Every copy's versions, where the run asked for a history. Made once a run. */
export function versionLists(run: RunView): readonly VersionList[] {
  const lists = listsOf.get(run) ?? readVersionLists(run);
  listsOf.set(run, lists);
  return lists;
}

/**
 * What an actor of the story asks for shows a part of it: the laws judge the whole, which is asked for in the end. A server that keeps no
 * versions, or not all, hides nothing by that: those that were seen when they were the newest are known without it.
 */
function readVersionLists(run: RunView): VersionList[] {
  return run.stepsOf('history').flatMap((view) => {
    const record = view.step.shows ? undefined : historyIn(view);
    if (!record) return [];
    const url = urlWithoutQuery(record).replace(/\/_history$/, '');
    const kept = keptVersions(view);
    const versions = withSeen(kept ?? [], url, record.n, run);
    if (kept === undefined && versions.length === 0) return [];
    const held = kept && new Set(kept.map(({ versionId }) => versionId));
    return [{ key: view.step.key, at: view.step.at, url, versions, ...(held ? { held } : {}), n: record.n, view }];
  });
}

/** The request by which a step asked for a history; those after it ask for further pages of the same. */
function historyIn(view: StepView): HttpRecord | undefined {
  return view.http.find(({ request }) => /\/_history(\?|$)/.test(request.url));
}

/** The versions that a `_history` told of on all its pages, oldest first (R4 http.html#history: newest first); undefined when it told none. */
export function keptVersions(view: StepView): Version[] | undefined {
  const first = historyIn(view);
  const answers = first ? view.http.slice(view.http.indexOf(first)).map((record) => resourceOf(record)) : [];
  const pages = answers.filter((answer) => answer?.resourceType === 'Bundle');
  if (pages.length === 0) return undefined;
  const entries = pages.flatMap((bundle) => (bundle?.entry ?? []) as HistoryEntry[]);
  const versions = entries.flatMap(({ resource, response }): Version[] => {
    const versionId = resource?.meta?.versionId ?? /"([^"]*)"/.exec(response?.etag ?? '')?.[1];
    const created = response?.status?.startsWith('201') ? ({ created: true } as const) : {};
    return resource && versionId !== undefined ? [{ versionId, body: resource, ...created }] : [];
  });
  const oldestFirst = versions.reverse();
  // Pages may overlap: what is told twice is one version, unless it says something else.
  return oldestFirst.filter(
    (one, index) =>
      !oldestFirst.slice(0, index).some((other) => one.versionId === other.versionId && isSame(one, other)),
  );
}

function isSame(one: Version, other: Version): boolean {
  return canonicalJson(one.body) === canonicalJson(other.body);
}

interface HistoryEntry {
  resource?: Resource;
  response?: { status?: string; etag?: string };
}

/**
 * The same with versions that were seen and are not among them, each after the one that was seen before it. A server that changes what a
 * version says, and leaves its id as it was, hides nothing by that either.
 */
function withSeen(kept: readonly Version[], url: string, before: number, run: RunView): Version[] {
  const versions = [...kept];
  let last = -1;
  for (const { url: at, body, record } of run.sightings()) {
    const versionId = body.meta?.versionId;
    if (at !== url || versionId === undefined || record.n > before) continue;
    const known = versions.findIndex(
      (version) => version.versionId === versionId && hasState(version.body, body, url, run),
    );
    const version = versions[known];
    if (!version) versions.splice(last + 1, 0, { versionId, body, seen: record.n });
    else if (version.seen === undefined) versions[known] = { ...version, seen: record.n };
    last = Math.max(last, known < 0 ? last + 1 : known);
  }
  return versions.map((version, index) => toldApart(version, versions.slice(0, index), url, run));
}

/** Whether two say the same of what the parties must agree on: a server may write down the rest in more ways than one. */
function hasState(one: Resource, other: Resource, url: string, run: RunView): boolean {
  const [a, b] = [one, other].map((body) => businessState(run.named(body, url))) as [State, State];
  return differences(a, b).length === 0;
}

type State = ReturnType<typeof businessState>;

/** A version with an id of its own where another before it has the same and says something else. */
function toldApart(version: Version, before: readonly Version[], url: string, run: RunView): Version {
  const { versionId, body } = version;
  const others = before.filter((one) => one.versionId === versionId);
  if (others.length === 0 || others.some((one) => hasState(one.body, body, url, run))) return version;
  return { ...version, versionId: `${versionId} (changed, ${others.length})`, under: versionId };
}

/** One version of a resource, with the record that shows it. */
export interface ShownVersion {
  url: string;
  body: Resource;
  n: number;
}

/**
 * All versions of a resource that an external actor works on, from the last write before a step on (itself one of them): a played
 * actor's by the version that it was answered with, an external actor's by the first version that is as its act leaves it. Empty for
 * what only played actors change: there, what is seen is what counts.
 */
export function versionsSince(key: InstanceKey, step: string, run: RunView): ShownVersion[] {
  const steps = run.steps.map((view) => view.step);
  if (!steps.some((one) => one.kind === 'await' && one.key === key)) return [];
  const writes = steps
    .slice(0, steps.findIndex(({ id }) => id === step) + 1)
    .filter((one): one is WriteStep | AwaitStep => (one.kind === 'write' && !one.refused) || one.kind === 'await')
    .filter((one) => one.key === key);
  return versionLists(run)
    .filter((list) => list.key === key)
    .flatMap((list) => {
      const from = writes.reduce((index, write) => indexAfter(write, index, list, run), 0);
      return list.versions.slice(from).map(({ body }) => ({ url: list.url, body, n: list.n }));
    });
}

/** Index of the version that a write made, at or after `from`; `from` itself when none shows. */
function indexAfter(write: WriteStep | AwaitStep, from: number, list: VersionList, run: RunView): number {
  const record = run.writingsOf(write.id)[0]?.record;
  const versionId = record && versionMade(record, run);
  const index = list.versions.findIndex(
    (version, at) =>
      at >= from &&
      (write.kind === 'write'
        ? version.versionId === versionId
        : shows(run.named(version.body, list.url), write.set, sameKind)),
  );
  return index < 0 ? from : index;
}

/** An external actor refers to resources of its own, which need not be known by the guide's names. */
function sameKind(wanted: string, got: string): boolean {
  return wanted.split('/').at(-2) === got.split('/').at(-2);
}

/** Which actor wrote which version, by what the played actors' writes were answered with. */
export function writersOf(list: VersionList, run: RunView): Map<string, string> {
  return new Map([...writesOf(list, run)].map(([versionId, record]) => [versionId, record.by]));
}

/** The played actors' write that was answered with each version. Made once a list. */
export function writesOf(list: VersionList, run: RunView): ReadonlyMap<string, HttpRecord> {
  const writes = writesIn.get(list) ?? readWrites(list, run);
  writesIn.set(list, writes);
  return writes;
}

function readWrites(list: VersionList, run: RunView): Map<string, HttpRecord> {
  const writes = new Map<string, HttpRecord>();
  for (const record of run.http) {
    const { method } = record.request;
    if ((method !== 'POST' && method !== 'PUT' && method !== 'PATCH') || !isSuccess(record)) continue;
    const versionId = versionMade(record, run);
    const url = method === 'POST' ? createdAt(record, run) : urlWithoutQuery(record);
    if (versionId !== undefined && url === list.url) writes.set(idAmong(list, versionId, record, run), record);
  }
  return writes;
}

/** The id by which a list tells the version that a write made: of several under one id, that which says what was written. */
function idAmong(list: VersionList, versionId: string, record: HttpRecord, run: RunView): string {
  const written = resourceOf(record) ?? sentIn(record);
  const changed = list.versions.filter(({ under }) => under === versionId);
  const first = list.versions.find((version) => version.versionId === versionId);
  if (!written || changed.length === 0 || (first && hasState(first.body, written, list.url, run))) return versionId;
  return changed.find(({ body }) => hasState(body, written, list.url, run))?.versionId ?? versionId;
}

function createdAt(record: HttpRecord, run: RunView): string | undefined {
  const { location } = record.response?.headers ?? {};
  const named = location === undefined ? undefined : versionless(location).split('/').at(-1);
  const url = `${urlWithoutQuery(record)}/${resourceOf(record)?.id ?? named ?? ''}`;
  return run.keyAt(url) === undefined ? undefined : url;
}

import type { InstanceKey, Resource } from '../guide/resource.js';
import type { HttpRecord } from '../history/record.js';
import type { AwaitStep, HistoryStep, WriteStep } from '../plan/plan.js';
import { shows } from '../plan/shows.js';
import { isSuccess, resourceOf, urlWithoutQuery, versionIn, type RunView, type StepView } from './view.js';

/** All versions of one copy of a resource, as the server's `_history` tells them. */
export interface VersionList {
  key: InstanceKey;
  /** Actor at whose system it lives. */
  at: string;
  url: string;
  /** Oldest first. */
  versions: { versionId: string; body: Resource }[];
  /** Record of the history. */
  n: number;
  view: StepView & { step: HistoryStep };
}

const listsOf = new WeakMap<RunView, readonly VersionList[]>();
const writesIn = new WeakMap<VersionList, ReadonlyMap<string, HttpRecord>>();

/** Every version list that the run asked for and got. Made once a run. */
export function versionLists(run: RunView): readonly VersionList[] {
  const lists = listsOf.get(run) ?? readVersionLists(run);
  listsOf.set(run, lists);
  return lists;
}

function readVersionLists(run: RunView): VersionList[] {
  return run.stepsOf('history').flatMap((view) => {
    // What an actor of the story asks for shows a part of it: the laws judge the whole, which is asked for in the end.
    if (view.step.shows) return [];
    const record = view.http.at(-1);
    const bundle = resourceOf(record);
    if (!record || bundle?.resourceType !== 'Bundle') return [];
    const entries = (bundle.entry ?? []) as { resource?: Resource }[];
    const versions = entries
      .flatMap(({ resource }) =>
        resource?.meta?.versionId ? [{ versionId: resource.meta.versionId, body: resource }] : [],
      )
      .reverse();
    const url = urlWithoutQuery(record).replace(/\/_history$/, '');
    return [{ key: view.step.key, at: view.step.at, url, versions, n: record.n, view }];
  });
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
  const versionId = record && versionIn(record);
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
    const versionId = versionIn(record);
    const url = method === 'POST' ? createdAt(record, run) : urlWithoutQuery(record);
    if (versionId !== undefined && url === list.url) writes.set(versionId, record);
  }
  return writes;
}

function createdAt(record: HttpRecord, run: RunView): string | undefined {
  const body = resourceOf(record);
  const url = `${urlWithoutQuery(record)}/${body?.id ?? ''}`;
  return run.keyAt(url) === undefined ? undefined : url;
}

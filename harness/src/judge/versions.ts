import type { InstanceKey, Resource } from '../guide/resource.js';
import type { HistoryStep } from '../plan/plan.js';
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

/** Every version list that the run asked for and got. */
export function versionLists(run: RunView): VersionList[] {
  return run.stepsOf('history').flatMap((view) => {
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

/** Which actor wrote which version, by what the played actors' writes were answered with. */
export function writersOf(list: VersionList, run: RunView): Map<string, string> {
  const writers = new Map<string, string>();
  for (const record of run.http) {
    const { method } = record.request;
    if ((method !== 'POST' && method !== 'PUT' && method !== 'PATCH') || !isSuccess(record)) continue;
    const versionId = versionIn(record);
    const url = method === 'POST' ? createdAt(record, run) : urlWithoutQuery(record);
    if (versionId !== undefined && url === list.url) writers.set(versionId, record.by);
  }
  return writers;
}

function createdAt(record: Parameters<typeof urlWithoutQuery>[0], run: RunView): string | undefined {
  const body = resourceOf(record);
  const url = `${urlWithoutQuery(record)}/${body?.id ?? ''}`;
  return run.keyAt(url) === undefined ? undefined : url;
}

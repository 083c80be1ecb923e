import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { focusReferences } from '../../plan/sides.js';
import { canonicalJson } from '../compare.js';
import type { Law, Result } from '../result.js';
import { isSuccess, sentIn, urlWithoutQuery, type RunView } from '../view.js';
import { coordinationLists } from './outputs.js';
import { referredBy, withBareReferences, withKeys } from './named-references.js';
import { parts } from './task-parts.js';

export const outputChangeAnnounced: Law = {
  id: 'output-change-announced',
  title: 'A change of a shared output is told by its Task',
  requirements: ['output-change-announced'],
};

export const requestAwaitsOutputs: Law = {
  id: 'request-awaits-outputs',
  title: 'A Request is completed after its Coordination Task',
  requirements: ['request-status-after-outputs'],
};

export const copyUnchanged: Law = {
  id: 'copy-unchanged',
  title: 'A copy says what its source says',
  requirements: ['output-copy-unchanged', 'output-copy-provenance'],
};

const ENDED = new Set(['completed', 'rejected', 'failed', 'cancelled', 'entered-in-error']);

/** Judges each change that a played actor made to an output which it had shared: afterwards it changed the Task as well. */
export function judgeChangeAnnounced(run: RunView): Result[] {
  const shared = new Map<InstanceKey, InstanceKey>();
  const changes = new Map<InstanceKey, { task: InstanceKey; record: HttpRecord; told: boolean }>();
  for (const record of writesIn(run)) {
    const key = run.keyAt(urlWithoutQuery(record));
    const body = sentIn(record);
    if (!body) continue;
    if (body.resourceType === 'Task') {
      const task = key ?? run.keyByIdentifier(body);
      if (task) for (const output of outputsIn(body, record, run)) shared.set(output, task);
      for (const change of changes.values())
        if (change.task === task && change.record.by === record.by) change.told = true;
    } else if (key && run.plan.instances[key]?.author === record.by) {
      const task = shared.get(key);
      if (task) changes.set(key, { task, record, told: false });
    }
  }
  return [...changes].map(([key, { task, record, told }]) => ({
    about: key,
    step: record.step,
    verdict: told ? 'pass' : 'fail',
    expected: `${record.by} changes ${task} after it has changed ${key}, which is among the outputs`,
    seen: told ? 'so it did' : 'it did not',
    evidence: [record.n],
  }));
}

/** Judges each completion of a Request by how its Coordination Tasks were known to stand at that moment. */
export function judgeRequestAwaitsOutputs(run: RunView): Result[] {
  const tasks = [...new Set(coordinationLists(run).map((list) => list.key))];
  return writesIn(run).flatMap((record): Result[] => {
    const body = sentIn(record);
    const key = run.keyAt(urlWithoutQuery(record));
    if (!key || record.request.method !== 'PUT' || body?.status !== 'completed') return [];
    const about = tasks.filter((task) => focusReferences(run.guide.instance(task) ?? noTask).includes(key));
    if (about.length === 0) return [];
    const statuses = about.map((task) => statusBefore(task, record, run));
    const good =
      statuses.includes('completed') && statuses.every((status) => status === undefined || ENDED.has(status));
    // What the system under test left undone is no fault of whoever goes on with the story.
    const undone = about.some((task) => run.leftUndone(task, record.step));
    return [
      {
        about: key,
        step: record.step,
        verdict: good ? 'pass' : undone ? 'not-reached' : 'fail',
        expected: `${key} is completed when its Coordination Task is`,
        seen: about.map((task, index) => `${task} was ${statuses[index] ?? 'not seen'}`).join(', '),
        evidence: [record.n],
      },
    ];
  });
}

/**
 * Judges each copy for which a Provenance names the source: in the end both say the same, under the same identifiers. What a played actor
 * copies of a system under test's is the guide's example of it, not what that wrote.
 */
export function judgeCopyUnchanged(run: RunView): Result[] {
  const sightings = run.sightings();
  const last = (key: InstanceKey) => sightings.findLast(({ url }) => run.keyAt(url) === key);
  const sources = new Map<InstanceKey, InstanceKey>();
  for (const { body, url } of sightings) {
    const named = run.named(body, url);
    const source = named.resourceType === 'Provenance' ? sourceIn(named) : undefined;
    const [from] = referredBy(source, run);
    for (const copy of source && from ? referredBy(named.target, run) : []) sources.set(copy, from as InstanceKey);
  }
  return [...sources].flatMap(([copy, from]): Result[] => {
    const [one, other] = [last(copy), last(from)];
    if (!one || !other || (isOfExternal(from, run) && !isOfExternal(copy, run))) return [];
    const differ = differing(contentOf(one.body, one.url, run), contentOf(other.body, other.url, run));
    return [
      {
        about: copy,
        step: one.record.step,
        verdict: differ.length ? 'fail' : 'pass',
        expected: `${copy} says what ${from} says`,
        seen: differ.length ? `they differ in ${differ.join(', ')}` : 'so it does',
        evidence: [one.record.n, other.record.n],
      },
    ];
  });
}

function isOfExternal(key: InstanceKey, run: RunView): boolean {
  return run.externals.includes(run.plan.instances[key]?.author ?? '');
}

const noTask = { resourceType: 'Task' } as Resource;

function writesIn(run: RunView): HttpRecord[] {
  return run.http.filter((record) => ['POST', 'PUT'].includes(record.request.method) && isSuccess(record));
}

function outputsIn(task: Resource, record: HttpRecord, run: RunView): InstanceKey[] {
  const url = urlWithoutQuery(record);
  const named = run.named(task, record.request.method === 'POST' ? `${url}/new` : url);
  return parts(named, 'output').flatMap((part) => referredBy(part.valueReference, run));
}

function statusBefore(task: InstanceKey, record: HttpRecord, run: RunView): string | undefined {
  const before = run.sightings().findLast((one) => one.record.n < record.n && run.keyAt(one.url) === task);
  return before && String(before.body.status);
}

function sourceIn(provenance: Resource): unknown {
  const entities = (provenance.entity ?? []) as { role?: string; what?: unknown }[];
  return entities.find(({ role }) => role === 'source')?.what;
}

/** What a resource says: all but its id, version and narrative, with references by name. */
function contentOf(body: Resource, url: string, run: RunView): Record<string, unknown> {
  const { id: _id, meta: _meta, text: _text, ...content } = withKeys(run.named(body, url), run);
  return withBareReferences(content) as Record<string, unknown>;
}

function differing(one: Record<string, unknown>, other: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => canonicalJson(one[name]) !== canonicalJson(other[name]));
}

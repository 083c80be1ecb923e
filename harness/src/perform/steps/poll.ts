import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { InformStep } from '../../plan/plan.js';
import { referenceKey } from '../../plan/sides.js';
import { OK, type Outcome, type RunContext } from '../context.js';
import { etagOf } from '../ledger.js';
import { identifierQuery, look, searchAll } from './read.js';

/** The actor looks at the other's system until it sees the change. */
export async function performPoll(step: InformStep, run: RunContext): Promise<Outcome> {
  const url = run.ledger.url(step.key, step.at);
  if (!url) return { outcome: 'skipped', reason: `${step.key} is nowhere` };
  const until = performance.now() + run.target.boundMs;
  for (;;) {
    if (await sees(url, step, run)) return OK;
    if (performance.now() >= until) break;
    await pause(run);
  }
  return { outcome: 'late', reason: `the search did not show the change within ${run.target.boundMs} ms` };
}

async function sees(url: string, step: InformStep, run: RunContext): Promise<boolean> {
  const query = queryFor(step, url, run);
  if (!query) return (await look(url, step.id, step.to, step.at, run)) !== undefined;
  const search = { step: step.id, by: step.to, at: step.at, url: `${run.base(step.at)}/${query}` };
  const isIt = (resource: Resource): boolean => url.endsWith(`/${resource.resourceType}/${resource.id ?? ''}`);
  const matches = await searchAll(search, run, (found) => found.some(isIt));
  const found = matches?.find(isIt);
  const etag = etagOf(found?.meta?.versionId);
  const isNew = found !== undefined && (etag === undefined || !run.ledger.isOutdated(url, etag));
  if (isNew) {
    await lookByChange(found, search, run);
    await lookByStatus(found, search, run);
  }
  return isNew;
}

/** The same search once more, for what has changed since the Task did, by the server's own clock: evidence for the laws. */
async function lookByChange(
  task: Resource,
  { step, by, at, url }: { step: string; by: string; at: string; url: string },
  run: RunContext,
): Promise<void> {
  const changed = task.meta?.lastUpdated;
  if (changed === undefined || !/\/Task\?(owner|requester)=/.test(url)) return;
  await run.send(step, by, at, { method: 'GET', url: `${url}&_lastUpdated=ge${encodeURIComponent(changed)}` });
}

/** The same search once more, for the status that the Task was shown with, and for one that it has not: evidence for the laws. */
async function lookByStatus(
  task: Resource,
  { step, by, at, url }: { step: string; by: string; at: string; url: string },
  run: RunContext,
): Promise<void> {
  if (!/\/Task\?(owner|requester)=/.test(url) || typeof task.status !== 'string') return;
  for (const status of [task.status, NOT_MEANT])
    await run.send(step, by, at, { method: 'GET', url: `${url}&status=${status}` });
}

/** A status in which no Task of a story ends: it would be a mistake that there is one. */
const NOT_MEANT = 'entered-in-error';

/** What a polling party asks for: its own Tasks, newest first; of other types, the resource by its identifier. */
function queryFor(step: InformStep, url: string, run: RunContext): string | undefined {
  const state = run.copies.any(step.key, step.at) as Resource;
  const told = run.plan.actors.find((actor) => actor.name === step.to);
  const self = told && (run.reference(told.as, step.at) ?? told.as);
  const role = told && (['owner', 'requester'] as const).find((side) => referenceKey(state[side]) === told.as);
  if (step.key.startsWith('Task/') && role && self) {
    return `Task?${role}=${encodeURIComponent(self)}&_sort=-_lastUpdated&_count=50`;
  }
  const query = isOfExternal(step.key, run)
    ? queryAsSeen(step.to, url, run)
    : identifierQuery(run.localizedValue(state, step.at));
  return query && `${state.resourceType}?${query}`;
}

/** Whether a system under test wrote the instance: then it has an identifier of that system's own, or none. */
function isOfExternal(key: InstanceKey, run: RunContext): boolean {
  const author = run.plan.instances[key]?.author;
  return run.plan.actors.some(({ name, external }) => external && name === author);
}

/** What finds a resource as an actor saw it last: by its identifier, or, where it saw none, by its id. */
function queryAsSeen(actor: string, url: string, run: RunContext): string {
  const seen = run.ledger.view(actor, url)?.body;
  return (seen && identifierQuery(seen)) ?? `_id=${encodeURIComponent(url.split('/').at(-1) ?? '')}`;
}

/** Waits for the poll's interval, or until something arrives. */
async function pause(run: RunContext): Promise<void> {
  const before = run.inbox.all().length;
  await run.inbox.waitFor(() => run.inbox.all().length > before, run.target.pollMs);
}

import type { Resource } from '../../guide/resource.js';
import type { AwaitStep } from '../../plan/plan.js';
import { absolute, keyOfReference } from '../../plan/references.js';
import { shows } from '../../plan/shows.js';
import { withSet } from '../../plan/state.js';
import { etagIn, OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import { bindByShape } from './bind-by-shape.js';
import { entriesOf, locate, look, searchAll } from './read.js';

/** Waits (bounded) until the system under test has done what its actor should do here, looking as the observer. */
export async function performAwait(step: AwaitStep, run: RunContext): Promise<Outcome> {
  const broken = run.broken.get(step.key);
  if (broken) return { outcome: 'skipped', reason: broken };
  if (step.op === 'create') run.copies.set(step.key, step.at, run.guide.instance(step.key) as Resource);
  // A Request or an Event of an external author is found by following the Task that refers to it.
  if (step.op === 'create' && !step.key.startsWith('Task/')) return OK;
  const until = performance.now() + run.target.actMs;
  while (performance.now() < until && !run.signal?.aborted) {
    const outcome = step.op === 'create' ? await appears(step, run) : await changes(step, run);
    if (outcome) {
      run.copies.set(step.key, step.at, withSet(run.copies.any(step.key, step.at) as Resource, step.set));
      return outcome;
    }
    const before = run.inbox.all().length;
    await run.inbox.waitFor(() => run.inbox.all().length > before, run.target.pollMs);
  }
  if (run.signal?.aborted) return { outcome: 'skipped', reason: 'interrupted' };
  run.broken.set(step.key, `${step.by} did not act within ${run.target.actMs} ms`);
  return { outcome: 'late', reason: `${step.by} did not act within ${run.target.actMs} ms` };
}

/** A new Task with the expected code, which leads where it should and is not bound yet: the newest such is it. */
async function appears(step: AwaitStep, run: RunContext): Promise<Outcome | undefined> {
  const base = run.base(step.at);
  const url = `${base}/Task?_sort=-_lastUpdated&_count=50`;
  // Newest first: what is older than the run is none of it.
  const old = (found: readonly Resource[]): boolean =>
    Date.parse(found.at(-1)?.meta?.lastUpdated ?? '') < run.startedMs;
  const tasks = await searchAll({ step: step.id, by: step.observer, at: step.at, url }, run, old);
  if (!tasks) return undefined;
  const expected = run.copies.any(step.key, step.at) as Resource;
  const { code, focus, owner, requester } = expected;
  const wanted = Object.fromEntries(
    Object.entries({ code, focus, owner, requester }).filter(([, value]) => value !== undefined),
  );
  const candidate = tasks.find(
    (task) =>
      run.ledger.keyAt(`${base}/Task/${task.id ?? ''}`) === undefined &&
      Date.parse(task.meta?.lastUpdated ?? '') >= run.startedMs &&
      shows(task, wanted, (key, got) => mayBe(key, got, base, run)),
  );
  if (!candidate) return undefined;
  const found = `${base}/Task/${candidate.id ?? ''}`;
  run.bind(step.key, step.at, found);
  await bindByShape(expected, candidate, base, step, run);
  run.ledger.saw(step.observer, found, { body: candidate });
  return OK;
}

/**
 * The resource has the state that the act would have brought about, now or in an older version: an external actor may act faster than
 * we look. Or it has gone on to a later act's state without this one, which is said.
 */
async function changes(step: AwaitStep, run: RunContext): Promise<Outcome | undefined> {
  const url = await locate(step.key, step.at, step.observer, step.id, run);
  const body = url && (await look(url, step.id, step.observer, step.at, run));
  if (!url || !body) return undefined;
  const base = url.replace(/\/[^/]+\/[^/]+$/, '');
  const isAs = (version: Resource, set: Record<string, unknown>): boolean =>
    shows(version, set, (key, got) => mayBe(key, got, base, run));
  const version = isAs(body, step.set)
    ? body
    : (await versionsOf(url, step, run)).find((older) => isAs(older, step.set));
  if (version) {
    await bindByShape({ resourceType: body.resourceType, ...step.set }, version, base, step, run);
    return OK;
  }
  const skipped = laterSets(step, run).some((set) => isAs(body, set));
  return skipped ? { outcome: 'ok', reason: `${step.by} went on without this` } : undefined;
}

async function versionsOf(url: string, step: AwaitStep, run: RunContext): Promise<Resource[]> {
  const history = `${url}/_history?_count=200`;
  const { answer } = await run.send(step.id, step.observer, step.at, { method: 'GET', url: history });
  if (!succeeded(answer)) return [];
  const etag = etagIn(answer);
  if (etag) run.ledger.noteVersion(url, etag);
  return entriesOf(resourceIn(answer));
}

/** What later acts that are awaited make of the resource, where a status tells them apart from what was before. */
function laterSets(step: AwaitStep, run: RunContext): Record<string, unknown>[] {
  const awaits = run.plan.acts
    .flatMap((act) => act.steps)
    .filter((one): one is AwaitStep => one.kind === 'await' && one.key === step.key && one.op === 'update');
  const status = awaits
    .slice(0, awaits.findIndex(({ id }) => id === step.id) + 1)
    .flatMap(({ set }) => set.status ?? [])
    .at(-1);
  return awaits
    .slice(awaits.findIndex(({ id }) => id === step.id) + 1)
    .map(({ set }) => set)
    .filter((set) => set.status !== undefined && set.status !== status);
}

/**
 * Whether a reference in what an external actor wrote may stand for an instance: it leads to where that is known to be. What is not
 * known yet, and what was there before (an external actor has records of its own), is told by its type alone.
 */
function mayBe(wanted: string, got: string, base: string, run: RunContext): boolean {
  const key = keyOfReference(wanted);
  const url = absolute(got, base);
  if (key === undefined) return wanted === got;
  const known = run.plan.instances[key]?.given ? [] : run.ledger.urlsOf(key);
  return known.length > 0 ? known.includes(url) : url.split('/').at(-2) === key.split('/')[0];
}

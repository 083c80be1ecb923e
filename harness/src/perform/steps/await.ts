import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '../../guide/resource.js';
import type { AwaitStep } from '../../plan/plan.js';
import { absolute, keyOfReference } from '../../plan/references.js';
import { shows } from '../../plan/shows.js';
import { withSet } from '../../plan/state.js';
import { etagIn, OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import { bindByShape } from './bind-by-shape.js';
import { expected, recognize } from './recognize.js';
import { entriesOf, locate, look, searchAll } from './read.js';

/** Waits (bounded) until the system under test has done what its actor should do here, looking as the observer. */
export async function performAwait(step: AwaitStep, run: RunContext): Promise<Outcome> {
  const broken = run.broken.get(step.key);
  if (broken) return { outcome: 'skipped', reason: broken };
  if (step.op === 'create') run.copies.set(step.key, step.at, run.guide.instance(step.key) as Resource);
  // A Request or an Event of an external author is found by following the Task that refers to it.
  if (step.op === 'create' && !step.key.startsWith('Task/')) return OK;
  const until = performance.now() + run.target.actMs;
  let told = false;
  while (performance.now() < until && !run.signal?.aborted) {
    const outcome = step.op === 'create' ? await appears(step, run) : await changes(step, run);
    if (outcome && outcome.outcome !== 'ok') return outcome;
    if (outcome) {
      run.copies.set(step.key, step.at, withSet(run.copies.any(step.key, step.at) as Resource, step.set));
      return outcome;
    }
    if (!told) run.onWait?.(waitingFor(step, run));
    told = true;
    const before = run.inbox.all().length;
    await run.inbox.waitFor(() => run.inbox.all().length > before, run.target.pollMs);
  }
  if (run.signal?.aborted) return { outcome: 'skipped', reason: 'interrupted' };
  return giveUp(step, `${step.by} did not act within ${run.target.actMs} ms`, run);
}

/** What somebody has to do now, where, and how long it may take, in words. */
function waitingFor({ by, key, at, op, set }: AwaitStep, run: RunContext): string {
  const act = op === 'create' ? `a new Task, as ${key}` : `${key} -> ${expected(set)}`;
  const where = op === 'create' ? `${run.base(at)}/Task` : (run.ledger.url(key, at) ?? run.ledger.urlsOf(key)[0]);
  return `waiting (up to ${run.target.actMs / 1000} s) for ${by}: ${act} (${where ?? 'not found yet'})`;
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
  const instance = run.copies.any(step.key, step.at) as Resource;
  const { code, focus, owner, requester } = instance;
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
  await bindByShape(instance, candidate, base, step, run);
  run.ledger.saw(step.observer, found, { body: candidate });
  return OK;
}

/**
 * The act shows in a version since the act before it, the newest or an older one: an external actor may act faster than we look. Or the
 * resource has gone on to a later act's state without this one, or to where this one cannot come any more, which is said.
 */
async function changes(step: AwaitStep, run: RunContext): Promise<Outcome | undefined> {
  const url = await locate(step.key, step.at, step.observer, step.id, run);
  const body = url && (await look(url, step.id, step.observer, step.at, run));
  if (!url || !body) return undefined;
  const base = url.replace(/\/[^/]+\/[^/]+$/, '');
  const isAs = (version: Resource, set: Record<string, unknown>): boolean =>
    shows(version, set, (key, got) => mayBe(key, got, base, run));
  const { before, since } = await sinceLastAct(url, body, step, run);
  const recognized = recognize({ set: step.set, later: laterSets(step, run), before, since, isAs });
  switch (recognized?.kind) {
    case 'acted':
      run.ledger.leave(url, recognized.version);
      await bindByShape({ resourceType: body.resourceType, ...step.set }, recognized.version, base, step, run);
      return OK;
    case 'passed-over':
      return { outcome: 'ok', reason: `${step.by} went on without this` };
    case 'over':
      return giveUp(step, `${step.by} ${recognized.why}`, run);
    case undefined:
      return undefined;
  }
}

/** A wait that is given up: what comes after it on this resource proves nothing. */
function giveUp(step: AwaitStep, reason: string, run: RunContext): Outcome {
  run.broken.set(step.key, reason);
  return { outcome: 'late', reason };
}

/** What the last act left, and all versions since, oldest first; of a server that tells no history the newest alone. */
async function sinceLastAct(
  url: string,
  body: Resource,
  step: AwaitStep,
  run: RunContext,
): Promise<{ before: Resource | undefined; since: Resource[] }> {
  const left = run.ledger.left(url);
  if (left && isSameVersion(left, body)) return { before: left, since: [] };
  const told = (await versionsOf(url, step, run)).reverse();
  const versions = told.some((version) => isSameVersion(version, body)) ? told : [...told, body];
  if (!left) return { before: undefined, since: versions };
  const same = versions.findLastIndex((version) => isSameVersion(left, version));
  // What a write was answered with may be told otherwise in the history; then the id says which it is, where ids tell versions apart.
  const byId = body.meta?.versionId === left.meta?.versionId ? -1 : lastWithId(left.meta?.versionId, versions);
  const index = same >= 0 ? same : byId;
  return { before: left, since: versions.slice(index + 1) };
}

function lastWithId(versionId: string | undefined, versions: readonly Resource[]): number {
  return versions.findLastIndex(({ meta }) => meta?.versionId === versionId);
}

/** A server that gives two versions one id is told by what they say. */
function isSameVersion(one: Resource, other: Resource): boolean {
  const { meta: ofOne, ...oneSays } = one;
  const { meta: ofOther, ...otherSays } = other;
  return ofOne?.versionId === ofOther?.versionId && isDeepStrictEqual(oneSays, otherSays);
}

async function versionsOf(url: string, step: AwaitStep, run: RunContext): Promise<Resource[]> {
  const history = `${url}/_history?_count=200`;
  const { answer } = await run.send(step.id, step.observer, step.at, { method: 'GET', url: history });
  if (!succeeded(answer)) return [];
  const etag = etagIn(answer);
  if (etag) run.ledger.noteVersion(url, etag);
  return entriesOf(resourceIn(answer));
}

/** What later acts that are awaited make of the resource. */
function laterSets(step: AwaitStep, run: RunContext): Record<string, unknown>[] {
  const awaits = run.plan.acts
    .flatMap((act) => act.steps)
    .filter((one): one is AwaitStep => one.kind === 'await' && one.key === step.key && one.op === 'update');
  return awaits.slice(awaits.findIndex(({ id }) => id === step.id) + 1).map(({ set }) => set);
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

import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { AwaitStep } from '../../plan/plan.js';
import { eachReference, keyOfReference } from '../../plan/references.js';
import { withSet } from '../../plan/state.js';
import { etagIn, OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import { entriesOf, locate, look } from './read.js';

/** Waits (bounded) until the system under test has done what its actor should do here, looking as the observer. */
export async function performAwait(step: AwaitStep, run: RunContext): Promise<Outcome> {
  const broken = run.broken.get(step.key);
  if (broken) return { outcome: 'skipped', reason: broken };
  if (step.op === 'create') run.copies.set(step.key, step.at, run.guide.instance(step.key) as Resource);
  // A Request or an Event of an external author is found by following the Task that refers to it.
  if (step.op === 'create' && !step.key.startsWith('Task/')) return OK;
  const until = performance.now() + run.target.actMs;
  while (performance.now() < until) {
    if (step.op === 'create' ? await appears(step, run) : await changes(step, run)) {
      run.copies.set(step.key, step.at, withSet(run.copies.any(step.key, step.at) as Resource, step.set));
      return OK;
    }
    const before = run.inbox.all().length;
    await run.inbox.waitFor(() => run.inbox.all().length > before, run.target.pollMs);
  }
  run.broken.set(step.key, `${step.by} did not act within ${run.target.actMs} ms`);
  return { outcome: 'late', reason: `${step.by} did not act within ${run.target.actMs} ms` };
}

/** A new Task with the expected code and owner, not bound yet: the newest such is it. */
async function appears(step: AwaitStep, run: RunContext): Promise<boolean> {
  const base = run.base(step.at);
  const url = `${base}/Task?_sort=-_lastUpdated&_count=50`;
  const { answer } = await run.send(step.id, step.observer, step.at, { method: 'GET', url });
  if (!succeeded(answer)) return false;
  const expected = run.copies.any(step.key, step.at) as Resource;
  const candidate = entriesOf(resourceIn(answer)).find((task) => {
    const at = `${base}/Task/${task.id ?? ''}`;
    return (
      run.ledger.keyAt(at) === undefined &&
      sameCode(task, expected) &&
      Date.parse(task.meta?.lastUpdated ?? '') >= run.startedMs
    );
  });
  if (!candidate) return false;
  const found = `${base}/Task/${candidate.id ?? ''}`;
  run.bind(step.key, step.at, found);
  bindByShape(expected, candidate, base, step.by, run);
  run.ledger.saw(step.observer, found, { body: candidate });
  return true;
}

function sameCode(a: Resource, b: Resource): boolean {
  const codes = (task: Resource): string[] =>
    ((task.code as { coding?: { code?: string }[] } | undefined)?.coding ?? []).map((coding) => coding.code ?? '');
  return codes(a).some((code) => codes(b).includes(code));
}

/**
 * What the expected instance refers to at a place, the real resource refers to at the same place: so the flow's instances
 * get their URLs although somebody else made them.
 */
function bindByShape(expected: Resource, actual: Resource, base: string, author: string, run: RunContext): void {
  for (const element of Object.keys(expected)) {
    const wanted = firstReference(expected[element]);
    const got = firstReference(actual[element]);
    const key: InstanceKey | undefined = keyOfReference(wanted);
    if (!key || got === undefined || run.ledger.url(key, author)) continue;
    if (run.plan.instances[key]?.given) continue;
    run.bind(key, run.plan.instances[key]?.homes[0] ?? author, /^https?:/.test(got) ? got : `${base}/${got}`);
  }
}

function firstReference(value: unknown): string | undefined {
  let first: string | undefined;
  eachReference(value, (reference) => (first ??= reference));
  return first;
}

/** The resource has the state that the act would have brought about (or has moved on from it). */
async function changes(step: AwaitStep, run: RunContext): Promise<boolean> {
  const url = await locate(step.key, step.at, step.observer, step.id, run);
  if (!url) return false;
  const body = await look(url, step.id, step.observer, step.at, run);
  if (!body) return false;
  const wanted = step.set.status;
  if (wanted === undefined || body.status === wanted) return bindOutputs(step, body, url, run);
  return passedThrough(step, url, String(wanted), run);
}

/** An external actor may act faster than we look: then the state stands in an older version. */
async function passedThrough(step: AwaitStep, url: string, wanted: string, run: RunContext): Promise<boolean> {
  const { answer } = await run.send(step.id, step.observer, step.at, {
    method: 'GET',
    url: `${url}/_history?_count=200`,
  });
  if (!succeeded(answer)) return false;
  const etag = etagIn(answer);
  if (etag) run.ledger.noteVersion(url, etag);
  return entriesOf(resourceIn(answer)).some((version) => version.status === wanted);
}

function bindOutputs(step: AwaitStep, body: Resource, url: string, run: RunContext): boolean {
  const base = url.replace(/\/[^/]+\/[^/]+$/, '');
  bindByShape({ resourceType: body.resourceType, ...step.set }, body, base, step.by, run);
  return true;
}

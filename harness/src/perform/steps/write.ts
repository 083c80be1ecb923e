import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { Resource } from '../../guide/resource.js';
import type { WriteStep } from '../../plan/plan.js';
import { shiftDate } from '../../plan/localize.js';
import { referredKeys } from '../../plan/references.js';
import { withSet } from '../../plan/state.js';
import { etagIn, locationIn, OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import type { Answer } from '../http.js';
import { findByIdentifier, locate, look } from './read.js';
import { withoutVersion } from '../without-version.js';

/** Creates or updates a resource, as a played actor. Who `mayLose` against others at the same time leaves nothing broken by that. */
export async function performWrite(step: WriteStep, run: RunContext, mayLose = false): Promise<Outcome> {
  const broken = run.broken.get(step.key);
  if (broken) return { outcome: 'skipped', reason: broken };
  const result = step.op === 'create' ? await create(step, run) : await update(step, run);
  if (result.outcome !== 'ok' && !step.refused && !mayLose) run.broken.set(step.key, `${step.id} did not go through`);
  return result;
}

async function create(step: WriteStep, run: RunContext): Promise<Outcome> {
  const content = withSet(run.guide.instance(step.key) as Resource, step.set);
  run.copies.set(step.key, step.at, content);
  await bindReferred(content, step, run);
  const undone = leftUndone(content, step, run);
  if (undone) return { outcome: 'skipped', reason: undone };
  const body = run.tagged(run.localized(step.key, step.at));
  delete body.id;
  const base = run.base(step.at);
  const headers = { prefer: 'return=representation' };
  const { answer } = await run.send(step.id, step.by, step.at, {
    method: 'POST',
    url: `${base}/${body.resourceType}`,
    headers,
    body,
  });
  if (!succeeded(answer)) return refusedBy(answer);
  const id = resourceIn(answer)?.id;
  const url = locationIn(answer, base) ?? (id ? `${base}/${body.resourceType}/${id}` : undefined);
  if (url) run.bind(step.key, step.at, url);
  const where = url ?? (await findByIdentifier(step.key, step.at, step.by, step.id, run));
  if (!where) return { outcome: 'refused', reason: 'the server did not say where the resource is' };
  await remember(step, where, body, answer, run);
  return OK;
}

async function update(step: WriteStep, run: RunContext): Promise<Outcome> {
  const url = await locate(step.key, step.at, step.by, step.id, run);
  if (!url) return { outcome: 'skipped', reason: `${step.by} cannot find ${step.key}` };
  const seen = run.ledger.view(step.by, url);
  const before = seen?.body && seen.etag ? seen.body : await look(url, step.id, step.by, step.at, run);
  if (!before) return { outcome: 'refused', reason: `${step.key} cannot be read before it is updated` };
  await bindReferred(step.set, step, run);
  const body = stamped(before, changed(before, step, run));
  const ifMatch = guardOf(step, url, run);
  if (step.guard === 'stale' && !ifMatch) return { outcome: 'skipped', reason: 'no older version is known' };
  const headers = { prefer: 'return=representation', ...(ifMatch ? { 'if-match': ifMatch } : {}) };
  const { answer } = await run.send(step.id, step.by, step.at, { method: 'PUT', url, headers, body });
  if (!succeeded(answer)) return refusedBy(answer);
  await remember(step, url, body, answer, run);
  if (!step.refused) keep(step, body, run);
  return OK;
}

/** What a system under test should have made before this can refer to it, in words: a reference to nothing would be our own fault. */
function leftUndone(content: Resource, step: WriteStep, run: RunContext): string | undefined {
  const external = new Set(run.plan.actors.filter((actor) => actor.external).map(({ name }) => name));
  const missing = referredKeys(content).find((key) => {
    const instance = run.plan.instances[key];
    const isTheirs = instance !== undefined && !instance.given && external.has(instance.author);
    return isTheirs && !run.isElsewhere(key) && run.reference(key, step.at) === undefined;
  });
  return (
    missing &&
    `${missing}, to which it refers, is nowhere: ${run.plan.instances[missing]?.author ?? ''} has not made it`
  );
}

/** The resource as the actor saw it, with the step's elements set; its version is said in If-Match, not in the body. */
function changed(before: Resource, step: WriteStep, run: RunContext): Resource {
  const set = run.localizedValue({ resourceType: before.resourceType, ...step.set }, step.at);
  return withoutVersion(withSet(before, set));
}

function guardOf(step: WriteStep, url: string, run: RunContext): string | undefined {
  if (step.guard === 'none') return undefined;
  return step.guard === 'stale' ? run.ledger.staleVersion(url) : run.ledger.view(step.by, url)?.etag;
}

/** The content that an update left, in the guide's names. */
function keep(step: WriteStep, sent: Resource, run: RunContext): void {
  const after = withSet(run.copies.any(step.key, step.at) as Resource, step.set);
  const { lastModified } = sent;
  const told = typeof lastModified === 'string' ? { lastModified: shiftDate(lastModified, -run.shiftMs) } : {};
  run.copies.set(step.key, step.at, sent.resourceType === 'Task' ? { ...after, ...told } : after);
}

/**
 * A Task that says when it was last modified says so of every change (R4 Task.lastModified), never earlier than before: the story's
 * clock may be ahead of ours. `shiftMs`: how far ahead of the story the run is, when the resource has the story's dates.
 */
export function stamped(before: Resource, after: Resource, shiftMs = 0): Resource {
  if (after.resourceType !== 'Task' || before.lastModified === undefined) return after;
  const last = Date.parse(String(before.lastModified));
  return { ...after, lastModified: new Date(Math.max(Date.now() - shiftMs, last + 1)).toISOString() };
}

/** In messaging a party may refer to what only a message brought it: such copies are looked up first. */
async function bindReferred(value: unknown, step: WriteStep, run: RunContext): Promise<void> {
  if (!eachKeepsCopies(run.plan)) return;
  for (const key of referredKeys(value)) await locate(key, step.at, step.by, step.id, run);
}

/** Who is not shown what it has written, which a server need not do (R4 http.html#ops, Prefer), looks at it. */
async function remember(step: WriteStep, url: string, sent: Resource, answer: Answer, run: RunContext): Promise<void> {
  const answered = resourceIn(answer);
  const body = answered?.resourceType === sent.resourceType ? answered : undefined;
  run.ledger.saw(step.by, url, { body: body ?? { ...sent, id: url.split('/').pop() }, etag: etagIn(answer) });
  const left = body ?? (await look(url, step.id, step.by, step.at, run));
  if (left && !step.refused) run.ledger.leave(url, left);
}

function refusedBy(answer: Answer | undefined): Outcome {
  return { outcome: 'refused', reason: answer ? `the server answered ${answer.status}` : 'no answer came' };
}

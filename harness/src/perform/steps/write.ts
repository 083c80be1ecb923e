import type { Resource } from '../../guide/resource.js';
import type { WriteStep } from '../../plan/plan.js';
import { referredKeys } from '../../plan/references.js';
import { withSet } from '../../plan/state.js';
import { etagIn, locationIn, OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import type { Answer } from '../http.js';
import { findByIdentifier, locate, look } from './read.js';

/** Creates or updates a resource, as a played actor. */
export async function performWrite(step: WriteStep, run: RunContext): Promise<Outcome> {
  const broken = run.broken.get(step.key);
  if (broken) return { outcome: 'skipped', reason: broken };
  const result = step.op === 'create' ? await create(step, run) : await update(step, run);
  if (result.outcome !== 'ok' && !step.refused) run.broken.set(step.key, `${step.id} did not go through`);
  return result;
}

async function create(step: WriteStep, run: RunContext): Promise<Outcome> {
  const content = withSet(run.guide.instance(step.key) as Resource, step.set);
  run.state.set(step.key, content);
  await bindReferred(content, step, run);
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
  if (step.refused) return OK;
  const id = resourceIn(answer)?.id;
  const url = locationIn(answer, base) ?? (id ? `${base}/${body.resourceType}/${id}` : undefined);
  if (url) run.bind(step.key, step.at, url);
  const where = url ?? (await findByIdentifier(step.key, step.at, step.by, step.id, run));
  if (!where) return { outcome: 'refused', reason: 'the server did not say where the resource is' };
  remember(step, where, body, answer, run);
  return OK;
}

async function update(step: WriteStep, run: RunContext): Promise<Outcome> {
  const url = await locate(step.key, step.at, step.by, step.id, run);
  if (!url) return { outcome: 'skipped', reason: `${step.by} cannot find ${step.key}` };
  const seen = run.ledger.view(step.by, url);
  const before = seen?.body && seen.etag ? seen.body : await look(url, step.id, step.by, step.at, run);
  if (!before) return { outcome: 'refused', reason: `${step.key} cannot be read before it is updated` };
  await bindReferred(step.set, step, run);
  const body = changed(before, step, run);
  const ifMatch = guardOf(step, url, run);
  if (step.guard === 'stale' && !ifMatch) return { outcome: 'skipped', reason: 'no older version is known' };
  const headers = { prefer: 'return=representation', ...(ifMatch ? { 'if-match': ifMatch } : {}) };
  const { answer } = await run.send(step.id, step.by, step.at, { method: 'PUT', url, headers, body });
  if (!succeeded(answer)) return refusedBy(answer);
  remember(step, url, body, answer, run);
  if (!step.refused) run.state.set(step.key, withSet(run.state.get(step.key) as Resource, step.set));
  return OK;
}

/** The resource as the actor saw it, with the step's elements set; its version is said in If-Match, not in the body. */
function changed(before: Resource, step: WriteStep, run: RunContext): Resource {
  const set = run.localizedValue({ resourceType: before.resourceType, ...step.set }, step.at);
  const body = withSet(before, set);
  if (before.meta) {
    const { versionId: _version, lastUpdated: _updated, ...meta } = before.meta;
    body.meta = meta;
  }
  return body;
}

function guardOf(step: WriteStep, url: string, run: RunContext): string | undefined {
  if (step.guard === 'none') return undefined;
  return step.guard === 'stale' ? run.ledger.staleVersion(url) : run.ledger.view(step.by, url)?.etag;
}

/** In messaging a party may refer to what only a message brought it: such copies are looked up first. */
async function bindReferred(value: unknown, step: WriteStep, run: RunContext): Promise<void> {
  if (run.plan.exchange !== 'messaging') return;
  for (const key of referredKeys(value)) await locate(key, step.at, step.by, step.id, run);
}

function remember(step: WriteStep, url: string, sent: Resource, answer: Answer, run: RunContext): void {
  const answered = resourceIn(answer);
  const body = answered?.resourceType === sent.resourceType ? answered : undefined;
  run.ledger.saw(step.by, url, { body: body ?? { ...sent, id: url.split('/').pop() }, etag: etagIn(answer) });
}

function refusedBy(answer: Answer | undefined): Outcome {
  return { outcome: 'refused', reason: answer ? `the server answered ${answer.status}` : 'no answer came' };
}

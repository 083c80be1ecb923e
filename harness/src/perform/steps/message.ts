import type { InstanceKey, Resource } from '../../guide/resource.js';
import { withLogicalReferences } from '../../plan/logical-references.js';
import type { InformStep } from '../../plan/plan.js';
import { withSet } from '../../plan/state.js';
import { OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import { buildMessage, headerOf, type Envelope, type MessageEntry } from '../message.js';
import { locate, look } from './read.js';
import { stamped } from './write.js';

/** Sends a message to the other actor and reads its acknowledgement; the first of a run is sent twice. */
export async function performMessage(step: InformStep, run: RunContext): Promise<Outcome> {
  const entries = step.carries === 'content' ? contentEntries(step, run) : await pointerEntries(step, run);
  if (!entries) return { outcome: 'skipped', reason: `${step.by} cannot find ${step.key}` };
  const url = destinationOf(step, run);
  const message = tagged(buildMessage(envelopeOf(step, url, run), entries), run);
  let outcome = OK;
  for (let time = 0; time < (step.twice ? 2 : 1); time++) {
    const { answer } = await run.send(step.id, step.by, step.to, { method: 'POST', url, body: message });
    const header = headerOf(resourceIn(answer));
    const code = (header?.response as { code?: string } | undefined)?.code;
    if (!succeeded(answer) || code !== 'ok') {
      const reason = `the message was not acknowledged as ok (${answer?.status ?? 'no answer'}, ${code ?? 'no code'})`;
      outcome = { outcome: 'refused', reason };
    }
  }
  if (outcome === OK && step.carries === 'content') handOver(step, run);
  return outcome;
}

/** A server may keep the message and its header too. */
function tagged(message: Resource, run: RunContext): Resource {
  const [header, ...entries] = message.entry as [MessageEntry, ...MessageEntry[]];
  return run.tagged({ ...message, entry: [{ ...header, resource: run.tagged(header.resource) }, ...entries] });
}

function envelopeOf(step: InformStep, destination: string, run: RunContext): Envelope {
  return {
    bundleId: run.uuid(),
    headerId: run.uuid(),
    canonical: run.guide.canonical,
    event: step.carries === 'content' ? 'coordination-content' : 'coordination-changed',
    source: `${run.endpoint.urlFor(run.token, step.by)}/$process-message`,
    destination,
    timestamp: new Date().toISOString(),
  };
}

/** From now on the receiver has what the message brought, but for what is its own: of that it knows better. */
function handOver(step: InformStep, run: RunContext): void {
  for (const key of step.bundle ?? []) {
    const content = run.copies.get(key, step.at);
    const own = !key.startsWith('Task/') && run.plan.instances[key]?.author === step.to;
    if (content && !own) run.copies.set(key, run.holderOf(step.to), content);
    // On one server the receiver's copy is the sender's too, and the message may have made another version of it.
    const url = run.ledger.url(key, step.at);
    if (url?.startsWith(`${run.base(step.to)}/`)) run.ledger.distrust(step.by, url);
  }
}

/** The receiver's server when it takes messages, else the harness's own endpoint in its stead. */
function destinationOf(step: InformStep, run: RunContext): string {
  const receiver = run.plan.actors.find((actor) => actor.name === step.to);
  if (receiver?.external || run.claims(step.to).processMessage) return `${run.base(step.to)}/$process-message`;
  const why = 'the server does not claim $process-message, so the harness takes the message in its stead';
  run.recorder.add({ kind: 'substituted', step: step.id, actor: step.to, what: 'message-endpoint', why });
  return `${run.endpoint.urlFor(run.token, step.to)}/$process-message`;
}

/**
 * All that the receiver needs, each resource under a urn:uuid and referring to the others by it. What the receiver has already is
 * not in it, and is referred to by its business identifier.
 */
function contentEntries(step: InformStep, run: RunContext): MessageEntry[] {
  const contents = new Map<InstanceKey, Resource>();
  for (const key of step.bundle ?? []) {
    const content = contentOf(key, step, run);
    if (content) contents.set(key, content);
  }
  const fullUrls = new Map([...contents.keys()].map((key) => [key, `urn:uuid:${run.uuid()}`]));
  return [...contents].map(([key, content]) => {
    const logical = withLogicalReferences(content, (other) =>
      fullUrls.has(other) ? undefined : run.copies.any(other, step.at),
    );
    const resource = run.tagged(run.localizedWith(logical, (other) => fullUrls.get(other)));
    delete resource.id;
    return { fullUrl: fullUrls.get(key) as string, resource };
  });
}

/** The sender's copy; in an attempt, what it tries to make of the copy that it would have had before the last change. */
function contentOf(key: InstanceKey, step: InformStep, run: RunContext): Resource | undefined {
  const copy = run.copies.get(key, step.at);
  if (key !== step.key || !step.refused) return copy;
  const base = step.refused === 'rule' ? copy : run.copies.before(key, step.at);
  return base && stamped(base, withSet(base, step.set ?? {}), run.shiftMs);
}

/** Only the Task, under its own URL: the receiver reads the rest by REST. */
async function pointerEntries(step: InformStep, run: RunContext): Promise<MessageEntry[] | undefined> {
  const focus = step.bundle?.[0] ?? step.key;
  const url = await locate(focus, step.at, step.by, step.id, run);
  if (!url) return undefined;
  const resource = run.ledger.view(step.by, url)?.body ?? (await look(url, step.id, step.by, step.at, run));
  return resource && [{ fullUrl: url, resource }];
}

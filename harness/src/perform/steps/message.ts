import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { TroubleKind } from '../../history/record.js';
import {
  firstIdentifier,
  withLogicalReferences,
  withoutLooseEnds,
  withTravelling,
} from '../../plan/logical-references.js';
import type { InformStep } from '../../plan/plan.js';
import { absolute, referredKeys } from '../../plan/references.js';
import { withSet } from '../../plan/state.js';
import { OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import { buildMessage, headerOf, type Envelope, type MessageEntry, type Reference } from '../message.js';
import { locate, look } from './read.js';
import { stamped } from './write.js';
import { withoutVersion } from '../without-version.js';

/** Sends a message to the other actor and reads its acknowledgement; the first of a run is sent twice. */
export async function performMessage(step: InformStep, run: RunContext): Promise<Outcome> {
  const entries = await (step.carries === 'content' ? contentEntries(step, run) : pointerEntries(step, run));
  if (!entries) return { outcome: 'skipped', reason: `${step.by} cannot find ${step.key}` };
  const url = destinationOf(step, run);
  const message = tagged(buildMessage(envelopeOf(step, url, run), entries), run);
  run.ownMessages.add(headerOf(message)?.id ?? '');
  const deliver = () => deliverMessage(message, url, step, run);
  const met = step.refused ? undefined : run.trouble?.meetsMessage();
  if (met)
    run.recorder.add({
      kind: 'trouble',
      of: 'message',
      to: step.to,
      what: met,
      request: { method: 'POST', url, headers: {} },
    });
  const outcome = await deliverAll(deliver, step.twice || (met && ARRIVES_AGAIN.has(met)) ? 2 : 1);
  for (const again of run.trouble?.takeLate(step.to) ?? []) await again();
  if (met && COMES_LATE.has(met)) run.trouble?.repeatLater(step.to, async () => void (await deliver()));
  if (outcome === OK && step.carries === 'content') handOver(step, run);
  return outcome;
}

/** The acknowledgement is lost, and the sender repeats itself; or the network does. What is lost on the way arrives when it is sent again. */
const ARRIVES_AGAIN: ReadonlySet<TroubleKind> = new Set(['error', 'hang-up', 'duplicate']);

/** A copy is under way for long: it arrives once more, after the next message. */
const COMES_LATE: ReadonlySet<TroubleKind> = new Set(['delay', 'reorder']);

/** Delivers a message as often as it should be, and once more where the receiver first says that it cannot take it just now. */
async function deliverAll(deliver: () => Promise<Delivered>, times: number): Promise<Outcome> {
  let { outcome, transient } = await deliver();
  for (let left = transient ? times : times - 1; left > 0; left--) {
    const next = await deliver();
    if (transient || next.outcome !== OK) outcome = next.outcome;
    transient = false;
  }
  return outcome;
}

interface Delivered {
  outcome: Outcome;
  /** Whether the receiver asks that it come again. */
  transient: boolean;
}

/** Sends a message, under the id that it has, and reads whether it was acknowledged. */
async function deliverMessage(message: Resource, url: string, step: InformStep, run: RunContext): Promise<Delivered> {
  const { answer } = await run.send(step.id, step.by, step.to, { method: 'POST', url, body: message });
  const header = headerOf(resourceIn(answer));
  const code = (header?.response as { code?: string } | undefined)?.code;
  if (succeeded(answer) && code === 'ok') return { outcome: OK, transient: false };
  const reason = `the message was not acknowledged as ok (${answer?.status ?? 'no answer'}, ${code ?? 'no code'})`;
  return { outcome: { outcome: 'refused', reason }, transient: !step.refused && code === 'transient-error' };
}

/** A server may keep the message and its header too. */
function tagged(message: Resource, run: RunContext): Resource {
  const [header, ...entries] = message.entry as [MessageEntry, ...MessageEntry[]];
  return run.tagged({ ...message, entry: [{ ...header, resource: run.tagged(header.resource) }, ...entries] });
}

function envelopeOf(step: InformStep, destination: string, run: RunContext): Envelope {
  const sender = partyOf(step.by, run);
  const receiver = partyOf(step.to, run);
  return {
    ...(sender ? { sender } : {}),
    ...(receiver ? { receiver } : {}),
    bundleId: run.uuid(),
    headerId: run.uuid(),
    canonical: run.guide.canonical,
    event: step.carries === 'content' ? 'coordination-content' : 'coordination-changed',
    source: `${run.endpoint.urlFor(run.token, step.by)}/$process-message`,
    destination,
    timestamp: new Date().toISOString(),
  };
}

/** R4 messageheader-definitions.html: what sender and destination.receiver may refer to. */
const CORRESPONDENTS = new Set(['Organization', 'Practitioner', 'PractitionerRole']);

/** An actor as the other party knows it, which need not have a copy of it: by its business identifier. */
function partyOf(actor: string, run: RunContext): Reference | undefined {
  const key = run.plan.actors.find(({ name }) => name === actor)?.as;
  const content = key === undefined ? undefined : (run.copies.any(key, actor) ?? run.guide.instance(key));
  if (!content || !CORRESPONDENTS.has(content.resourceType)) return undefined;
  const identifier = firstIdentifier(run.localizedValue(content, run.holderOf(actor)));
  return identifier && { type: content.resourceType, identifier };
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
async function contentEntries(step: InformStep, run: RunContext): Promise<MessageEntry[]> {
  const keys = (step.bundle ?? []).filter((key) => run.copies.has(key, step.at));
  const fullUrls = new Map(keys.map((key) => [key, `urn:uuid:${run.uuid()}`]));
  const entries: MessageEntry[] = [];
  for (const key of keys) {
    const content =
      copyOfExisting(key, fullUrls, step, run) ??
      (await copyOfExternals(key, fullUrls, step, run)) ??
      (await modelled(key, fullUrls, step, run));
    if (!content) continue;
    const resource = run.tagged(content);
    delete resource.id;
    entries.push({ fullUrl: fullUrls.get(key) as string, resource });
  }
  return entries;
}

/** What the sender's copy is by what the run did to it. */
async function modelled(
  key: InstanceKey,
  fullUrls: ReadonlyMap<InstanceKey, string>,
  step: InformStep,
  run: RunContext,
): Promise<Resource | undefined> {
  const content = contentOf(key, step, run);
  if (!content) return undefined;
  const left = referredKeys(content).filter((other) => !fullUrls.has(other));
  const targets = new Map<InstanceKey, Resource>();
  for (const other of left) {
    const target = await asReceiverKnows(other, step, run);
    if (target) targets.set(other, target);
  }
  const local = run.localizedWith(content, (other) => fullUrls.get(other));
  return withLogicalReferences(local, (other) => targets.get(other));
}

/** A resource with the identifiers that the other party knows it by: what a system under test wrote has such of its own. */
async function asReceiverKnows(key: InstanceKey, step: InformStep, run: RunContext): Promise<Resource | undefined> {
  const author = run.plan.instances[key]?.author;
  const external = run.plan.actors.some(({ name, external }) => external && name === author);
  const url = external && !run.plan.instances[key]?.given ? run.ledger.url(key, step.at) : undefined;
  const seen = url && (run.ledger.view(step.by, url)?.body ?? (await look(url, step.id, step.by, step.at, run)));
  if (seen) return seen;
  const content = run.copies.any(key, step.at);
  return content && run.localizedValue(content, step.at);
}

/** What was there before the run is told as it stands there, less what it refers to and nobody else knows. */
function copyOfExisting(
  key: InstanceKey,
  fullUrls: ReadonlyMap<string, string>,
  step: InformStep,
  run: RunContext,
): Resource | undefined {
  const base = run.base(step.at);
  const there = run.target.existing?.contentAt(key, base);
  const urlOf = (reference: string): string | undefined =>
    fullUrls.get(run.ledger.keyAt(absolute(reference, base)) ?? '');
  const told = there && withoutLooseEnds(withoutVersion(there), (reference) => urlOf(reference) !== undefined);
  return told && withTravelling(told, urlOf);
}

/** What a system under test works on has contents that only it knows: there, the sender says what stands in its own copy. */
async function copyOfExternals(
  key: InstanceKey,
  fullUrls: ReadonlyMap<InstanceKey, string>,
  step: InformStep,
  run: RunContext,
): Promise<Resource | undefined> {
  const awaited = run.plan.acts.flatMap(({ steps }) => steps).some((one) => one.kind === 'await' && one.key === key);
  const url = awaited && !step.refused ? run.ledger.url(key, step.at) : undefined;
  const copy = url && (await look(url, step.id, step.by, step.at, run));
  if (!copy) return undefined;
  const base = url.replace(/\/[^/]+\/[^/]+$/, '');
  return withTravelling(withoutVersion(copy), (reference) => {
    const known = run.ledger.keyAt(absolute(reference, base));
    return known && fullUrls.get(known);
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

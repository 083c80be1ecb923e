import { randomUUID } from 'node:crypto';
import { outdatedBecause } from '../../exchange/outdated.js';
import { beyondAuthority } from '../../exchange/authority.js';
import { POINTER_EVENT, unknownEvent } from '../../exchange/message-events.js';
import type { Resource } from '../../guide/resource.js';
import { moversOf, type PartyReference } from '../../guide/task-parties.js';
import { absolute } from '../../plan/references.js';
import type { Party } from '../caller.js';
import type { KnownCaller } from './access/known-caller.js';
import { namesIn, namesOf } from './access/names.js';
import { withLiterals, withoutRedundantTypes, type LogicalReference } from '../../plan/logical-references.js';
import { resolverFor, rewriteReferences } from './bundle-references.js';
import type { Core } from './core.js';
import { jsonBody, reply, type FhirRequest, type Reply } from './http.js';
import { badRequest, Refusal, refusalOutcome, toRefusal } from './outcome.js';
import { isObject, text } from './search/kind.js';
import { checkShape, store } from './write.js';
import { liveVersion, type Version } from './store.js';

interface Sender {
  /** How it is known: by its business identifier, else by where its messages come from. */
  key: string;
  /** All that it is called here. */
  names: ReadonlySet<string>;
}

interface Entry {
  fullUrl: string | undefined;
  resource: Resource;
}

/** A message, checked. */
interface Message {
  bundle: Resource;
  header: Resource;
  headerId: string;
  content: Entry[];
}

/**
 * POST base/$process-message (R4 messageheader-operation-process-message.html). Acts once on each message: a repeat, told by sender and
 * message id, gets the first acknowledgement again (R4 messaging.html#reliable). All of a message is stored, or nothing; what is
 * outdated (exchange/outdated.ts), or beyond what its sender may say (exchange/authority.ts), is refused.
 */
export function processMessage(core: Core, request: FhirRequest): Reply {
  const message = readMessage(core, jsonBody(request));
  const source = isObject(message.header.source) ? text(message.header.source.endpoint) : undefined;
  const key = `${source ?? ''} ${message.headerId}`;
  const before = core.acknowledged.get(key);
  const seen = core.hooks.messageSeen?.(message.headerId, before !== undefined) ?? before !== undefined;
  if (seen && before !== undefined) return reply(200, before);
  try {
    const sender = senderOf(core, message, request);
    core.store.transaction(() => act(core, message, sender, before !== undefined, request.rights?.caller));
  } catch (error) {
    const refusal = toRefusal(error);
    const status = refusal.status >= 500 ? refusal.status : 400;
    return reply(status, acknowledgement(core, message, source, 'fatal-error', refusal));
  }
  const answer = JSON.stringify(acknowledgement(core, message, source, 'ok'));
  core.acknowledged.set(key, answer);
  return reply(200, answer);
}

/** Throws a Refusal for what is no message at all: nobody could be answered. */
function readMessage(core: Core, body: unknown): Message {
  const bundle = checkShape(core, unwrap(body), 'Bundle');
  if (bundle.type !== 'message') throw badRequest('$process-message takes a Bundle of type message', 'value');
  const entries = Array.isArray(bundle.entry) ? bundle.entry.map((entry, at) => readEntry(core, entry, at)) : [];
  const [first, ...content] = entries;
  if (first?.resource.resourceType !== 'MessageHeader') {
    throw badRequest('the first entry of a message must be a MessageHeader (R4 bdl-12)', 'structure');
  }
  const headerId = first.resource.id ?? first.fullUrl?.replace(/^urn:uuid:/, '') ?? bundle.id;
  if (headerId === undefined) throw badRequest('the MessageHeader needs an id: repeats are told by it', 'required');
  if (isObject(first.resource.response)) {
    throw new Refusal(422, 'business-rule', 'this is a response; the server sends no messages that could be answered');
  }
  return { bundle, header: first.resource, headerId, content };
}

/** The operation's `content` parameter may be wrapped in a Parameters. */
function unwrap(body: unknown): unknown {
  if (!isObject(body) || body.resourceType !== 'Parameters' || !Array.isArray(body.parameter)) return body;
  const content = body.parameter.find((parameter) => isObject(parameter) && parameter.name === 'content') as unknown;
  return isObject(content) ? content.resource : body;
}

function readEntry(core: Core, entry: unknown, at: number): Entry {
  const { resource, fullUrl } = isObject(entry) ? entry : {};
  if (resource === undefined) throw badRequest(`entry ${at} of the message has no resource`, 'structure');
  return { fullUrl: text(fullUrl), resource: checkShape(core, resource) };
}

/**
 * Stores the message itself and, unless it only points, its content. `again`: a hook wants a repeat acted on, which then shows as
 * further versions.
 */
function act(core: Core, message: Message, sender: Sender, again: boolean, by: KnownCaller | undefined): void {
  const event = eventOf(core, message.header);
  if (event !== POINTER_EVENT) storeContent(core, message.content, sender, again, by);
  const id = message.bundle.id ?? core.newId();
  store(core, 'Bundle', id, 'POST', message.bundle, liveVersion(core.store.entity('Bundle', id)), by);
}

/** The event of a message. Throws a Refusal for one that is not known here. */
function eventOf(core: Core, { eventCoding }: Resource): string | undefined {
  const event = isObject(eventCoding) ? text(eventCoding.code) : undefined;
  const unknown = unknownEvent(event);
  if (core.hooks.eventKnown?.(event, unknown === undefined) ?? unknown === undefined) return event;
  throw new Refusal(422, 'not-supported', unknown ?? '');
}

interface Placed extends Entry {
  id: string;
  existing: Version | undefined;
}

/** Who sends a message. Throws a Refusal (403) when the caller is known and says to be another. */
function senderOf(core: Core, { header }: Message, { rights }: FhirRequest): Sender {
  const named = isObject(header.sender) ? (header.sender as PartyReference) : {};
  const [name] = namesIn(named, core.base);
  if (rights && name !== undefined && !rights.isParty(named))
    throw new Refusal(403, 'forbidden', `${rights.caller.name} may not send in the name of ${name}`);
  const source = isObject(header.source) ? text(header.source.endpoint) : undefined;
  return { key: name ?? source ?? '', names: namesOf(partyOf(named, core), core.base, core.searcher) };
}

function partyOf({ reference, type, identifier }: PartyReference, core: Core): Party {
  const { system = '', value } = identifier ?? {};
  const known = type !== undefined && core.types.has(type) && value !== undefined;
  return {
    urls: reference === undefined ? [] : [absolute(reference, core.base)],
    identifiers: known ? [{ type, system, value }] : [],
  };
}

/** Throws a Refusal (403) for what is not the sender's to say, as the copy here shows. An open server cannot know who a stranger is. */
function checkAuthority(core: Core, told: Resource, held: Resource, { names }: Sender, isOpen: boolean): void {
  const movers = moversOf(held, (reference) => namesIn(reference, core.base).some((name) => names.has(name)));
  const beyond = beyondAuthority(told, held, movers, isOpen);
  if (beyond && core.hooks.beyondAuthority?.(beyond) !== 'take') throw new Refusal(403, 'forbidden', beyond);
}

function storeContent(
  core: Core,
  content: readonly Entry[],
  sender: Sender,
  again: boolean,
  by: KnownCaller | undefined,
): void {
  const placed: Placed[] = content.map((entry) => {
    const existing = existingFor(core, entry.resource);
    return { ...entry, existing, id: existing?.entity.id ?? core.newId() };
  });
  for (const { resource, existing } of placed) {
    const outdated = existing && outdatedBecause(resource, existing.resource!);
    if (outdated && core.hooks.outdatedMessage?.(outdated) !== 'take') throw new Refusal(409, 'conflict', outdated);
  }
  const targets = new Map<string, string>();
  for (const { fullUrl, resource, id } of placed) {
    if (fullUrl === undefined) continue;
    if (targets.has(fullUrl)) throw badRequest(`fullUrl ${fullUrl} appears twice in the message`, 'duplicate');
    targets.set(fullUrl, `${resource.resourceType}/${id}`);
  }
  for (const { fullUrl, resource, id, existing } of placed) {
    const known = withLiterals(resource, (reference) => existingAt(core, reference));
    const rewritten = rewriteReferences(known, resolverFor(targets, fullUrl));
    if (existing && !mayChange(core, resource, id, sender)) continue;
    if (existing && !again && sameContent(existing.resource!, rewritten, core.base)) continue;
    if (existing) checkAuthority(core, resource, existing.resource!, sender, by === undefined);
    else core.broughtByMessage.set(`${resource.resourceType}/${id}`, sender.key);
    store(core, resource.resourceType, id, existing ? 'PUT' : 'POST', rewritten, existing, by);
  }
}

/** What a reference by business identifier means here, when it is here. */
function existingAt(core: Core, { type, identifier }: LogicalReference): string | undefined {
  const found = core.types.has(type) ? existingFor(core, { resourceType: type, identifier }) : undefined;
  return found && `${type}/${found.entity.id}`;
}

/** The stored resource of this type that shares a business identifier: in messaging, ids mean nothing to the receiver. */
function existingFor(core: Core, resource: Resource): Version | undefined {
  const type = resource.resourceType;
  const list = Array.isArray(resource.identifier) ? (resource.identifier as unknown[]) : [resource.identifier];
  const found = new Set<Version>();
  for (const identifier of list) {
    const token = isObject(identifier) ? tokenOf(identifier) : undefined;
    if (token === undefined || !core.searcher.parameters.get(type, 'identifier')) continue;
    for (const version of core.searcher.find(type, core.searcher.compile(type, [['identifier', token]])))
      found.add(version);
  }
  // Of several with an identifier the oldest is meant: a copy that a party keeps has its original's identifier.
  return [...found].sort((a, b) => a.entity.order - b.entity.order)[0];
}

/** What did not come by this sender's messages is another's, and it does not change that; but a Task is what both parties work on. */
function mayChange(core: Core, resource: Resource, id: string, { key }: Sender): boolean {
  return resource.resourceType === 'Task' || core.broughtByMessage.get(`${resource.resourceType}/${id}`) === key;
}

function tokenOf(identifier: Record<string, unknown>): string | undefined {
  const value = text(identifier.value);
  if (value === undefined) return undefined;
  return `${escape(text(identifier.system) ?? '')}|${escape(value)}`;
}

function escape(value: string): string {
  return value.replace(/[\\,|$]/g, '\\$&');
}

/** Whether storing would change nothing but id, version, time, or how a reference to this server is written. */
function sameContent(stored: Resource, sent: Resource, base: string): boolean {
  return comparable(stored, base) === comparable(sent, base);
}

function comparable(resource: Resource, base: string): string {
  const { versionId: _version, lastUpdated: _time, ...meta } = resource.meta ?? {};
  const shown = { ...resource, id: undefined, meta: Object.keys(meta).length > 0 ? meta : undefined };
  const relative = (reference: string) =>
    reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : undefined;
  return JSON.stringify(sorted(withoutRedundantTypes(rewriteReferences(shown, relative))));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** The answer to a message (R4 messaging.html#response), addressed to where it came from. */
function acknowledgement(
  core: Core,
  { header, headerId }: Message,
  source: string | undefined,
  code: 'ok' | 'fatal-error',
  refusal?: Refusal,
): Resource {
  const id = randomUUID();
  const details = refusal ? { ...refusalOutcome(refusal), id: randomUUID() } : undefined;
  const response = {
    identifier: headerId,
    code,
    ...(details ? { details: { reference: `urn:uuid:${details.id}` } } : {}),
  };
  const answer = {
    resourceType: 'MessageHeader',
    id,
    ...(header.eventCoding === undefined ? { eventUri: header.eventUri } : { eventCoding: header.eventCoding }),
    ...(source === undefined ? {} : { destination: [{ endpoint: source }] }),
    source: { endpoint: `${core.base}/$process-message` },
    response,
  };
  const entry: object[] = [{ fullUrl: `urn:uuid:${id}`, resource: answer }];
  if (details) entry.push({ fullUrl: `urn:uuid:${details.id}`, resource: details });
  const bundle: Resource = {
    resourceType: 'Bundle',
    id: randomUUID(),
    type: 'message',
    timestamp: new Date(core.now()).toISOString(),
    entry,
  };
  return core.hooks.onAcknowledge?.(bundle) ?? bundle;
}

import { POINTER_EVENT, unknownEvent } from '../exchange/message-events.js';
import type { Resource } from '../guide/resource.js';
import { RECEIVING_STEP } from '../history/receiving.js';
import { resourceIn, succeeded, type RunContext } from './context.js';
import type { Arrival, Reply } from './endpoint.js';
import { acknowledge, headerOf } from './message.js';
import { beyondAuthority } from '../exchange/authority.js';
import { outdatedBecause } from '../exchange/outdated.js';
import { moversOf, type PartyReference } from '../guide/task-parties.js';
import { absolute } from '../plan/references.js';
import {
  asLiterals,
  logicalReferences,
  withLiterals,
  withoutRedundantTypes,
  type FindLiteral,
  type LogicalReference,
} from '../plan/logical-references.js';
import { losses as differences } from '../plan/losses.js';
import { entriesOf, identifierParameter, identifierQuery } from './steps/read.js';

/**
 * Plays an actor's message endpoint: what a message brings is stored in that actor's system in one transaction, each resource
 * matched by its business identifier; the same message again gets the same answer and does nothing; one that is outdated
 * (exchange/outdated.ts), or beyond what its sender may say (exchange/authority.ts), is refused.
 */
export class MessageReceiver {
  private readonly answered = new Map<string, Promise<Reply>>();

  constructor(private readonly run: RunContext) {}

  async receive(arrival: Arrival): Promise<Reply> {
    const message = arrival.body && 'json' in arrival.body ? (arrival.body.json as Resource) : undefined;
    const header = headerOf(message);
    if (!message || !header?.id)
      return { status: 400, json: outcome('this is no message: its first entry must be a MessageHeader with an id') };
    const known = this.answered.get(header.id);
    if (known) return known;
    const reply = this.take(message, header, arrival);
    this.answered.set(header.id, reply);
    return reply;
  }

  private async take(message: Resource, header: Resource, arrival: Arrival): Promise<Reply> {
    const event = (header.eventCoding as { code?: string } | undefined)?.code;
    const keeps = event !== POINTER_EVENT;
    const fault = unknownEvent(event) ?? (keeps ? await this.store(message, header, arrival.actor) : undefined);
    const ids = { bundleId: this.run.uuid(), headerId: this.run.uuid(), timestamp: new Date().toISOString() };
    const details = fault === undefined ? undefined : { ...outcome(fault), id: this.run.uuid() };
    return { status: 200, json: acknowledge(header, arrival.url, ids, details) };
  }

  /**
   * Looks all entries up by business identifier, and writes what is new or changed in one transaction. Answers why not, in words, when
   * it did not.
   */
  private async store(message: Resource, header: Resource, actor: string): Promise<string | undefined> {
    const entries = (message.entry as (Partial<Entry> | null)[])
      .slice(1)
      .filter((entry): entry is Entry => typeof entry?.resource?.resourceType === 'string');
    const sender = header.sender as PartyReference | undefined;
    const known = await this.lookUp(entries, sender, actor);
    if (!known) return 'what is here already could not be looked up';
    const copies = entries.map(({ resource }) => known.get(queryOf(resource) ?? ''));
    const outdated = entries.map(({ resource }, index) => outdatedIn(resource, copies[index])).find(Boolean);
    if (outdated) return outdated;
    const isSender = senderAmong(sender, known, this.run.base(actor));
    const places = new Map(entries.map(({ fullUrl }, index) => [fullUrl, copies[index]?.at]));
    const writes = entries.flatMap((entry, index) => {
      const find: FindLiteral = (reference) => known.get(queryFor(reference))?.at;
      const made = this.writeOf(entry, copies[index], places, actor, find);
      return made.map((write) => ({ told: entry.resource, copy: copies[index], write }));
    });
    const beyond = writes.map(({ told, copy }) => this.beyondIn(told, copy, isSender)).find(Boolean);
    if (beyond) return beyond;
    if (writes.length === 0) return undefined;
    const answer = await this.post(actor, {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: writes.map(({ write }) => write),
    });
    return answer?.type === 'transaction-response' ? undefined : 'the system did not take it';
  }

  /** Why a message may not say this of a Task that is known here. */
  private beyondIn(
    told: Resource,
    copy: Known | undefined,
    isSender: (reference: PartyReference) => boolean,
  ): string | undefined {
    const withSystemUnderTest = this.run.plan.actors.some(({ external }) => external);
    return copy && beyondAuthority(told, copy.resource, moversOf(copy.resource, isSender), withSystemUnderTest);
  }

  /** What the actor's system holds of the entries and of what they refer to by identifier, by query; undefined when it could not be asked. */
  private async lookUp(
    entries: readonly Entry[],
    sender: PartyReference | undefined,
    actor: string,
  ): Promise<ReadonlyMap<string, Known> | undefined> {
    const queries = new Set([
      ...entries.flatMap(({ resource }) => queryOf(resource) ?? []),
      ...entries.flatMap(({ resource }) => logicalReferences(resource).map(queryFor)),
      ...(isNamed(sender) ? [queryFor(sender)] : []),
    ]);
    const entry = [...queries].map((url) => ({ request: { method: 'GET', url } }));
    const answer = await this.post(actor, { resourceType: 'Bundle', type: 'batch', entry });
    const answers = answer?.entry as { resource?: Resource }[] | undefined;
    if (answers?.length !== queries.size) return undefined;
    const known = new Map<string, Known>();
    [...queries].forEach((query, index) => {
      const [first] = entriesOf(answers[index]?.resource);
      if (first?.id) known.set(query, { at: `${first.resourceType}/${first.id}`, resource: first });
    });
    return known;
  }

  /** A party's own resources are not changed by what another says of them; a Task is what both work on. */
  private writeOf(
    entry: Entry,
    known: Known | undefined,
    places: ReadonlyMap<string, string | undefined>,
    actor: string,
    find: FindLiteral,
  ): object[] {
    const { resourceType: type } = entry.resource;
    const resource = withReferences(this.run.tagged(withLiterals(entry.resource, find)), places);
    if (!known) return [{ fullUrl: entry.fullUrl, resource, request: { method: 'POST', url: type } }];
    if (type !== 'Task' && this.isOwn(known.at, actor)) return [];
    const told = withReferences(this.run.tagged(asLiterals(entry.resource, find)), places);
    if (differences(withoutRedundantTypes(told), known.resource, this.run.base(actor)).length === 0) return [];
    const id = known.at.split('/')[1] as string;
    return [{ fullUrl: entry.fullUrl, resource: { ...resource, id }, request: { method: 'PUT', url: known.at } }];
  }

  /** Whether the actor wrote it, or had it before the story. */
  private isOwn(at: string, actor: string): boolean {
    const key = this.run.ledger.keyAt(`${this.run.base(actor)}/${at}`);
    const instance = key === undefined ? undefined : this.run.plan.instances[key];
    return instance !== undefined && (instance.given ? instance.homes.includes(actor) : instance.author === actor);
  }

  private async post(actor: string, body: object): Promise<Resource | undefined> {
    const request = { method: 'POST' as const, url: this.run.base(actor), body };
    // What the system does with itself is not the actor's doing: it stores what another said.
    const { answer } = await this.run.send(RECEIVING_STEP, actor, actor, request, 'system');
    return succeeded(answer) ? resourceIn(answer) : undefined;
  }
}

/** Whether a party is named by type and business identifier. */
function isNamed(party: PartyReference | undefined): party is LogicalReference {
  return party?.type !== undefined && party.identifier?.system !== undefined && party.identifier.value !== undefined;
}

/** Tells the references in this system's copies that mean the sender of a message. */
function senderAmong(
  sender: PartyReference | undefined,
  known: ReadonlyMap<string, Known>,
  base: string,
): (reference: PartyReference) => boolean {
  const at = isNamed(sender) ? known.get(queryFor(sender))?.at : undefined;
  const { system, value } = sender?.identifier ?? {};
  return ({ reference, identifier }) =>
    (at !== undefined && reference !== undefined && absolute(reference, base) === `${base}/${at}`) ||
    (value !== undefined && identifier?.value === value && identifier.system === system);
}

/** Of several with an identifier the oldest is meant: a copy that a party keeps has its original's identifier. */
function queryOf(resource: Resource): string | undefined {
  const query = identifierQuery(resource);
  return query && `${resource.resourceType}?${query}&_sort=_lastUpdated`;
}

function queryFor({ type, identifier }: LogicalReference): string {
  return `${type}?${identifierParameter(identifier)}&_sort=_lastUpdated`;
}

function outdatedIn(told: Resource, copy: Known | undefined): string | undefined {
  return copy && outdatedBecause(told, copy.resource);
}

interface Entry {
  fullUrl: string;
  resource: Resource;
}

/** What a system holds already of what a message brings. */
interface Known {
  /** `Type/id` */
  at: string;
  resource: Resource;
}

/** References between entries made to point to what is there; those to new ones stay urn:uuid for the transaction to resolve. */
function withReferences(resource: Resource, places: ReadonlyMap<string, string | undefined>): Resource {
  return JSON.parse(
    JSON.stringify(resource, (name, value: unknown) =>
      name === 'reference' && typeof value === 'string' ? (places.get(value) ?? value) : value,
    ),
  ) as Resource;
}

function outcome(text: string): Resource {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid', diagnostics: text }] };
}

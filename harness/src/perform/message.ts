import type { Resource } from '../guide/resource.js';

/** A Reference by type and business identifier. */
export type Reference = { type: string; identifier: { system: string; value: string } };

/** What a message needs to know besides its content. */
export interface Envelope {
  /** Id of the Bundle and of the MessageHeader: a receiver tells a repeat by them. */
  bundleId: string;
  headerId: string;
  /** Canonical of the guide, for profiles and the event code system. */
  canonical: string;
  event: 'coordination-content' | 'coordination-changed';
  source: string;
  destination: string;
  /** Who sends, and whom it is for: by identifier, as the parties know each other. Absent for who is no party that R4 lets send. */
  sender?: Reference;
  receiver?: Reference;
  /** ISO instant. */
  timestamp: string;
}

/** An entry: where the resource is (`urn:uuid:` or URL) and the resource, its references already rewritten. */
export interface MessageEntry {
  fullUrl: string;
  resource: Resource;
}

/**
 * A FHIR message (R4 messaging.html): a Bundle whose first entry is a MessageHeader with the event, both endpoints and the first
 * entry's resource as focus.
 */
export function buildMessage(envelope: Envelope, entries: readonly MessageEntry[]): Resource {
  const { canonical, sender, receiver } = envelope;
  const header: Resource = {
    resourceType: 'MessageHeader',
    id: envelope.headerId,
    meta: { profile: [`${canonical}/StructureDefinition/order-message-header`] },
    eventCoding: { system: `${canonical}/CodeSystem/cow-message-event`, code: envelope.event },
    destination: [{ endpoint: envelope.destination, ...(receiver ? { receiver } : {}) }],
    ...(sender ? { sender } : {}),
    source: { endpoint: envelope.source },
    focus: [{ reference: entries[0]?.fullUrl }],
  };
  return {
    resourceType: 'Bundle',
    id: envelope.bundleId,
    meta: { profile: [`${canonical}/StructureDefinition/order-message`] },
    type: 'message',
    timestamp: envelope.timestamp,
    entry: [{ fullUrl: `urn:uuid:${envelope.headerId}`, resource: header }, ...entries],
  };
}

/** The MessageHeader of a message, or undefined when the value is none. */
export function headerOf(value: unknown): Resource | undefined {
  const bundle = value as { resourceType?: string; type?: string; entry?: { resource?: Resource }[] } | undefined;
  if (bundle?.resourceType !== 'Bundle' || bundle.type !== 'message') return undefined;
  const first = bundle.entry?.[0]?.resource;
  return first?.resourceType === 'MessageHeader' ? first : undefined;
}

/**
 * The answer to a message (R4 messaging.html#response): says which message it answers and how that went. With `fault`, an
 * OperationOutcome, the message was not processed.
 */
export function acknowledge(
  header: Resource,
  from: string,
  ids: { bundleId: string; headerId: string; timestamp: string },
  fault?: Resource,
): Resource {
  const source = header.source as { endpoint?: string } | undefined;
  const details = fault ? { details: { reference: `urn:uuid:${fault.id ?? ''}` } } : {};
  const response: Resource = {
    resourceType: 'MessageHeader',
    id: ids.headerId,
    eventCoding: header.eventCoding,
    destination: source?.endpoint ? [{ endpoint: source.endpoint }] : undefined,
    source: { endpoint: from },
    response: { identifier: header.id, code: fault ? 'fatal-error' : 'ok', ...details },
  };
  const resources = [response, ...(fault ? [fault] : [])];
  return {
    resourceType: 'Bundle',
    id: ids.bundleId,
    type: 'message',
    timestamp: ids.timestamp,
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id ?? ''}`, resource })),
  };
}

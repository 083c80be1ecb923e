import { randomUUID } from 'node:crypto';
import type { Resource } from '../../../guide/resource.js';
import type { NotifyEvent } from '../hooks.js';
import type { Version } from '../store.js';
import type { Content } from './watch.js';

const PROFILES = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/** What a status or notification says of its subscription. */
export interface StatusFacts {
  base: string;
  /** Id of the Subscription. */
  subscription: string;
  topic?: string;
  status: string;
  type: 'handshake' | 'event-notification' | 'query-status' | 'query-event';
  /** Number of the last event. */
  events: number;
  error?: string;
}

/** One event as a notification tells it. */
export interface EventFacts {
  event: NotifyEvent;
  /** ISO instant. */
  timestamp: string;
  /** `POST`, `PUT` or `DELETE`: how it came about. */
  method: string;
  context: readonly Version[];
}

/** The Parameters that stand for a SubscriptionStatus in R4 (backport-subscription-status-r4). */
export function statusParameters(
  facts: StatusFacts,
  events: readonly EventFacts[] = [],
  content: Content = 'empty',
): Resource {
  const { base, subscription, topic, status, type, error } = facts;
  const parameter: object[] = [
    { name: 'subscription', valueReference: { reference: `${base}/Subscription/${subscription}` } },
    ...(topic === undefined ? [] : [{ name: 'topic', valueCanonical: topic }]),
    { name: 'status', valueCode: status },
    { name: 'type', valueCode: type },
    { name: 'events-since-subscription-start', valueString: String(facts.events) },
    ...events.map((event) => ({ name: 'notification-event', part: eventParts(base, event, content) })),
    ...(error === undefined ? [] : [{ name: 'error', valueCodeableConcept: { text: error } }]),
  ];
  return {
    resourceType: 'Parameters',
    id: randomUUID(),
    meta: { profile: [`${PROFILES}/backport-subscription-status-r4`] },
    parameter,
  };
}

function eventParts(base: string, { event, timestamp, context }: EventFacts, content: Content): object[] {
  const parts: object[] = [
    { name: 'event-number', valueString: String(event.number) },
    { name: 'timestamp', valueInstant: timestamp },
  ];
  if (content === 'empty') return parts;
  parts.push({ name: 'focus', valueReference: { reference: `${base}/${event.focus}` } });
  for (const { entity } of context) {
    parts.push({ name: 'additional-context', valueReference: { reference: `${base}/${entity.key}` } });
  }
  return parts;
}

/** A notification (backport-subscription-notification-r4): Bundle of type history, the status first. */
export function notificationBundle(
  facts: StatusFacts,
  events: readonly EventFacts[],
  content: Content,
  timestamp: string,
): Resource {
  // An empty notification says no more than that something happened.
  const { topic, ...withoutTopic } = facts;
  const told = content === 'empty' || topic === undefined ? withoutTopic : facts;
  const status = statusParameters(told, events, content);
  const first = {
    fullUrl: `urn:uuid:${status.id}`,
    resource: status,
    request: { method: 'GET', url: `${facts.base}/Subscription/${facts.subscription}/$status` },
    response: { status: '200' },
  };
  const rest = content === 'empty' ? [] : events.flatMap((event) => eventEntries(facts.base, event, content));
  return {
    resourceType: 'Bundle',
    id: randomUUID(),
    meta: { profile: [`${PROFILES}/backport-subscription-notification-r4`] },
    type: 'history',
    timestamp,
    entry: [first, ...rest],
  };
}

function eventEntries(base: string, { event, method, context }: EventFacts, content: Content): object[] {
  const created = method === 'POST';
  const type = event.focus.split('/', 1)[0]!;
  const full = content === 'full-resource';
  const focus = {
    fullUrl: `${base}/${event.focus}`,
    ...(full && event.resource ? { resource: event.resource } : {}),
    request: { method, url: created ? type : event.focus },
    response: { status: created ? '201' : method === 'DELETE' ? '204' : '200' },
  };
  const others = context.map(({ entity, resource }) => ({
    fullUrl: `${base}/${entity.key}`,
    ...(full ? { resource } : {}),
    request: { method: 'GET', url: entity.key },
    response: { status: '200' },
  }));
  return [focus, ...others];
}

import type { ReceivedRecord } from './record.js';

/** What a notification says, whichever form it came in. */
export interface Notification {
  form: 'backport' | 'resource' | 'empty' | 'unknown';
  /** handshake, heartbeat, event-notification ...; rest-hooks without a Bundle are events. */
  type: string;
  topic?: string;
  subscription?: string;
  /** References or URLs of what changed, with the event's number and time when it has them and the version when it came along. */
  events: { focus: string; number?: number; at?: string; versionId?: string }[];
}

interface Parameter {
  name?: string;
  part?: Parameter[];
  [value: string]: unknown;
}

/**
 * Reads a notification: a Subscriptions R5 Backport bundle for R4 (type history, first entry Parameters SubscriptionStatus), or an
 * R4 rest-hook (the resource by PUT, or a POST without a body).
 */
export function readNotification(request: ReceivedRecord['request'], path: string): Notification {
  const body = request.body && 'json' in request.body ? request.body.json : undefined;
  if (!request.body) return { form: 'empty', type: 'event-notification', events: [] };
  if (!isObject(body)) return { form: 'unknown', type: 'unknown', events: [] };
  if (body.resourceType === 'Bundle') return readBackport(body) ?? { form: 'unknown', type: 'unknown', events: [] };
  if (typeof body.resourceType !== 'string') return { form: 'unknown', type: 'unknown', events: [] };
  const id = typeof body.id === 'string' ? body.id : path.split('/').pop();
  const versionId = isObject(body.meta) && typeof body.meta.versionId === 'string' ? body.meta.versionId : undefined;
  const event = { focus: `${body.resourceType}/${id ?? ''}`, ...(versionId ? { versionId } : {}) };
  return { form: 'resource', type: 'event-notification', events: [event] };
}

function readBackport(bundle: Record<string, unknown>): Notification | undefined {
  const entries = Array.isArray(bundle.entry) ? bundle.entry.filter(isObject) : [];
  const status = entries[0]?.resource;
  if (bundle.type !== 'history' || !isObject(status) || status.resourceType !== 'Parameters') return undefined;
  const parameters = (Array.isArray(status.parameter) ? status.parameter : []).filter(isObject) as Parameter[];
  const valueOf = (name: string): unknown => valueIn(parameters.find((parameter) => parameter.name === name));
  const topic = valueOf('topic');
  const subscription = valueOf('subscription');
  return {
    form: 'backport',
    type: String(valueOf('type') ?? 'unknown'),
    ...(typeof topic === 'string' ? { topic } : {}),
    ...(typeof subscription === 'string' ? { subscription } : {}),
    events: parameters.filter((parameter) => parameter.name === 'notification-event').flatMap(readEvent),
  };
}

function readEvent(event: Parameter): Notification['events'] {
  const parts = (Array.isArray(event.part) ? event.part : []).filter(isObject) as Parameter[];
  const part = (name: string): unknown => valueIn(parts.find((candidate) => candidate.name === name));
  const focus = part('focus');
  const number = Number(part('event-number'));
  const at = part('timestamp');
  if (typeof focus !== 'string') return [];
  return [{ focus, ...(Number.isInteger(number) ? { number } : {}), ...(typeof at === 'string' ? { at } : {}) }];
}

/** The value of a parameter as text; a Reference gives its reference. */
function valueIn(parameter: Parameter | undefined): unknown {
  if (!parameter) return undefined;
  const name = Object.keys(parameter).find((key) => key.startsWith('value'));
  const value = name ? parameter[name] : undefined;
  return isObject(value) ? value.reference : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

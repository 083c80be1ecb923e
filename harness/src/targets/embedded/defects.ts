import type { Resource } from '../../guide/resource.js';
import type { NotifyContext, NotifyEvent, ServerHooks } from './hooks.js';
import type { FhirRequest, Reply } from './http.js';

/** A way in which the server can be wrong. */
export interface Defect {
  id: string;
  /** One sentence that says what it does. */
  title: string;
  hooks: ServerHooks;
}

/** Faults that a judge must notice, each as hooks that switch it on. */
export const defects: readonly Defect[] = [
  {
    id: 'if-match-ignored',
    title: 'An update is carried out although If-Match names an old version',
    hooks: { precondition: () => true },
  },
  {
    id: 'extension-dropped-on-write',
    title: 'Extensions are not stored, but for those that Subscriptions need',
    hooks: { beforeStore: (resource) => (isContent(resource) ? withoutExtensions(resource) : resource) },
  },
  {
    id: 'output-dropped',
    title: 'Task.output is not stored',
    hooks: { beforeStore: (resource) => withoutElement(resource, 'Task', 'output') },
  },
  {
    id: 'focus-dropped',
    title: 'Task.focus is not stored',
    hooks: { beforeStore: (resource) => withoutElement(resource, 'Task', 'focus') },
  },
  {
    id: 'reference-mangled',
    title: 'References are stored with another id',
    hooks: { beforeStore: (resource) => (isContent(resource) ? mangleReferences(resource) : resource) as Resource },
  },
  {
    id: 'update-changes-intent',
    title: 'An update changes intent',
    hooks: {
      beforeStore: (resource, { previous }) =>
        previous && typeof resource.intent === 'string'
          ? { ...resource, intent: resource.intent === 'order' ? 'plan' : 'order' }
          : resource,
    },
  },
  {
    id: 'create-without-location',
    title: 'A create answers 200 without Location',
    hooks: { afterResponse: (reply) => withoutLocation(reply) },
  },
  {
    id: 'create-without-version',
    title: 'A create answers without ETag and meta.versionId',
    hooks: { afterResponse: (reply) => (reply.status === 201 ? withoutVersion(reply) : reply) },
  },
  {
    id: 'version-not-increased',
    title: 'An update keeps the version of what it replaces',
    hooks: { versionFor: (next) => Math.max(1, next - 1) },
  },
  {
    id: 'stale-read',
    title: 'A read shows the version before the current one',
    hooks: {
      readVersion: (versions) => versions.findLast((v, i) => v.resource && i < versions.length - 1) ?? versions.at(-1),
    },
  },
  {
    id: 'history-missing-version',
    title: 'The history of a resource leaves out its oldest version',
    hooks: { afterResponse: (reply, request) => (isInstanceHistory(request) ? withoutLastEntry(reply) : reply) },
  },
  {
    id: 'search-ignores-owner',
    title: 'A search by owner finds the Tasks of all owners',
    hooks: { searchParameters: (parameters) => parameters.filter(([name]) => !/^owner([:.]|$)/.test(name)) },
  },
  {
    id: 'notification-lost',
    title: 'Every other notification is not sent',
    hooks: { onNotify: (event) => (event.number % 2 === 0 ? [event] : []) },
  },
  {
    id: 'notification-to-wrong-party',
    title: 'Notifications go to another subscriber, when there is one',
    hooks: { onNotify: (event, context) => [toAnother(event, context)] },
  },
  {
    id: 'notification-duplicated',
    title: 'Every notification is sent twice',
    hooks: { onNotify: (event) => [event, event] },
  },
  {
    id: 'notification-wrong-focus',
    title: 'Notifications name another resource than the one that changed',
    hooks: { onNotify: (event) => [withOtherFocus(event)] },
  },
  {
    id: 'notification-wrong-topic',
    title: 'Notifications name another topic than the one subscribed to',
    hooks: { onNotify: (event) => [event.topic === undefined ? event : { ...event, topic: `${event.topic}-other` }] },
  },
  {
    id: 'notification-late',
    title: 'Notifications are sent ten seconds late',
    hooks: { onNotify: (event) => [{ ...event, delayMs: 10_000 }] },
  },
  {
    id: 'ack-wrong-identifier',
    title: 'The acknowledgement names another message',
    hooks: {
      onAcknowledge: (bundle) =>
        mapAcknowledgement(bundle, (response) => ({ ...response, identifier: 'another-message' })),
    },
  },
  {
    id: 'message-acted-twice',
    title: 'A repeated message is acted on again',
    hooks: { messageSeen: () => false },
  },
];

/** The defect with this id. Throws for an unknown one. */
export function defectOf(id: string): Defect {
  const found = defects.find((defect) => defect.id === id);
  if (!found) throw new Error(`no defect "${id}"; there are ${defects.map((defect) => defect.id).join(', ')}`);
  return found;
}

/** Whether a resource belongs to the flow, not to how parties talk. */
function isContent(resource: Resource): boolean {
  return resource.resourceType !== 'Subscription' && resource.resourceType !== 'Bundle';
}

function withoutExtensions(resource: Resource): Resource {
  return JSON.parse(
    JSON.stringify(resource, (key, value: unknown) => (key === 'extension' ? undefined : value)),
  ) as Resource;
}

function withoutElement(resource: Resource, type: string, element: string): Resource {
  if (resource.resourceType !== type || !(element in resource)) return resource;
  return Object.fromEntries(Object.entries(resource).filter(([key]) => key !== element)) as Resource;
}

function mangleReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mangleReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) =>
      key === 'reference' && typeof child === 'string' && !child.startsWith('#')
        ? [key, `${child.slice(0, 60)}-gone`]
        : [key, mangleReferences(child)],
    ),
  );
}

function withoutLocation(reply: Reply): Reply {
  if (reply.status !== 201) return reply;
  const { Location: _location, ...headers } = reply.headers;
  return { ...reply, status: 200, headers };
}

function withoutVersion(reply: Reply): Reply {
  const { ETag: _etag, Location, ...headers } = reply.headers;
  const shown: Record<string, string> =
    Location === undefined ? {} : { Location: Location.replace(/\/_history\/.*$/, '') };
  const changed = { ...reply, headers: { ...headers, ...shown } };
  return reply.body === undefined ? changed : { ...changed, body: bodyWithoutVersion(reply.body) };
}

function bodyWithoutVersion(body: string): string {
  const resource = JSON.parse(body) as Resource;
  if (!resource.meta) return body;
  const { versionId: _version, ...meta } = resource.meta;
  return JSON.stringify({ ...resource, meta });
}

function isInstanceHistory(request: FhirRequest): boolean {
  return request.path.length === 3 && request.path[2] === '_history';
}

function withoutLastEntry(reply: Reply): Reply {
  if (reply.status !== 200 || reply.body === undefined) return reply;
  const bundle = JSON.parse(reply.body) as Resource & { entry?: unknown[]; total?: number };
  if (!bundle.entry) return reply;
  const entry = bundle.entry.slice(0, -1);
  return { ...reply, body: JSON.stringify({ ...bundle, entry, total: entry.length }) };
}

function toAnother(event: NotifyEvent, { subscribers }: NotifyContext): NotifyEvent {
  const other = subscribers.find((subscriber) => subscriber.endpoint !== event.endpoint);
  return other ? { ...event, endpoint: other.endpoint } : event;
}

function withOtherFocus(event: NotifyEvent): NotifyEvent {
  const focus = `${event.focus.slice(0, 60)}-other`;
  const id = focus.slice(focus.indexOf('/') + 1);
  return { ...event, focus, ...(event.resource ? { resource: { ...event.resource, id } } : {}) };
}

type ResponseElement = Record<string, unknown>;

function mapAcknowledgement(bundle: Resource, change: (response: ResponseElement) => ResponseElement): Resource {
  const entries = bundle.entry as { resource: Resource & { response?: ResponseElement } }[];
  return {
    ...bundle,
    entry: entries.map((entry) =>
      entry.resource.response
        ? { ...entry, resource: { ...entry.resource, response: change(entry.resource.response) } }
        : entry,
    ),
  };
}

import type { Resource } from '../../../guide/resource.js';
import { Refusal } from '../outcome.js';
import { isObject, text } from '../search/kind.js';

/** Where and how a subscriber is told, from Subscription.channel. */
export interface Channel {
  endpoint: string;
  /** Media type of the payload; absent asks for notifications without a body. */
  payload?: string;
  headers: Record<string, string>;
  /** From the backport timeout extension, milliseconds. */
  timeoutMs?: number;
}

const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const PAYLOADS = new Set(['application/fhir+json', 'application/json']);
/** Headers that belong to the connection, not to the subscriber. */
const RESERVED = new Set([
  'host',
  'content-length',
  'content-type',
  'connection',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/** 422: the server can't serve this Subscription. */
export function unprocessable(message: string): Refusal {
  return new Refusal(422, 'business-rule', `Subscription: ${message}`);
}

/** An extension's value, of any of these `value[x]`. */
export function extensionValue(element: unknown, name: string): unknown {
  if (!isObject(element) || !Array.isArray(element.extension)) return undefined;
  const extension = element.extension.find((item) => isObject(item) && item.url === `${BACKPORT}/${name}`) as unknown;
  if (!isObject(extension)) return undefined;
  const key = Object.keys(extension).find((candidate) => candidate.startsWith('value'));
  return key === undefined ? undefined : extension[key];
}

/** Reads and checks the channel. Throws a Refusal (422) for one that can't be served. */
export function readChannel(subscription: Resource, allowedHosts: ReadonlySet<string>): Channel {
  const channel = subscription.channel;
  if (!isObject(channel)) throw unprocessable('channel is missing');
  if (channel.type !== 'rest-hook')
    throw unprocessable(`channel type "${String(channel.type)}" is not supported; use rest-hook`);
  const endpoint = text(channel.endpoint);
  if (endpoint === undefined) throw unprocessable('channel.endpoint is missing');
  checkEndpoint(endpoint, allowedHosts);
  const payload = text(channel.payload);
  if (payload !== undefined && !PAYLOADS.has(payload)) {
    throw unprocessable(`payload "${payload}" is not supported; use ${[...PAYLOADS].join(' or ')}`);
  }
  const timeout = extensionValue(channel, 'backport-timeout');
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    headers: readHeaders(channel.header),
    ...(payload === undefined ? {} : { payload }),
    ...(typeof timeout === 'number' && timeout > 0 ? { timeoutMs: timeout * 1000 } : {}),
  };
}

function checkEndpoint(endpoint: string, allowedHosts: ReadonlySet<string>): void {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw unprocessable(`channel.endpoint "${endpoint}" is no URL`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw unprocessable('channel.endpoint must be http or https');
  if (!isAllowed(url, allowedHosts)) {
    throw unprocessable(`notifications to "${url.hostname}" are not allowed; allowed: ${[...allowedHosts].join(', ')}`);
  }
}

/** Whether the server may connect to the host of a URL. */
export function isAllowed(url: URL, allowedHosts: ReadonlySet<string>): boolean {
  return allowedHosts.has(url.hostname.replace(/^\[|\]$/g, ''));
}

/** `Name: value` lines. */
function readHeaders(lines: unknown): Record<string, string> {
  if (lines === undefined) return {};
  if (!Array.isArray(lines)) throw unprocessable('channel.header must be a list');
  const headers: Record<string, string> = {};
  for (const line of lines as unknown[]) {
    const match = typeof line === 'string' ? /^([\w!#$%&'*+.^`|~-]+):\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) : null;
    if (!match) throw unprocessable(`channel.header "${String(line).slice(0, 80)}" is not "Name: value"`);
    if (RESERVED.has(match[1]!.toLowerCase())) throw unprocessable(`channel.header may not set ${match[1]}`);
    headers[match[1]!] = match[2]!;
  }
  return headers;
}

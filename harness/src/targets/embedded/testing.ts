import { Agent, request } from 'undici';
import { coreDefinitions } from '../../guide/core-definitions.js';
import { definitionsOf, type OwnDefinitions } from '../../guide/definitions.js';
import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import { startEmbeddedServer, type EmbeddedServer, type EmbeddedServerOptions } from './server.js';

const none: OwnDefinitions = { guess: () => undefined, find: () => undefined, searchParameters: () => [] };

/** R4's own definitions, without a guide. */
export const r4: Definitions = definitionsOf(coreDefinitions(), none);

const agent = new Agent({ keepAliveTimeout: 1000 });

/** What a server answered. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The parsed body; undefined when empty. */
  body: Resource & Bundle;
  text: string;
}

/** The parts of a Bundle that tests look at, on any resource. */
export interface Bundle {
  total?: number;
  type?: string;
  link?: { relation: string; url: string }[];
  entry?: BundleEntry[];
  issue?: { severity: string; code: string; diagnostics: string }[];
}

export interface BundleEntry {
  fullUrl?: string;
  resource?: Resource;
  search?: { mode: string };
  request?: { method: string; url: string };
  response?: { status: string; location?: string; etag?: string; lastModified?: string; outcome?: Resource };
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** A server under test with a client. */
export interface Fixture {
  server: EmbeddedServer;
  url: string;
  /** Sends a request; a body that is no string is sent as JSON. `path` may be a whole URL. */
  send(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Creates a resource and returns it as stored. */
  create(resource: Resource): Promise<Resource & { id: string }>;
  /** `Type/id` of the matches of a search, in order. */
  found(query: string): Promise<string[]>;
}

/** Starts a server for a test. */
export async function fixture(options: Partial<EmbeddedServerOptions> = {}): Promise<Fixture> {
  const server = await startEmbeddedServer({ definitions: r4, ...options });
  const send: Fixture['send'] = async (method, path, body, headers = {}) => {
    const url = path.startsWith('http')
      ? path
      : `${server.url}${path.startsWith('/') || path === '' ? '' : '/'}${path}`;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const type = text === undefined ? {} : { 'content-type': 'application/fhir+json' };
    const response = await request(url, {
      dispatcher: agent,
      method,
      headers: { ...type, ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    const answered = await response.body.text();
    const parsed = (answered === '' ? undefined : JSON.parse(answered)) as Answer['body'];
    return { status: response.statusCode, headers: response.headers, body: parsed, text: answered };
  };
  return {
    server,
    url: server.url,
    send,
    async create(resource) {
      const answer = await send('POST', resource.resourceType, resource);
      if (answer.status !== 201) throw new Error(`create answered ${answer.status}: ${answer.text}`);
      return answer.body as Resource & { id: string };
    },
    async found(query) {
      const answer = await send('GET', query);
      if (answer.status !== 200) throw new Error(`search answered ${answer.status}: ${answer.text}`);
      return matches(answer.body);
    },
  };
}

/** `Type/id` of the matches in a searchset. */
export function matches(bundle: Bundle): string[] {
  return (bundle.entry ?? []).flatMap((entry) =>
    entry.search?.mode === 'match' ? [`${entry.resource!.resourceType}/${entry.resource!.id}`] : [],
  );
}

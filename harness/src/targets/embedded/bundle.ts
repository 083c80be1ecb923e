import type { Resource } from '../../guide/resource.js';
import { referencesIn, resolverFor, rewriteReferences } from './bundle-references.js';
import type { Core } from './core.js';
import {
  jsonBody,
  mediaType,
  parseQuery,
  preferences,
  reply,
  splitPath,
  type FhirRequest,
  type Reply,
} from './http.js';
import { badRequest, Refusal, refusalOutcome, toRefusal } from './outcome.js';
import { route } from './routes.js';
import { findOne } from './search/query.js';
import { isObject } from './search/kind.js';
import { checkShape } from './write.js';

/** Most entries of a Bundle. */
const MAX_ENTRIES = 10_000;

interface RequestPart {
  method: string;
  url: string;
  ifMatch?: string;
  ifNoneMatch?: string;
  ifNoneExist?: string;
  ifModifiedSince?: string;
}

/** An entry, checked. */
interface Entry {
  at: number;
  fullUrl: string | undefined;
  method: string;
  path: string[];
  query: [string, string][];
  request: RequestPart;
  resource: Resource | undefined;
  /** Id that a create will get: references to it are rewritten before it is stored. */
  newId?: string;
}

/** Order in which a transaction is processed (R4 http.html#trules); answers keep the order of the request. */
const ORDER = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET', 'HEAD'];

/** POST base (R4 http.html#transaction): a batch or a transaction. */
export function runBundle(core: Core, request: FhirRequest): Reply | Promise<Reply> {
  const bundle = checkShape(core, jsonBody(request), 'Bundle');
  const entries = Array.isArray(bundle.entry) ? (bundle.entry as unknown[]) : [];
  if (bundle.entry !== undefined && !Array.isArray(bundle.entry))
    throw badRequest('Bundle.entry must be a list', 'structure');
  if (entries.length > MAX_ENTRIES) throw badRequest(`a Bundle may have at most ${MAX_ENTRIES} entries`, 'too-long');
  if (bundle.type === 'batch') return batch(core, request, entries);
  if (bundle.type === 'transaction') return transaction(core, request, entries);
  throw badRequest(`the base takes a Bundle of type batch or transaction, not "${String(bundle.type)}"`, 'value');
}

async function batch(core: Core, outer: FhirRequest, entries: readonly unknown[]): Promise<Reply> {
  const answers: object[] = [];
  for (const [at, candidate] of entries.entries()) {
    try {
      const entry = readEntry(core, candidate, at);
      answers.push(answerOf(entry, await route(core, entryRequest(outer, entry)), outer));
    } catch (error) {
      const refusal = toRefusal(error);
      answers.push({ response: { status: statusText(refusal.status), outcome: refusalOutcome(refusal) } });
    }
  }
  return reply(200, { resourceType: 'Bundle', type: 'batch-response', entry: answers });
}

/** All entries or none. One synchronous call from the first write to the last: nobody reads in between. */
function transaction(core: Core, outer: FhirRequest, candidates: readonly unknown[]): Reply {
  const entries = candidates.map((candidate, at) => readEntry(core, candidate, at));
  const answers = new Array<object>(entries.length);
  core.store.transaction(() => {
    assignIdentities(core, entries);
    for (const entry of inOrder(entries)) {
      try {
        const answer = route(core, entryRequest(outer, entry));
        if (answer instanceof Promise)
          throw badRequest("an operation that takes its time can't be part of a transaction");
        answers[entry.at] = answerOf(entry, answer, outer);
      } catch (error) {
        throw inEntry(entry.at, error);
      }
    }
  });
  return reply(200, { resourceType: 'Bundle', type: 'transaction-response', entry: answers });
}

function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));
}

function inEntry(at: number, error: unknown): Refusal {
  const refusal = toRefusal(error);
  return new Refusal(refusal.status, refusal.code, `entry ${at}: ${refusal.message}`);
}

function readEntry(core: Core, candidate: unknown, at: number): Entry {
  const fail = (why: string) => badRequest(`entry ${at}: ${why}`, 'structure');
  const { request, resource, fullUrl } = isObject(candidate) ? candidate : {};
  if (!isObject(request)) throw fail('request is missing');
  const { method, url } = request;
  if (typeof method !== 'string' || !ORDER.includes(method)) throw fail(`request.method is one of ${ORDER.join(', ')}`);
  if (typeof url !== 'string') throw fail('request.url is missing');
  if (fullUrl !== undefined && typeof fullUrl !== 'string') throw fail('fullUrl must be a string');
  const relative = url.startsWith(`${core.base}/`) ? url.slice(core.base.length + 1) : url.replace(/^\//, '');
  const mark = relative.indexOf('?');
  const path = splitPath(mark < 0 ? relative : relative.slice(0, mark));
  const query = mark < 0 ? [] : parseQuery(relative.slice(mark + 1));
  if (path.length === 0) throw fail('a Bundle may not hold another batch, transaction or page');
  if (path.some((segment) => segment.startsWith('$'))) throw fail('operations are not supported inside a Bundle');
  if (resource !== undefined) checkShape(core, resource);
  return {
    at,
    fullUrl,
    method,
    path,
    query,
    request: request as unknown as RequestPart,
    resource: resource as Resource | undefined,
  };
}

/**
 * Gives every created resource its id, finds those that exist already, and rewrites all references between entries before anything
 * is written.
 */
function assignIdentities(core: Core, entries: readonly Entry[]): void {
  const targets = new Map<string, string>();
  const identities = new Set<string>();
  for (const entry of entries) {
    const key = identify(core, entry);
    if (key === undefined) continue;
    if (identities.has(key))
      throw badRequest(`entry ${entry.at}: ${key} appears twice in the transaction`, 'duplicate');
    identities.add(key);
    if (entry.fullUrl === undefined) continue;
    if (targets.has(entry.fullUrl))
      throw badRequest(`entry ${entry.at}: fullUrl ${entry.fullUrl} appears twice`, 'duplicate');
    targets.set(entry.fullUrl, key);
  }
  for (const entry of entries) if (entry.resource) entry.resource = resolved(core, entry, entry.resource, targets);
}

/**
 * `Type/id` that the entry will write; undefined for those that write nothing. Conditions are looked up here, before anything is
 * written, and conditional writes become plain ones.
 */
function identify(core: Core, entry: Entry): string | undefined {
  const [type = '', id] = entry.path;
  if (!core.types.has(type) || entry.path.length > 2) return undefined;
  if (entry.method === 'POST') return id === undefined ? `${type}/${identifyCreate(core, entry, type)}` : undefined;
  if (entry.method === 'GET' || entry.method === 'HEAD') return undefined;
  const known = id ?? identifyByCriteria(core, entry, type);
  if (known === undefined) return undefined;
  entry.path = [type, known];
  entry.query = [];
  return `${type}/${known}`;
}

function identifyCreate(core: Core, entry: Entry, type: string): string {
  const criteria = entry.request.ifNoneExist;
  const query = criteria === undefined ? undefined : parseQuery(criteria.slice(criteria.indexOf('?') + 1));
  const existing = query && findOne(core.searcher, type, query, `entry ${entry.at}: ifNoneExist`);
  return (entry.newId = existing?.entity.id ?? core.newId());
}

/** Id of what a conditional update, patch or delete is about; undefined for a delete that finds nothing. */
function identifyByCriteria(core: Core, entry: Entry, type: string): string | undefined {
  const what = `entry ${entry.at}: conditional ${entry.method}`;
  const found = findOne(core.searcher, type, entry.query, what)?.entity.id;
  if (entry.method === 'DELETE') return found;
  if (entry.method === 'PATCH') {
    if (found === undefined) throw new Refusal(404, 'not-found', `${what}: no ${type} fits the criteria`);
    return found;
  }
  const own = entry.resource?.id;
  if (found !== undefined && own !== undefined && own !== found) {
    throw badRequest(`${what}: the resource's id "${own}" differs from the one that fits the criteria, "${found}"`);
  }
  const id = found ?? own ?? core.newId();
  if (entry.resource) entry.resource = { ...entry.resource, id };
  return id;
}

function resolved(core: Core, entry: Entry, resource: Resource, targets: ReadonlyMap<string, string>): Resource {
  const own = resolverFor(targets, entry.fullUrl);
  const found = new Map<string, string>();
  for (const reference of referencesIn(resource)) {
    const match = /^([A-Z][A-Za-z]+)\?(.+)$/.exec(reference);
    if (!match || !core.types.has(match[1]!)) continue;
    const target = findOne(core.searcher, match[1]!, parseQuery(match[2]!), `entry ${entry.at}: conditional reference`);
    if (!target)
      throw badRequest(`entry ${entry.at}: no resource fits the conditional reference "${reference}"`, 'not-found');
    found.set(reference, target.entity.key);
  }
  return rewriteReferences(resource, (reference) => found.get(reference) ?? own(reference));
}

function entryRequest(outer: FhirRequest, entry: Entry): FhirRequest {
  const { request, resource } = entry;
  const patch = entry.method === 'PATCH';
  return {
    method: entry.method === 'HEAD' ? 'GET' : entry.method,
    path: entry.path,
    query: entry.query,
    headers: {
      'if-match': request.ifMatch,
      'if-none-match': request.ifNoneMatch,
      'if-none-exist': entry.method === 'POST' ? request.ifNoneExist : undefined,
      'if-modified-since': request.ifModifiedSince,
      prefer: outer.headers.prefer,
    },
    contentType: 'application/fhir+json',
    text: '',
    ...(resource ? { json: patch ? patchBody(resource) : resource } : {}),
    ...(entry.newId === undefined ? {} : { newId: entry.newId }),
    ...(outer.rights ? { rights: outer.rights } : {}),
  };
}

/** JSON Patch travels in a Bundle as a Binary (R4 http.html#patch); FHIRPath Patch is a resource already. */
function patchBody(resource: Resource): unknown {
  if (resource.resourceType !== 'Binary') return resource;
  if (mediaType(String(resource.contentType)) !== 'application/json-patch+json' || typeof resource.data !== 'string') {
    throw badRequest('a patch in a Binary needs contentType application/json-patch+json and data');
  }
  try {
    return JSON.parse(Buffer.from(resource.data, 'base64').toString('utf8')) as unknown;
  } catch {
    throw badRequest('the data of the Binary is no JSON Patch');
  }
}

function answerOf(entry: Entry, answer: Reply, outer: FhirRequest): object {
  const { status, headers, body } = answer;
  const modified = headers['Last-Modified'];
  const response = {
    status: statusText(status),
    ...(headers.Location ? { location: headers.Location } : {}),
    ...(headers.ETag ? { etag: headers.ETag } : {}),
    ...(modified ? { lastModified: new Date(modified).toISOString() } : {}),
  };
  const reads = entry.method === 'GET';
  const shows = body !== undefined && (reads || preferences(outer).returns === 'representation');
  return { ...(shows ? { resource: JSON.parse(body) as unknown } : {}), response };
}

function statusText(status: number): string {
  const names: Record<number, string> = { 200: 'OK', 201: 'Created', 204: 'No Content', 304: 'Not Modified' };
  return names[status] ? `${status} ${names[status]}` : String(status);
}

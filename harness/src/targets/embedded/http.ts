import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Resource } from '../../guide/resource.js';
import { isNestedDeeper } from '../../history/json-depth.js';
import type { Rights } from './access/rights.js';
import { badRequest, Refusal } from './outcome.js';

/** A request, taken apart. Entries of a Bundle become requests too. */
export interface FhirRequest {
  method: string;
  /** Decoded path segments below the base. */
  path: string[];
  /** Decoded query parameters in order; those of a form body follow. */
  query: [string, string][];
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Media type of the body, lower case, without parameters; empty when none is given. */
  contentType: string;
  /** Text of the body; empty when there is none. */
  text: string;
  /** The body when it is already parsed (entries of a Bundle). */
  json?: unknown;
  /** Id that a created resource gets (entries of a transaction, whose references are rewritten first). */
  newId?: string;
  /** What its caller may see and change; absent where everybody may all. */
  rights?: Rights;
}

/** An answer. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** JSON text. */
  body?: string;
}

/** How many times the body limit is read, and thrown away, before the connection is cut. */
const DRAIN_FACTOR = 8;

/** Deepest nesting of a body. R4's own examples stay below 30. */
const MAX_DEPTH = 200;

const JSON_TYPES = new Set(['application/fhir+json', 'application/json', 'text/json', 'application/json+fhir']);

/** An answer with a resource. */
export function reply(status: number, resource?: Resource | string, headers: Record<string, string> = {}): Reply {
  if (resource === undefined) return { status, headers };
  return { status, headers, body: typeof resource === 'string' ? resource : JSON.stringify(resource) };
}

/** Reads a request below `prefix` (e.g. `/fhir`) whole. Throws a Refusal for what can't be read. */
export async function readRequest(
  message: IncomingMessage,
  prefix: string,
  maxBodyBytes: number,
): Promise<FhirRequest> {
  const text = await readBody(message, maxBodyBytes);
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const pathText = mark < 0 ? url : url.slice(0, mark);
  if (pathText !== prefix && !pathText.startsWith(`${prefix}/`)) {
    throw new Refusal(404, 'not-found', `nothing here: the FHIR base is ${prefix}`);
  }
  const contentType = mediaType(message.headers['content-type']);
  const query = mark < 0 ? [] : parseQuery(url.slice(mark + 1));
  if (contentType === 'application/x-www-form-urlencoded') query.push(...parseQuery(text));
  return {
    method: message.method === 'HEAD' ? 'GET' : (message.method ?? 'GET'),
    path: splitPath(pathText.slice(prefix.length)),
    query,
    headers: message.headers as Record<string, string | undefined>,
    contentType,
    text,
  };
}

/** Query parameters of a URL (`Type?a=b` gives `a=b` to this), decoded. Throws a Refusal for bad percent-encoding. */
export function parseQuery(query: string): [string, string][] {
  const result: [string, string][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    result.push([decode(name, true), equals < 0 ? '' : decode(part.slice(equals + 1), true)]);
  }
  return result;
}

/** Path segments, decoded. */
export function splitPath(path: string): string[] {
  const segments: string[] = [];
  for (const part of path.split('/')) if (part !== '') segments.push(decode(part, false));
  return segments;
}

function decode(text: string, form: boolean): string {
  const plain = form && text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!plain.includes('%')) return plain;
  try {
    return decodeURIComponent(plain);
  } catch {
    throw badRequest(`"${text.slice(0, 80)}" is not valid percent-encoding in the URL`);
  }
}

/** A media type without parameters, lower case. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/**
 * Reads a body up to the limit. What goes over is still taken from the wire, but not kept, so that the sender can finish and
 * read the answer; a sender that never stops is cut off.
 */
function readBody(message: IncomingMessage, limit: number): Promise<string> {
  if (message.method === 'GET' || message.method === 'HEAD') {
    message.resume();
    return Promise.resolve('');
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit * DRAIN_FACTOR) message.destroy();
    });
    message.on('end', () => {
      if (size > limit) reject(new Refusal(413, 'too-long', `the body is larger than the limit of ${limit} bytes`));
      else resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8'));
    });
    // An Error is costly to make: "close" also follows every body that arrived whole.
    message.on('close', () => {
      if (!message.readableEnded) reject(badRequest('the body broke off'));
    });
    message.on('error', () => reject(badRequest('the body broke off')));
  });
}

/** The JSON body. Throws a Refusal when there is none, or it is of another type (415), or no JSON. */
export function jsonBody(request: FhirRequest, types: ReadonlySet<string> = JSON_TYPES): unknown {
  if (request.json !== undefined) return request.json;
  if (request.contentType !== '' && !types.has(request.contentType)) {
    const known = [...types].join(', ');
    throw new Refusal(415, 'not-supported', `content type "${request.contentType}" is not supported; send ${known}`);
  }
  if (request.text.trim() === '') throw badRequest('the request needs a JSON body', 'structure');
  if (isNestedDeeper(request.text, MAX_DEPTH)) {
    throw badRequest(`the body is nested more than ${MAX_DEPTH} levels deep`, 'too-long');
  }
  try {
    return JSON.parse(request.text) as unknown;
  } catch (error) {
    throw badRequest(`the body is not JSON: ${(error as Error).message}`, 'structure');
  }
}

/** Throws a Refusal (406) when the client takes nothing that the server can write. `_format` goes before Accept. */
export function checkAccept(request: FhirRequest): void {
  const format = request.query.find(([name]) => name === '_format')?.[1];
  if (format !== undefined) {
    // A "+" in an unescaped query value arrives as a space.
    const wanted = mediaType(format).replace(' ', '+');
    if (wanted !== 'json' && !JSON_TYPES.has(wanted)) throw notAcceptable(format);
    return;
  }
  const accept = request.headers.accept;
  if (accept === undefined || accept === '*/*' || accept === 'application/fhir+json') return;
  if (!accept.split(',').some(acceptable)) throw notAcceptable(accept);
}

function acceptable(range: string): boolean {
  const type = mediaType(range);
  if (/;\s*q=0(\.0*)?\s*(;|$)/.test(range)) return false;
  return type === '' || type === '*/*' || type === 'application/*' || type === 'text/*' || JSON_TYPES.has(type);
}

function notAcceptable(wanted: string): Refusal {
  return new Refusal(
    406,
    'not-supported',
    `"${wanted}" is not supported; the server writes application/fhir+json only`,
  );
}

/** What the client prefers (RFC 7240), e.g. `return=minimal, handling=strict`. */
export function preferences(request: FhirRequest): { returns?: string; handling?: string } {
  const header = request.headers.prefer;
  if (!header) return {};
  const result: { returns?: string; handling?: string } = {};
  for (const part of header.split(/[,;]/)) {
    const [name, value] = part.split('=').map((text) => text.trim());
    if (name === 'return') result.returns = value;
    if (name === 'handling') result.handling = value;
  }
  return result;
}

/** Writes an answer. A body of a HEAD request is left out. */
export function writeReply(response: ServerResponse, answer: Reply, head: boolean): void {
  const { status, headers, body } = answer;
  if (body === undefined) {
    response.writeHead(status, status === 204 || status === 304 ? headers : { ...headers, 'Content-Length': 0 });
    response.end();
    return;
  }
  response.writeHead(status, {
    'Content-Type': 'application/fhir+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(head ? undefined : body);
}

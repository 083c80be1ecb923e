import { Agent } from 'undici';
import { isNestedDeeper } from '../history/json-depth.js';
import type { Body } from '../history/record.js';
import { ask } from '../wire/ask.js';

/** Largest response body that is read, bytes. */
const MAX_BODY = 16 * 1024 * 1024;

/** JSON that is nested deeper is kept as text: no resource is, and whoever walks through it would run out of stack. */
const MAX_DEPTH = 200;

/** What Node says of certificates that no authority known here has signed. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)/;
const TRUST_IT = 'name the file of its authority (PEM) in the environment variable NODE_EXTRA_CA_CERTS';

/** A request as the steps make it. */
export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form (application/x-www-form-urlencoded), in place of a body. */
  form?: Record<string, string>;
}

/** An answer. Redirects are answers too: they are never followed. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body?: Body;
}

/** No answer came: refused, reset, too large, or out of time. */
export class NoAnswer extends Error {}

/** HTTP with reused connections; every wait and body bounded. One for all runs of a process. */
export class HttpClient {
  private readonly agent: Agent;

  constructor(private readonly timeoutMs: number) {
    this.agent = new Agent({
      // No limit for an origin, and one request at a time on each connection: acts at the same time must not wait for each other.
      connections: null,
      pipelining: 1,
      maxResponseSize: MAX_BODY,
      connectTimeout: timeoutMs,
      // Undici's own bounds begin anew with every byte: the whole of an answer is bounded in `send`.
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: 30_000,
    });
  }

  /** Sends a request and reads the answer whole. Throws NoAnswer with the reason in words. */
  async send(outgoing: Outgoing): Promise<Answer> {
    const { method, url, headers = {} } = outgoing;
    try {
      const question = { method, url, ...contentOf(outgoing, headers) };
      const { status, headers: told, text } = await ask(this.agent, question, this.timeoutMs);
      return { status, headers: told, ...bodyOf(text) };
    } catch (error) {
      throw new NoAnswer(describe(error, this.timeoutMs));
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

function contentOf(outgoing: Outgoing, headers: Record<string, string>): RequestContent {
  const { body, form } = outgoing;
  if (form) {
    const type = 'application/x-www-form-urlencoded';
    return { headers: { ...headers, 'content-type': type }, body: new URLSearchParams(form).toString() };
  }
  return body === undefined ? { headers } : { headers, body: JSON.stringify(body) };
}

interface RequestContent {
  headers: Record<string, string>;
  body?: string;
}

/** A body as a history keeps it: parsed when it is JSON, as text when not or when nested too deep, nothing when empty. */
export function bodyOf(text: string): { body?: Body } {
  if (text === '') return {};
  if (isNestedDeeper(text, MAX_DEPTH)) return { body: { text } };
  try {
    return { body: { json: JSON.parse(text) as unknown } };
  } catch {
    return { body: { text } };
  }
}

function describe(error: unknown, timeoutMs: number): string {
  const code = (error as { code?: string }).code ?? '';
  if (/TIMEOUT/.test(code)) return `no answer within ${timeoutMs} ms (${code})`;
  if (code === 'ECONNREFUSED') return 'connection refused: nothing listens there';
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return `the answer is larger than the ${MAX_BODY / 1024 / 1024} MB that are read`;
  if (UNTRUSTED.test(code)) return `${code}: its certificate is not trusted here. For one of your own, ${TRUST_IT}`;
  return `${code ? `${code}: ` : ''}${error instanceof Error ? error.message : String(error)}`;
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyOf } from './http.js';
import type { Body } from '../history/record.js';

/** Largest body that the endpoint takes, bytes. */
const MAX_BODY = 8 * 1024 * 1024;

/** Something that arrived for a played actor. */
export interface Arrival {
  /** The actor that it is for. */
  actor: string;
  method: string;
  /** Path below the actor's own, e.g. `/notify/Task/12` or `/$process-message`. */
  path: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body?: Body;
}

/** What is answered. */
export interface Reply {
  status: number;
  json?: unknown;
  /** Close the connection instead. */
  hangsUp?: boolean;
}

export type Receiver = (arrival: Arrival) => Promise<Reply>;

/**
 * The harness's own HTTP endpoint: where played actors receive notifications and messages. One listener for the whole process;
 * every run has a path of its own.
 */
export class Endpoint {
  private readonly receivers = new Map<string, Receiver>();

  private constructor(
    private readonly server: Server,
    private readonly host: string,
    /** Base URL without trailing slash. */
    readonly url: string,
  ) {
    server.on('request', (request, response) => void this.handle(request, response));
  }

  /** Listens on a free port of `host`; `publicUrl` is how others reach it, when that differs. */
  static async start(host = '127.0.0.1', port = 0, publicUrl?: string): Promise<Endpoint> {
    const { server, port: actual } = await listening(host, port);
    return new Endpoint(server, host, publicUrl ?? `http://${inUrl(host)}:${actual}`);
  }

  /** Another endpoint on the same machine and under the same host name, with a port and so an origin of its own. */
  async beside(): Promise<Endpoint> {
    const { server, port } = await listening(this.host, 0);
    return new Endpoint(server, this.host, `http://${new URL(this.url).hostname}:${port}`);
  }

  /** Sends what arrives below `/{token}/` to `receiver`, until the returned function is called. */
  register(token: string, receiver: Receiver): () => void {
    this.receivers.set(token, receiver);
    return () => this.receivers.delete(token);
  }

  /** Where an actor of a run is reached. */
  urlFor(token: string, actor: string): string {
    return `${this.url}/${token}/${actor}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const [, token = '', actor = '', ...rest] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
      const receiver = this.receivers.get(token);
      // Whoever knows no token has nothing that would be worth reading.
      if (!receiver) return refuseRest(response, 404);
      const body = await readBody(request);
      if (body === undefined) return refuseRest(response, 413);
      const arrival: Arrival = {
        actor: decodeURIComponent(actor),
        method: request.method ?? '',
        path: `/${rest.map(decodeURIComponent).join('/')}`,
        url: `${this.url}${request.url ?? ''}`,
        headers: request.headers,
        ...bodyOf(body),
      };
      answer(response, await receiver(arrival));
    } catch {
      // Whatever was sent, the endpoint lives on; the sender learns that it was not taken.
      answer(response, { status: 400 });
    }
  }
}

/** A host as it stands in a URL: an IPv6 address in brackets (RFC 3986, 3.2.2). */
function inUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

async function listening(host: string, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host.replace(/^\[|\]$/g, ''), resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** What is left of a body is not read: the connection cannot be used again. */
function refuseRest(response: ServerResponse, status: 404 | 413): void {
  response.writeHead(status, { connection: 'close' });
  response.end();
}

function answer(response: ServerResponse, reply: Reply): void {
  if (response.headersSent) return;
  if (reply.hangsUp) return void response.destroy();
  const text = reply.json === undefined ? '' : JSON.stringify(reply.json);
  response.writeHead(reply.status, text ? { 'content-type': 'application/fhir+json' } : {});
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

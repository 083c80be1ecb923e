import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import type { KnownCaller } from './access/known-caller.js';
import { Rights, type Grounds } from './access/rights.js';
import { createCore, type Core, type Validate } from './core.js';
import type { ServerHooks } from './hooks.js';
import { readRequest, reply, writeReply, type FhirRequest, type Reply } from './http.js';
import { Refusal, refusalOutcome, toRefusal } from './outcome.js';
import { route } from './routes.js';
import { readTopics, type SimpleTopic } from './subscriptions/topic.js';

/** How the embedded server is started. */
export interface EmbeddedServerOptions {
  definitions: Definitions;
  /** Address to listen on; `127.0.0.1` unless given. */
  host?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** For the CapabilityStatement. */
  name?: string;
  /** What can be subscribed to: SubscriptionTopic resources, or canonical and resource type in short. */
  topics?: readonly (Resource | SimpleTopic)[];
  /** To break it on purpose. */
  hooks?: ServerHooks | undefined;
  /**
   * Whose a bearer token is (RFC 6750). Who sends none that is known is answered 401, but for the CapabilityStatement; `master` may
   * do all, and everybody may unless this is given.
   */
  callerOf?: ((token: string) => KnownCaller | 'master' | undefined) | undefined;
  /** Servers that know of each other's Tasks, such as those that parties placed with others: this one adds itself. */
  around?: Grounds[];
  /** Largest request body, bytes; 8 MiB unless given. */
  maxBodyBytes?: number;
  notification?: {
    /** Pauses before further attempts, milliseconds; 100, 400 and 1600 unless given. */
    retryDelaysMs?: readonly number[];
    /** How long one attempt may take, milliseconds; 5000 unless given. */
    timeoutMs?: number;
    /** Hosts that notifications may go to; loopback unless given. */
    allowedHosts?: readonly string[];
  };
  /** Makes `$validate` possible. */
  validate?: Validate;
  /** Milliseconds since 1970. */
  clock?: () => number;
  /** Ids of new resources; random unless given. */
  newId?: () => string;
}

/** A running embedded server. */
export interface EmbeddedServer {
  /** Base URL without trailing slash, e.g. `http://127.0.0.1:4711/fhir`. */
  readonly url: string;
  /** Ends connections and deliveries. */
  close(): Promise<void>;
  /** Resolves once no notification is waiting or under way. */
  idle(): Promise<void>;
}

const PREFIX = '/fhir';
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** How long a client may take to send a request, milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Starts an empty FHIR R4 server in this process. Rejects when the address can't be listened on. */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: 60_000 });
  await listen(server, host, port);
  const actual = (server.address() as AddressInfo).port;
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${actual}${PREFIX}`;
  const core = coreFor(base, options);
  const limit = options.maxBodyBytes ?? MAX_BODY_BYTES;
  server.on('request', (message, response) => void handle(core, message, response, limit, options.callerOf));
  return {
    url: base,
    idle: () => core.subscriptions.idle(),
    async close() {
      await core.subscriptions.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function coreFor(base: string, options: EmbeddedServerOptions): Core {
  const { definitions, name = 'Embedded server', topics = [], hooks = {}, notification = {}, validate } = options;
  return createCore({
    base,
    name,
    definitions,
    hooks,
    topics: readTopics(topics),
    delivery: {
      retryDelaysMs: notification.retryDelaysMs ?? [100, 400, 1600],
      timeoutMs: notification.timeoutMs ?? 5000,
      allowedHosts: new Set(notification.allowedHosts ?? LOOPBACK),
    },
    now: options.clock ?? Date.now,
    newId: options.newId ?? randomUUID,
    ...(validate ? { validate } : {}),
    ...(options.around ? { around: options.around } : {}),
  });
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function handle(
  core: Core,
  message: IncomingMessage,
  response: ServerResponse,
  limit: number,
  callerOf: EmbeddedServerOptions['callerOf'],
): Promise<void> {
  let answer: Reply;
  try {
    const request = await readRequest(message, PREFIX, limit);
    const caller = callerOf && authenticated(core, request, callerOf);
    answer = await answerTo(core, caller ? { ...request, rights: new Rights(core.grounds, caller) } : request);
  } catch (error) {
    answer = refused(error);
  }
  if (!response.destroyed) writeReply(response, answer, message.method === 'HEAD');
}

/**
 * Whose rights count for a request; undefined where none do. Throws a Refusal (401) for who is not known. What the server can do is told
 * to everybody (R4 http.html#capabilities).
 */
function authenticated(
  core: Core,
  request: FhirRequest,
  callerOf: NonNullable<EmbeddedServerOptions['callerOf']>,
): KnownCaller | undefined {
  if (request.path[0] === 'metadata') return undefined;
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const caller = token === undefined ? undefined : callerOf(token);
  if (caller !== undefined) return caller === 'master' ? undefined : caller;
  if (!(core.hooks.authenticates?.(request) ?? true)) return undefined;
  throw new Refusal(401, 'security', 'send a bearer token in the header Authorization', {
    'WWW-Authenticate': 'Bearer',
  });
}

async function answerTo(core: Core, request: FhirRequest): Promise<Reply> {
  let answer: Reply;
  try {
    answer = await route(core, request);
  } catch (error) {
    answer = refused(error);
  }
  return pretty(core.hooks.afterResponse?.(answer, request) ?? answer, request);
}

function refused(error: unknown): Reply {
  const refusal = toRefusal(error);
  return reply(refusal.status, refusalOutcome(refusal), refusal.headers);
}

/** Indents the body for people, when `_pretty=true` asks for it. */
function pretty(answer: Reply, request: FhirRequest): Reply {
  if (answer.body === undefined || !request.query.some(([name, value]) => name === '_pretty' && value === 'true'))
    return answer;
  return { ...answer, body: JSON.stringify(JSON.parse(answer.body), undefined, 2) };
}

import { capabilityIn } from '../guide/capability.js';
import type { Guide } from '../guide/guide.js';
import type { Resource } from '../guide/resource.js';
import type { ServerClaims } from '../history/record.js';
import { claimsIn } from './claims.js';
import type { Grounds } from './embedded/access/rights.js';
import type { ServerHooks } from './embedded/hooks.js';
import { startEmbeddedServer, type EmbeddedServer } from './embedded/server.js';
import type { Target } from './target.js';
import { TokenIssuer } from './token-issuer.js';

export interface EmbeddedTargetOptions {
  /** `one`: all parties share a server; `two`: each hosting actor has its own. */
  servers: 'one' | 'two';
  /** Names of the actors that host, over all flows to be run. */
  actors: readonly string[];
  /** Servers that run already, by actor; no others are started then. They are closed with the target. */
  existing?: Readonly<Record<string, EmbeddedServer>>;
  /** Whether everybody may do all, without credentials; else each actor has its own, and does what its part allows. */
  open?: boolean;
  /** For breaking it on purpose. */
  hooks?: ServerHooks;
  /** How long a change may take to reach the other party, milliseconds; default 5000, as a busy machine may need. */
  boundMs?: number;
}

/** Starts the default target: FHIR R4 servers in this process, in memory, on loopback. */
export async function startEmbeddedTarget(guide: Guide, options: EmbeddedTargetOptions): Promise<Target> {
  const issuer = options.open || options.existing ? undefined : new TokenIssuer();
  const servers = new Map<string, EmbeddedServer>(Object.entries(options.existing ?? {}));
  const around: Grounds[] = [];
  const wanted = options.servers === 'one' ? ['shared'] : [...new Set(options.actors)];
  const names = servers.size > 0 ? [] : wanted;
  for (const name of names) {
    servers.set(
      name,
      await startEmbeddedServer({
        definitions: guide.definitions,
        name,
        topics: topicsOf(guide),
        hooks: options.hooks,
        callerOf: issuer?.callerOf,
        around,
      }),
    );
  }
  const serverFor = (actor: string): EmbeddedServer => {
    const server = servers.get(options.servers === 'one' ? 'shared' : actor) ?? [...servers.values()][0];
    if (!server) throw new Error('the embedded target was started for no actor');
    return server;
  };
  const origins = new Set([...servers.values()].map((server) => new URL(server.url).origin));
  const claims = new Map<string, Promise<ServerClaims>>();
  return {
    name: options.servers === 'one' ? 'embedded (one server)' : 'embedded (a server for each party)',
    baseFor: (actor) => serverFor(actor.name).url,
    claims: (base) => {
      const known = claims.get(base) ?? fetchClaims(base);
      claims.set(base, known);
      return known;
    },
    authorize: (url, caller) => {
      const headers: Record<string, string> =
        issuer && origins.has(new URL(url).origin) ? { authorization: `Bearer ${issuer.tokenFor(caller)}` } : {};
      return Promise.resolve(headers);
    },
    origins: () => origins,
    secrets: issuer ? [issuer.secret] : [],
    external: new Set(),
    boundMs: options.boundMs ?? 5000,
    usualMs: options.boundMs ?? 2000,
    actMs: options.boundMs ?? 5000,
    pollMs: 5,
    stop: async () => {
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}

async function fetchClaims(base: string): Promise<ServerClaims> {
  const { request } = await import('undici');
  const response = await request(`${base}/metadata`);
  const statement = await response.body.json();
  return { ...claimsIn(statement), capability: capabilityIn(statement) };
}

/** The guide's topics: what can be subscribed to. */
export function topicsOf(guide: Guide): Resource[] {
  const keys = guide.keys().filter((key) => key.startsWith('SubscriptionTopic/'));
  return keys.flatMap((key) => guide.instance(key) ?? []);
}

import { TROUBLE_KINDS, type ServerClaims, type TroubleKind } from '../history/record.js';
import type { HttpClient } from '../perform/http.js';
import { BYSTANDERS } from '../history/bystander.js';
import type { ActorCredentials } from './actor-credentials.js';
import type { Guide } from '../guide/guide.js';
import type { InstanceKey, Resource } from '../guide/resource.js';
import type { Plan } from '../plan/plan.js';
import type { Caller } from './caller.js';
import { ExistingInstances, leaveAlone } from './existing.js';
import { fetchClaims } from './claims.js';
import type { StartedPlaces } from './places.js';
import type { Target } from './target.js';
import { TargetError } from './target-error.js';
import type { Limits, TargetFile } from './target-file.js';
import { baseUrl, isLoopback } from './urls.js';

/** A secret this short may be a word that stands in evidence for other reasons. */
const SHORT_SECRET = 8;

/** What shows only with credentials, and with whose. */
const NEEDS_PARTY = ['read-by-part', 'write-by-part', 'subscription-own-tasks-only'];
const NEEDS_PATIENT = ['patient-own-only'];

/** Keys of the requirements that these credentials leave unexercised. */
function unexercisedBy(credentials: ActorCredentials, bases: readonly string[]): string[] {
  return [
    ...(credentials.hasAny(bases) ? [] : ['caller-authenticated']),
    ...(credentials.hasBystander(BYSTANDERS.party, bases) ? [] : NEEDS_PARTY),
    ...(credentials.hasBystander(BYSTANDERS.patient, bases) ? [] : NEEDS_PATIENT),
  ];
}

/** The target that a target file describes. */
export class ServersTarget implements Target {
  readonly name: string;
  readonly secrets: readonly string[];
  readonly external: ReadonlySet<string>;
  readonly boundMs: number;
  readonly actMs: number;
  readonly pollMs: number;
  readonly timeoutMs: number;
  readonly tag = true;
  readonly endpoint?: { host?: string; port?: number; publicUrl?: string };
  readonly trouble?: readonly TroubleKind[];
  existing?: ExistingInstances;
  readonly notes: readonly string[];
  readonly unexercised: readonly string[];
  private readonly known = new Map<string, Promise<ServerClaims>>();
  private readonly named: ReadonlySet<string>;

  constructor(
    private readonly file: TargetFile,
    limits: Limits,
    private readonly places: StartedPlaces,
    private readonly credentials: ActorCredentials,
    private readonly client: HttpClient,
  ) {
    this.name = file.name;
    this.secrets = credentials.secrets;
    this.external = new Set(file.external);
    ({ boundMs: this.boundMs, actMs: this.actMs, pollMs: this.pollMs, timeoutMs: this.timeoutMs } = limits);
    const { publicUrl, ...listen } = file.endpoint ?? {};
    if (file.endpoint) this.endpoint = { ...listen, ...(publicUrl ? { publicUrl: baseUrl(publicUrl) } : {}) };
    if (file.trouble) this.trouble = file.trouble.flatMap((kind) => (kind === 'all' ? TROUBLE_KINDS : [kind]));
    this.named = new Set([...places.bases.values()].map((base) => new URL(base).origin));
    this.unexercised = unexercisedBy(credentials, [...places.bases.values()]);
    this.notes = [...this.unreachable(), ...this.weak()];
  }

  baseFor(actor: { name: string; is: string }): string {
    const { bases } = this.places;
    const base = bases.get(actor.name) ?? bases.get(actor.is) ?? bases.get('default');
    if (base) return base;
    const who = actor.name === actor.is ? `"${actor.name}"` : `"${actor.name}" (${actor.is})`;
    throw new TargetError(`target ${this.name} has no server for actor ${who}: add it, or "default", under "servers"`);
  }

  claims(base: string): Promise<ServerClaims> {
    const known = this.known.get(base) ?? this.ask(base);
    this.known.set(base, known);
    return known;
  }

  /** What the file states goes before what the server says; a server of which all is stated is not asked. */
  private async ask(base: string): Promise<ServerClaims> {
    const names = [...this.places.bases].flatMap(([name, url]) => (url === base ? [name] : []));
    const stated = Object.assign({}, ...names.map((name) => this.file.claims?.[name])) as Partial<ServerClaims>;
    const { processMessage, subscriptions, versioning } = stated;
    if (processMessage !== undefined && subscriptions !== undefined && versioning !== undefined) {
      return { processMessage, subscriptions, versioning };
    }
    const told = await fetchClaims(base, async (url) => {
      const headers = { accept: 'application/fhir+json', ...(await this.authorize(url)) };
      return this.client.send({ method: 'GET', url, headers });
    });
    return { ...told, ...stated };
  }

  /** Reads what the file says is there already. */
  async prepare(plans: readonly Plan[], guide: Guide): Promise<void> {
    const stated = Object.entries(this.file.existing ?? {});
    if (stated.length === 0) return;
    leaveAlone(new Set(stated.flatMap(([, at]) => Object.keys(at))), plans);
    const byBase = new Map<string, Record<InstanceKey, string>>();
    for (const [name, at] of stated) {
      const base = this.places.bases.get(name) as string;
      byBase.set(base, { ...byBase.get(base), ...at });
    }
    this.existing = await ExistingInstances.find(byBase, guide, async (url) => {
      const headers = { accept: 'application/fhir+json', ...(await this.authorize(url)) };
      const answer = await this.client.send({ method: 'GET', url, headers }).catch((error: Error) => {
        throw new TargetError(`${url}, which the target file says is there already, cannot be read: ${error.message}`);
      });
      const resource = answer.body && 'json' in answer.body ? (answer.body.json as Resource) : undefined;
      return { status: answer.status, ...(resource ? { resource } : {}) };
    });
  }

  authorize(url: string, caller?: Caller): Promise<Record<string, string>> {
    return this.credentials.headersFor(url, caller);
  }

  /** Those of the servers; token endpoints are none that FHIR requests may go to. */
  origins(): ReadonlySet<string> {
    return this.named;
  }

  async stop(): Promise<void> {
    await this.places.stop();
    await this.client.close();
  }

  private unreachable(): string[] {
    const remote = [...this.named].filter((origin) => !isLoopback(new URL(origin).hostname));
    const ownHost = this.endpoint?.publicUrl ? new URL(this.endpoint.publicUrl).hostname : this.endpoint?.host;
    if (remote.length === 0 || !isLoopback(ownHost ?? '127.0.0.1')) return [];
    return [
      `${remote.join(' and ')} cannot send to this machine's loopback address, where notifications and messages are ` +
        'received: give "endpoint" in the target file, or keep to exchanges that poll.',
    ];
  }

  private weak(): string[] {
    if (!this.secrets.some((secret) => secret.length < SHORT_SECRET)) return [];
    return [
      `A credential has fewer than ${SHORT_SECRET} characters. Its text is blotted out wherever it stands in the ` +
        'evidence, which may change what is judged: use a longer one.',
    ];
  }
}

import { eachKeepsCopies } from '../exchange/catalog.js';
import { randomUUID } from 'node:crypto';
import type { Guide } from '../guide/guide.js';
import type { BusinessIdentifier, InstanceKey, Resource } from '../guide/resource.js';
import { keptHeaders } from '../history/redact.js';
import type { HttpRecord, ServerClaims, StepEndRecord } from '../history/record.js';
import type { Recorder } from '../history/recorder.js';
import { outwards, pairedIdentifiers } from '../plan/known-identifiers.js';
import { localize } from '../plan/localize.js';
import { ELSEWHERE } from '../plan/elsewhere.js';
import type { Plan } from '../plan/plan.js';
import { BYSTANDING_CALLERS, type Caller } from '../targets/caller.js';
import { TargetError } from '../targets/target-error.js';
import type { Target } from '../targets/target.js';
import type { Endpoint } from './endpoint.js';
import { NoAnswer, type Answer, type HttpClient, type Outgoing } from './http.js';
import { Inbox } from './inbox.js';
import { Copies } from './copies.js';
import { locationBelow } from '../plan/references.js';
import { etagOf, Ledger } from './ledger.js';
import { partyOf } from './party.js';
import { withRunTag } from './run-tag.js';
import type { Trouble } from './trouble.js';

/** How a step went. */
export interface Outcome {
  outcome: StepEndRecord['outcome'];
  reason?: string;
}

export const OK: Outcome = { outcome: 'ok' };

/** Everything that the steps of one run share. */
export class RunContext {
  readonly ledger = new Ledger();
  readonly inbox = new Inbox();
  /** Content of each instance by now: in messaging one at each system, else one. */
  readonly copies: Copies;
  /** Instances whose last write did not go through: writing on would prove nothing. */
  readonly broken = new Map<InstanceKey, string>();
  /** Ids of the MessageHeaders that played actors sent. */
  readonly ownMessages = new Set<string>();
  /** What the instances that are there already are known by, by the guide's identifiers. */
  readonly knownAs: ReadonlyMap<string, BusinessIdentifier>;
  /** Topic subscriptions that a server could not take: the harness notifies in its stead. */
  readonly stoodInFor = new Set<string>();
  /** What to delete when the run is over. */
  readonly subscriptionUrls: { url: string; by: string; at: string }[] = [];
  /** Record number at which each step began. */
  readonly stepStart = new Map<string, number>();
  /** Wall clock at the start, milliseconds since 1970: what is older was not made by this run. */
  readonly startedMs = Date.now();
  /** Record numbers of the notifications that steps have waited for and got, with how many did: one may tell of several changes. */
  readonly heeded = new Map<number, number>();
  private readonly callers = new Map<string, Caller>();
  /** Whether the last record is written. */
  isOver = false;
  /** Aborted when the user wants no more: people may take minutes for one act, and nobody waits for them then. */
  signal?: AbortSignal;
  /** Told what the run waits for a system under test to do, when it has not been done at the first look. */
  onWait?: (what: string) => void;
  /** What notifications meet on their way, when that is planned. */
  trouble?: Trouble;
  /** Whether who is not notified asks and looks for itself; only then is anything expected not to come. */
  catchesUp = false;
  /** Event numbers of the notifications taken so far, by subscription. */
  readonly lastEvent = new Map<string, number>();

  constructor(
    readonly plan: Plan,
    readonly guide: Guide,
    readonly target: Target,
    readonly client: HttpClient,
    readonly endpoint: Endpoint,
    readonly recorder: Recorder,
    /** Path of this run at the endpoint. */
    readonly token: string,
    readonly suffix: string,
    readonly shiftMs: number,
    private readonly claimsByBase: Readonly<Record<string, ServerClaims>>,
  ) {
    this.knownAs = outwards(
      Object.keys(plan.instances).flatMap((key) =>
        pairedIdentifiers(guide.instance(key) ?? { resourceType: '' }, target.existing?.identifiers(key) ?? []),
      ),
    );
    this.copies = new Copies((holder) => (eachKeepsCopies(plan) ? this.base(holder) : ''));
  }

  /** Base URL of an actor's system. */
  base(actor: string): string {
    const found = this.plan.actors.find((candidate) => candidate.name === actor);
    if (!found) throw new Error(`the plan has no actor "${actor}"`);
    return this.target.baseFor(found);
  }

  /** Whose system holds what an actor has: its own, or for one without, the first that there is. */
  holderOf(actor: string): string {
    const { actors } = this.plan;
    const own = actors.find((candidate) => candidate.name === actor && candidate.hosts);
    return (own ?? actors.find((candidate) => candidate.hosts))?.name ?? actor;
  }

  claims(actor: string): ServerClaims {
    return this.claimsByBase[this.base(actor)] as ServerClaims;
  }

  /**
   * Sends a request as an actor and keeps it in the history. Answers undefined when no answer came. `as`: a stranger
   * has no credentials; a system, with itself, has those by which it is looked after.
   */
  async send(
    step: string,
    by: string,
    to: string,
    outgoing: Outgoing,
    as?: 'stranger' | 'system',
  ): Promise<{ answer?: Answer; n: number }> {
    const headers: Record<string, string> = { accept: 'application/fhir+json', ...outgoing.headers };
    if (outgoing.body !== undefined) headers['content-type'] = 'application/fhir+json';
    const sent: HttpRecord['request'] = {
      method: outgoing.method,
      url: outgoing.url,
      headers: keptHeaders(headers),
      ...(outgoing.body === undefined ? {} : { body: { json: outgoing.body } }),
    };
    const began = performance.now();
    const record = (rest: Pick<HttpRecord, 'response' | 'error'>): number =>
      this.recorder.add({ kind: 'http', step, by, to, request: sent, ...rest, ms: tenths(performance.now() - began) });
    try {
      const answer = await this.ask({ ...outgoing, headers }, by, as);
      const { status, body } = answer;
      const n = record({ response: { status, headers: keptHeaders(answer.headers), ...(body ? { body } : {}) } });
      return { answer, n };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return { n: record({ error: error.message }) };
    }
  }

  /** Credentials go to their own origin only, and nothing goes to an origin that the target does not name. */
  private async ask(outgoing: Outgoing, by: string, as?: 'stranger' | 'system'): Promise<Answer> {
    // Servers say where things are: that may be anything.
    if (!URL.canParse(outgoing.url)) throw new NoAnswer(`not asked: "${outgoing.url}" is no URL`);
    if (this.recorder.isFull) throw new NoAnswer('not asked: the history of this run is larger than a run may make it');
    const origin = new URL(outgoing.url).origin;
    const ours = origin === new URL(this.endpoint.url).origin;
    if (!ours && !this.target.origins().has(origin)) {
      throw new NoAnswer(
        `not asked: the target does not name ${origin}. If the server is reached there, name it under "servers" by that URL; ` +
          'behind a proxy, have the server state the URL that others know it by',
      );
    }
    const credentials = ours || as === 'stranger' ? {} : await this.credentials(outgoing.url, by, as).catch(notGiven);
    return this.client.send({ ...outgoing, headers: { ...outgoing.headers, ...credentials } });
  }

  private async credentials(url: string, by: string, as?: 'system'): Promise<Record<string, string>> {
    const own = as === 'system' ? await this.target.authorize(url) : {};
    return Object.keys(own).length > 0 ? own : this.target.authorize(url, this.caller(by));
  }

  /** Whether requests of somebody to a URL are authenticated: also when credentials are meant for it that cannot be had now. */
  async hasCredentials(by: string, url: string): Promise<boolean> {
    const headers = this.target.authorize(url, this.caller(by)).catch((error: unknown) => {
      if (error instanceof TargetError) return { authorization: '' };
      throw error;
    });
    return Object.keys(await headers).length > 0;
  }

  /** An actor, or a bystander, as servers know who calls. */
  caller(actor: string): Caller {
    const known = BYSTANDING_CALLERS.get(actor) ?? this.callers.get(actor);
    if (known) return known;
    const is = this.plan.actors.find(({ name }) => name === actor)?.is ?? actor;
    const caller: Caller = { name: actor, is, party: partyOf(actor, this) };
    this.callers.set(actor, caller);
    return caller;
  }

  /** The instance as this run writes it at `at`'s system: see plan/localize. */
  localized(key: InstanceKey, at: string): Resource {
    const resource = this.copies.get(key, at);
    if (!resource) throw new Error(`${key} has no content yet`);
    return this.localizedValue(resource, at);
  }

  localizedValue(resource: Resource, at: string): Resource {
    return this.localizedWith(resource, (key) => this.reference(key, at));
  }

  localizedWith(resource: Resource, locate: (key: InstanceKey) => string | undefined): Resource {
    return localize(resource, { suffix: this.suffix, identifiers: this.knownAs, shiftMs: this.shiftMs, locate });
  }

  /** What the run makes on a server that outlives it carries the run's tag, so that it can be found and removed. */
  tagged(resource: Resource): Resource {
    return this.target.tag ? withRunTag(resource, this.guide.canonical, this.suffix) : resource;
  }

  /** How a resource at `at`'s system refers to an instance: relative on the same server, else by URL. */
  reference(key: InstanceKey, at: string): string | undefined {
    const holder = this.holderSeenFrom(key, at);
    const url = holder === undefined ? undefined : this.ledger.url(key, holder);
    if (url === undefined) return undefined;
    const base = `${this.base(at)}/`;
    return url.startsWith(base) ? url.slice(base.length) : url;
  }

  /** Whose copy a resource at `at`'s system refers to: its own where there is one, else the home. */
  private holderSeenFrom(key: InstanceKey, at: string): string | undefined {
    if (this.isElsewhere(key)) return ELSEWHERE;
    if (this.ledger.url(key, at) !== undefined) return at;
    return this.plan.instances[key]?.homes.find((home) => this.ledger.url(key, home) !== undefined);
  }

  /** Whether an instance lies at a server that nobody agreed on. */
  isElsewhere(key: InstanceKey): boolean {
    return this.plan.elsewhere?.includes(key) ?? false;
  }

  bind(key: InstanceKey, holder: string, url: string): void {
    this.ledger.bind(key, holder, url);
    const existing = this.target.existing?.identifiersOf(url);
    this.recorder.add({ kind: 'bound', key, holder, url, ...(existing ? { existing: [...existing] } : {}) });
  }

  uuid(): string {
    return randomUUID();
  }
}

/** That there are no credentials any more is how the target is, not a fault of the harness: nothing can be asked. */
function notGiven(error: unknown): never {
  if (error instanceof TargetError) throw new NoAnswer(`not asked: ${error.message}`);
  throw error;
}

/** How long a party that expects trouble waits for a notification before it looks for itself, milliseconds. */
export function patienceOf(target: Target): number {
  return Math.max(target.pollMs, usualMs(target) / 10);
}

/** Within what a change usually reaches the other party, milliseconds. */
export function usualMs(target: Target): number {
  return target.usualMs ?? target.boundMs;
}

/** Milliseconds to a tenth. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** The resource in an answer, when it holds one. */
export function resourceIn(answer: Answer | undefined): Resource | undefined {
  const json = answer?.body && 'json' in answer.body ? answer.body.json : undefined;
  const resource = json as Resource | null | undefined;
  return typeof resource === 'object' && resource !== null && typeof resource.resourceType === 'string'
    ? resource
    : undefined;
}

/** One header of an answer. */
export function headerIn(answer: Answer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The version an answer tells of: its ETag, else the body's meta.versionId, else the Location. */
export function etagIn(answer: Answer): string | undefined {
  const location = headerIn(answer, 'location') ?? headerIn(answer, 'content-location');
  return (
    headerIn(answer, 'etag') ??
    etagOf(resourceIn(answer)?.meta?.versionId) ??
    etagOf(/\/_history\/([^/?#]+)/.exec(location ?? '')?.[1])
  );
}

/**
 * Where a Location header leads, without version: always below `base`, the base URL of the server that was asked, or what is at another
 * server would be written and deleted, with credentials for that other, because this one says so.
 */
export function locationIn(answer: Answer, base: string): string | undefined {
  const location = headerIn(answer, 'location');
  return location === undefined ? undefined : locationBelow(location, base);
}

export function succeeded(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

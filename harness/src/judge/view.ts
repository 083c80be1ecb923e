import type { Guide } from '../guide/guide.js';
import type { BusinessIdentifier, InstanceKey, Resource } from '../guide/resource.js';
import type {
  HistoryRecord,
  HttpRecord,
  ReceivedRecord,
  RunRecord,
  StepEndRecord,
  SubstitutedRecord,
  TroubleRecord,
} from '../history/record.js';
import { BYSTANDER_STEP } from '../history/bystander.js';
import { readNotification } from '../history/notification.js';
import { RECEIVING_STEP } from '../history/receiving.js';
import { STRANGER_STEP } from '../history/stranger.js';
import { UNKNOWN_EVENT_STEP } from '../history/unknown-event.js';
import { inwards, pairedIdentifiers } from '../plan/known-identifiers.js';
import { standingFor } from '../plan/sides.js';
import { delocalize } from '../plan/localize.js';
import { absolute } from '../plan/references.js';
import type { Plan, PlanAct, Step, WriteStep } from '../plan/plan.js';

/** Steps of no plan: what is kept under them was tried when the story was over, or asked by systems of themselves. */
const NO_ACTORS_DOING: ReadonlySet<string> = new Set([
  STRANGER_STEP,
  BYSTANDER_STEP,
  UNKNOWN_EVENT_STEP,
  RECEIVING_STEP,
]);

/** What a step left in the history. */
export interface StepView {
  step: Step;
  act: PlanAct;
  /** Record number at which it began; absent when it was never reached. */
  start?: number;
  end?: StepEndRecord;
  http: HttpRecord[];
  substituted?: SubstitutedRecord;
}

/** A version of a resource as some record shows it. */
export interface Sighting {
  url: string;
  body: Resource;
  record: HttpRecord;
}

/** A write that a step or a lane of a race made, by its last request that changes something. */
export interface Writing {
  step: WriteStep;
  record: HttpRecord;
}

/** A run's history, indexed for the judges. Built from the records alone. */
export class RunView {
  readonly run: RunRecord;
  readonly plan: Plan;
  readonly steps: StepView[];
  readonly received: ReceivedRecord[];
  /** Notifications that met with trouble on purpose. */
  readonly troubles: TroubleRecord[];
  /** Messages of a system under test that met with trouble on purpose when they came. */
  readonly messageTroubles: TroubleRecord[];
  /** What actors asked and wrote as their parts in the story. */
  readonly http: HttpRecord[];
  /** What was asked without credentials: no actor's doing. */
  readonly strangers: HttpRecord[];
  /** What was tried by those who have no part, with what others saw of it. */
  readonly bystanders: HttpRecord[];
  /** Messages whose event nobody knows. */
  readonly unknownEvents: HttpRecord[];
  private readonly byId = new Map<string, StepView>();
  private readonly keyByUrl = new Map<string, InstanceKey>();
  private readonly urlByKey = new Map<string, string>();
  private readonly namedBodies = new WeakMap<Resource, Resource>();
  private seen?: readonly Sighting[];
  private readonly existing = new Set<string>();
  /** What stands in the guide, by what resources are known by that were there before. */
  private readonly guidesNames = new Map<string, BusinessIdentifier>();
  /** True once it is known which URL is which instance. */
  private settled = false;
  private readonly keyByToken = new Map<string, InstanceKey>();

  constructor(
    readonly records: readonly HistoryRecord[],
    readonly guide: Guide,
  ) {
    const [first] = records;
    if (first?.kind !== 'run') throw new Error('a history begins with its run record');
    this.run = first;
    this.plan = first.plan;
    this.steps = this.plan.acts.flatMap((act) => act.steps.map((step): StepView => ({ step, act, http: [] })));
    for (const view of this.steps) this.byId.set(view.step.id, view);
    for (const view of this.steps)
      if (view.step.kind === 'race') for (const lane of view.step.lanes) this.byId.set(lane.id, laneView(lane, view));
    const requests = records.filter((record) => record.kind === 'http');
    this.http = requests.filter(({ step }) => !NO_ACTORS_DOING.has(step));
    this.unknownEvents = requests.filter(({ step }) => step === UNKNOWN_EVENT_STEP);
    this.strangers = requests.filter(({ step }) => step === STRANGER_STEP);
    this.bystanders = requests.filter(({ step }) => step === BYSTANDER_STEP);
    this.messageTroubles = records
      .filter((record) => record.kind === 'trouble')
      .filter(({ of, request }) => of === 'message' && request.body !== undefined);
    this.troubles = records.filter((record) => record.kind === 'trouble').filter(({ of }) => of !== 'message');
    for (const record of records) this.index(record);
    this.recognizeCopies();
    this.received = records.filter((record) => record.kind === 'received');
    this.settled = true;
  }

  /** What a message brought lives under URLs that nobody bound: such copies are known by their business identifiers. */
  private recognizeCopies(): void {
    for (const key of Object.keys(this.plan.instances)) {
      const instance = this.guide.instance(key);
      for (const token of instance ? identifierTokens(instance) : [])
        if (!this.keyByToken.has(token)) this.keyByToken.set(token, key);
    }
    for (const { url, body } of this.sightings()) {
      const key = this.keyByUrl.has(url) ? undefined : this.keyByIdentifier(body);
      if (key) this.keyByUrl.set(url, key);
    }
  }

  /** The guide's instance whose business identifier a resource of this run carries, wherever it is. */
  keyByIdentifier({ resourceType, identifier }: Resource): InstanceKey | undefined {
    // Told back by itself: what is known of a whole resource in the guide's names goes by where it was seen.
    const tokens = identifierTokens(this.tellBack({ resourceType, identifier } as Resource, ''));
    return tokens.map((token) => this.keyByToken.get(token)).find(Boolean);
  }

  private index(record: HistoryRecord): void {
    if (record.kind === 'bound') {
      this.keyByUrl.set(record.url, record.key);
      this.urlByKey.set(`${record.holder} ${record.key}`, record.url);
      if (record.existing) this.noteExisting(record.key, record.url, record.existing);
      return;
    }
    const view = 'step' in record ? this.byId.get(record.step) : undefined;
    if (!view) return;
    if (record.kind === 'step') view.start = record.n;
    else if (record.kind === 'done') view.end = record;
    else if (record.kind === 'http') view.http.push(record);
    else if (record.kind === 'substituted') view.substituted = record;
  }

  /**
   * A party that was there before the run takes part in more than this story: what it is told of other Tasks, in other runs or in its daily
   * work, is none of it.
   */
  isOfAnotherStory({ to, what, request }: ReceivedRecord): boolean {
    const as = this.plan.actors.find(({ name }) => name === to)?.as;
    const there = [...this.existing].some((url) => this.keyByUrl.get(url) === as);
    if (!there || what !== 'notification') return false;
    const { events } = readNotification(request, new URL(request.url).pathname);
    return events.length > 0 && events.every(({ focus }) => /^https?:/.test(focus) && !this.keyByUrl.has(focus));
  }

  private noteExisting(key: InstanceKey, url: string, identifiers: readonly BusinessIdentifier[]): void {
    this.existing.add(url);
    const pairs = pairedIdentifiers(this.guide.instance(key) ?? { resourceType: '' }, identifiers);
    for (const [token, own] of inwards(pairs)) this.guidesNames.set(token, own);
  }

  /** Whether what lives at a URL was there before the run: others answer for what it is like. */
  wasThere(url: string): boolean {
    return this.existing.has(url);
  }

  stepView(id: string): StepView | undefined {
    return this.byId.get(id);
  }

  /** What the writes of a step were answered with: of a write itself, or of every lane of a race. */
  writingsOf(id: string): Writing[] {
    const step = this.byId.get(id)?.step;
    const writes = step?.kind === 'race' ? step.lanes : step?.kind === 'write' ? [step] : [];
    return writes.flatMap((write) => {
      const record = this.byId
        .get(write.id)
        ?.http.filter(({ request }) => request.method === 'POST' || request.method === 'PUT')
        .at(-1);
      return record ? [{ step: write, record }] : [];
    });
  }

  /** The first act on a resource that an external actor should have done and did not, up to a step or in the whole run. */
  leftUndone(key: InstanceKey, upTo?: string): StepView | undefined {
    const index = upTo === undefined ? -1 : this.steps.findIndex(({ step }) => step.id === upTo);
    const steps = index < 0 ? this.steps : this.steps.slice(0, index);
    return steps.find(
      ({ step, end }) =>
        step.kind === 'await' && step.key === key && (end?.outcome === 'late' || end?.outcome === 'skipped'),
    );
  }

  /** Views of all steps of one kind, in order. */
  stepsOf<K extends Step['kind']>(kind: K): (StepView & { step: Extract<Step, { kind: K }> })[] {
    return this.steps.filter(
      (view): view is StepView & { step: Extract<Step, { kind: K }> } => view.step.kind === kind,
    );
  }

  /** The guide's instance that lives at a URL. */
  keyAt(url: string): InstanceKey | undefined {
    return this.keyByUrl.get(url);
  }

  /** Where an instance is, for a holder; without holder, anywhere. */
  urlOf(key: InstanceKey, holder?: string): string | undefined {
    if (holder !== undefined) return this.urlByKey.get(`${holder} ${key}`);
    for (const [pair, url] of this.urlByKey) if (pair.endsWith(` ${key}`)) return url;
    return undefined;
  }

  /** A resource as seen at a URL, told in the guide's own names. Shared: never change it. */
  named(body: Resource, url: string): Resource {
    const known = this.settled ? this.namedBodies.get(body) : undefined;
    const named = known ?? this.tellBack(body, url);
    if (this.settled) this.namedBodies.set(body, named);
    return named;
  }

  private tellBack(body: Resource, url: string): Resource {
    const base = baseOf(url);
    return delocalize(body, {
      suffix: this.run.suffix,
      identifiers: this.guidesNames,
      shiftMs: this.run.shiftMs,
      name: (reference) => this.keyByUrl.get(absolute(reference, base)),
    });
  }

  /** What each successful GET of a single resource, and each write that answered with it, showed; in order. */
  sightings(): readonly Sighting[] {
    return (this.seen ??= [...this.look()]);
  }

  private *look(): Iterable<Sighting> {
    for (const record of this.http) {
      const body = resourceOf(record);
      if (!body || body.resourceType === 'Bundle' || body.resourceType === 'OperationOutcome' || body.id === undefined)
        continue;
      const method = record.request.method;
      if (method === 'GET' && urlWithoutQuery(record).endsWith(`/${body.resourceType}/${body.id}`)) {
        yield { url: urlWithoutQuery(record), body, record };
      } else if (method === 'PUT') {
        yield { url: urlWithoutQuery(record), body, record };
      } else if (method === 'POST' && urlWithoutQuery(record).endsWith(`/${body.resourceType}`)) {
        yield { url: `${urlWithoutQuery(record)}/${body.id}`, body, record };
      }
    }
  }

  /** What an actor saw last of an instance. */
  lastSeen(actor: string, key: InstanceKey): Sighting | undefined {
    let last: Sighting | undefined;
    for (const sighting of this.sightings()) {
      if (sighting.record.by === actor && this.keyAt(sighting.url) === key) last = sighting;
    }
    return last;
  }

  /** What anybody saw last of an instance. */
  lastSightingOf(key: InstanceKey): Sighting | undefined {
    return this.sightings().findLast(({ url }) => this.keyAt(url) === key);
  }

  /** The instances that stand for an actor and for the party in whose name it acts. */
  instancesOf(name: string): InstanceKey[] {
    return standingFor(name, this.plan.actors);
  }

  /** Whether the run came to its end: of one that was cut off or interrupted, what is not there may have been about to come. */
  get isWhole(): boolean {
    const last = this.records.at(-1);
    return last?.kind === 'end' && last.outcome === 'finished';
  }

  /** Name of the external actor, if there is exactly one. */
  get externals(): string[] {
    return this.plan.actors.filter((actor) => actor.external).map((actor) => actor.name);
  }
}

function laneView(lane: WriteStep, race: StepView): StepView {
  return { step: lane, act: race.act, http: [] };
}

/** `Type system|value` of each business identifier. */
function identifierTokens(resource: Resource): string[] {
  const list = (Array.isArray(resource.identifier) ? resource.identifier : [resource.identifier]) as (
    { system?: string; value?: string } | undefined
  )[];
  return list.flatMap((one) =>
    one?.system && one.value ? [`${resource.resourceType} ${one.system}|${one.value}`] : [],
  );
}

/** The resource in a successful response. */
export function resourceOf(record: HttpRecord | undefined): Resource | undefined {
  const { response } = record ?? {};
  if (!response || response.status < 200 || response.status >= 300 || !response.body || !('json' in response.body))
    return undefined;
  const json = response.body.json as Resource | null;
  return typeof json === 'object' && json !== null && typeof json.resourceType === 'string' ? json : undefined;
}

/** The resource in an answer, whatever its status: errors are told in resources too. */
export function answerIn(record: HttpRecord | undefined): Resource | undefined {
  const body = record?.response?.body;
  const json = body && 'json' in body ? (body.json as Resource | null) : undefined;
  return typeof json === 'object' && json !== null && typeof json.resourceType === 'string' ? json : undefined;
}

/** The resource that a request sent. */
export function sentIn(record: HttpRecord): Resource | undefined {
  const body = record.request.body;
  return body && 'json' in body ? (body.json as Resource) : undefined;
}

/** The version id that an answer tells of: its ETag, else the body's meta.versionId, else its Location's. */
export function versionIn(record: HttpRecord): string | undefined {
  const headers = record.response?.headers ?? {};
  const etag = /"([^"]*)"/.exec(headers.etag ?? '')?.[1];
  const location = /\/_history\/([^/?#]+)/.exec(headers.location ?? headers['content-location'] ?? '')?.[1];
  return etag ?? resourceOf(record)?.meta?.versionId ?? location;
}

/** The version that a write made: as its answer tells, else, where that has neither ETag nor body, as the next look in the same step does. */
export function versionMade(record: HttpRecord, run: RunView): string | undefined {
  const told = versionIn(record);
  if (told !== undefined) return told;
  const type = sentIn(record)?.resourceType;
  const look = run.http.find(
    ({ n, step, by, request }) =>
      n > record.n &&
      step === record.step &&
      by === record.by &&
      request.method === 'GET' &&
      !request.url.includes('?'),
  );
  return look && resourceOf(look)?.resourceType === type ? versionIn(look) : undefined;
}

export function urlWithoutQuery(record: HttpRecord): string {
  return record.request.url.split('?')[0] as string;
}

/** Whether an answer says that the request was carried out. */
export function isSuccess(record: HttpRecord | undefined): boolean {
  const status = record?.response?.status ?? 0;
  return status >= 200 && status < 300;
}

/** `http://host/fhir` of `http://host/fhir/Task/1`. */
export function baseOf(url: string): string {
  return url.replace(/\/[^/]+\/[^/]+$/, '');
}

/** `GET http://…/Task/1 -> 200`, for sentences. */
export function inWords(record: HttpRecord | undefined): string {
  if (!record) return 'nothing was sent';
  const { method, url } = record.request;
  return `${method} ${url} was answered with ${record.response ? record.response.status : `nothing (${record.error ?? 'no answer'})`}`;
}

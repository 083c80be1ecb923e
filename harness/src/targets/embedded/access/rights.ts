import type { Resource } from '../../../guide/resource.js';
import { mayMove, moversOf, partiesOf, type PartyReference } from '../../../guide/task-parties.js';
import { absolute } from '../../../plan/references.js';
import { referencesIn } from '../bundle-references.js';
import type { ServerHooks } from '../hooks.js';
import { Refusal } from '../outcome.js';
import type { Searcher } from '../search/searcher.js';
import { liveVersion, type Entity, type Store, type Version } from '../store.js';
import type { KnownCaller } from './known-caller.js';
import { namesAround, namesIn } from './names.js';
import { namedParties } from './subscribed.js';
import type { TaskIndex } from './task-index.js';

/** Records of who and what there is: they say nothing of a patient, and everybody whom the server knows may read them. */
const DIRECTORY: ReadonlySet<string> = new Set([
  'ActivityDefinition',
  'HealthcareService',
  'Location',
  'Medication',
  'Organization',
  'PlanDefinition',
  'Practitioner',
  'PractitionerRole',
  'Questionnaire',
]);

/** What a server's rules on access look at. */
export interface Grounds {
  base: string;
  store: Store;
  searcher: Searcher;
  hooks: ServerHooks;
  tasks: TaskIndex;
  /** Who wrote each version, where that is known. */
  writers: WeakMap<Version, KnownCaller>;
  /** This server, and those of whose Tasks it knows. */
  around: Grounds[];
}

/**
 * What one caller may see and change. Nothing here knows a flow: it follows from what the resources say. A caller reads the Tasks in
 * which it has a part, their steps and whatever these lead to, what it wrote itself, and a patient what is about that patient.
 */
export class Rights {
  private called?: ReadonlySet<string>;
  private reached?: ReadonlySet<string>;
  private readonly same = new Map<KnownCaller, boolean>();

  constructor(
    private readonly grounds: Grounds,
    readonly caller: KnownCaller,
  ) {}

  /** Whether the caller may be shown this resource. */
  mayRead(version: Version, what: 'read' | 'search' = 'read'): boolean {
    const { entity } = version;
    const holds =
      DIRECTORY.has(entity.type) ||
      this.caller.readsAll === true ||
      this.isAuthor(entity) ||
      this.isAbout(version) ||
      this.isNamedIn(version) ||
      this.leadsTo(entity);
    return this.permits(what, entity.key, holds);
  }

  /** Throws a Refusal (403) unless the caller may be shown this resource. */
  checkRead(version: Version): void {
    if (!this.mayRead(version)) throw forbidden(`${version.entity.key} is not for ${this.caller.name}`);
  }

  /** Throws a Refusal (403) unless the caller may replace a resource by `next`; undefined deletes. */
  checkChange(entity: Entity, previous: Resource, next: Resource | undefined): void {
    const fault =
      previous.resourceType === 'Task' && next
        ? this.faultInTask(previous, next)
        : this.isAuthor(entity)
          ? undefined
          : `${this.caller.name} did not write ${entity.key}`;
    if (!this.permits('change', entity.key, fault === undefined)) throw forbidden(fault ?? 'it may not be changed');
  }

  /** Throws a Refusal (403) for a Subscription that names a party which is not the caller. */
  checkSubscription(subscription: Resource): void {
    const others = namedParties(subscription).filter((reference) => !this.isParty({ reference }));
    const key = `Subscription/${subscription.id ?? ''}`;
    if (this.permits('subscribe', key, others.length === 0)) return;
    throw forbidden(`${this.caller.name} may not subscribe to the Tasks of ${others.join(', ')}`);
  }

  /** Whether a reference means the caller. */
  isParty(reference: PartyReference): boolean {
    return namesIn(reference, this.grounds.base).some((name) => this.names.has(name));
  }

  private get names(): ReadonlySet<string> {
    return (this.called ??= namesAround(this.caller, this.grounds.around));
  }

  private permits(what: 'read' | 'search' | 'change' | 'subscribe', key: string, holds: boolean): boolean {
    return this.grounds.hooks.permits?.({ caller: this.caller, what, key, holds }) ?? holds;
  }

  private faultInTask(previous: Resource, next: Resource): string | undefined {
    const movers = moversOf(previous, (reference) => this.isParty(reference), this.caller.claims);
    if (movers.size === 0) return `${this.caller.name} has no part in this Task`;
    if (!mayMove(previous, String(next.status), movers))
      return `as its ${[...movers].join(' and ')}, ${this.caller.name} may not move it from ${String(previous.status)} to ${String(next.status)}`;
    return undefined;
  }

  /** Whether the caller wrote it first. */
  private isAuthor(entity: Entity): boolean {
    const first = entity.versions[0];
    const author = first && this.grounds.writers.get(first);
    return author !== undefined && this.isSame(author);
  }

  /** Whether somebody is the caller, or acts in its name, or it in that one's. */
  private isSame(other: KnownCaller): boolean {
    if (other === this.caller) return true;
    const known =
      this.same.get(other) ?? [...namesAround(other, this.grounds.around)].some((name) => this.names.has(name));
    this.same.set(other, known);
    return known;
  }

  /** Whether it is the caller's own record, or one about the caller: as the patient, or as who it was written for. */
  private isAbout({ entity, resource }: Version): boolean {
    if (this.names.has(`${this.grounds.base}/${entity.key}`)) return true;
    const about = [resource?.subject, resource?.patient, resource?.for, resource?.recipient].flat();
    return about.some((one) => typeof one === 'object' && one !== null && this.isParty(one as PartyReference));
  }

  /** Whether a version of a Task names the caller, or takes its part away: that it is told, as the last. */
  private isNamedIn(version: Version): boolean {
    const { type, versions } = version.entity;
    if (type !== 'Task') return false;
    const told = [version, versions[versions.indexOf(version) - 1]].flatMap((one) => one?.resource ?? []);
    return told.some((task) =>
      Object.values(partiesOf(task))
        .flat()
        .some((party) => this.isParty(party)),
    );
  }

  /** Whether it is a Task in which the caller has a part, or one of these leads to it. */
  private leadsTo(entity: Entity): boolean {
    return (this.reached ??= this.reach()).has(`${this.grounds.base}/${entity.key}`);
  }

  /** By URL, over all servers that know of each other's Tasks: a Placer knows whom it has asked, wherever that Task is. */
  private reach(): ReadonlySet<string> {
    const reached = this.ownTasks();
    // A Set goes on to what is added while it is walked.
    for (const url of reached) for (const target of this.targetsOf(url)) reached.add(target);
    return reached;
  }

  /** Tasks in which the caller has a part, by URL, with all their steps. */
  private ownTasks(): Set<string> {
    const { around } = this.grounds;
    const own = new Set<string>();
    for (const { base, tasks } of around) {
      for (const name of this.names) for (const { key } of tasks.of(name)) own.add(`${base}/${key}`);
      if (this.caller.claims) for (const { key } of tasks.open) own.add(`${base}/${key}`);
    }
    for (const url of own)
      for (const { base, tasks } of around) for (const { key } of tasks.partsOf(url)) own.add(`${base}/${key}`);
    return own;
  }

  /** What a resource leads the caller to: what others refer to in it. Who could open doors by references of its own could open any. */
  private targetsOf(url: string): string[] {
    const [type = '', id = ''] = url.split('/').slice(-2);
    const at = this.grounds.around.find(({ base }) => url === `${base}/${type}/${id}`);
    const entity = at?.store.entity(type, id);
    const version = liveVersion(entity);
    if (!at || !entity || !version) return [];
    return targetsIn(version, at.base).filter((target) => {
      const first = entity.versions.find((older) => targetsIn(older, at.base).includes(target));
      const writer = first && at.writers.get(first);
      return !writer || !this.isSame(writer);
    });
  }
}

const TARGETS = new WeakMap<Version, readonly string[]>();

/** URLs of what a version refers to. */
function targetsIn(version: Version, base: string): readonly string[] {
  const known = TARGETS.get(version);
  if (known) return known;
  const literal = referencesIn(version.resource).filter((reference) => !/^(#|urn:)/.test(reference));
  const targets = [...new Set(literal.map((reference) => absolute(reference, base)))];
  TARGETS.set(version, targets);
  return targets;
}

/** R4 security.html#http: 403 for who is known and may not. */
function forbidden(why: string): Refusal {
  return new Refusal(403, 'forbidden', why);
}

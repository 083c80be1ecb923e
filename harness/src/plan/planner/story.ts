import type { Exchange } from '../../exchange/exchange.js';
import type { Guide } from '../../guide/guide.js';
import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { PlanInstance, SubscribeStep } from '../plan.js';
import type { Scenario, ScenarioActor, SourcePosition } from '../scenario.js';
import type { PlainAct, StoryPath } from '../story-path.js';

/** A flow cannot be planned as written, e.g. a reference to something that lives nowhere. */
export class PlanError extends Error {
  /** Where the act stands that cannot be carried out. */
  at?: SourcePosition;

  constructor(
    message: string,
    /** What to do about it. */
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** What is known while a story is followed: where things live, what they look like by now, and who has seen what. */
export class Story {
  readonly instances = new Map<InstanceKey, PlanInstance>();
  /** What exists by now, by place: in messaging each system has its own copies, else there is one place. */
  private readonly held = new Map<string, Map<InstanceKey, Copy>>();
  /** `place other key` to the revision of which `place` knows that `other` has it. */
  private readonly known = new Map<string, number>();
  private revisions = 0;
  readonly subscriptions = new Map<string, SubscribeStep>();
  /** Whether a message was planned already: the first is sent twice. */
  toldByMessage = false;
  /** `actor key` pairs whose actor has seen the newest version. */
  private readonly fresh = new Set<string>();
  /** Who has had to do with a resource, in order. */
  private readonly viewers = new Map<InstanceKey, Set<string>>();

  constructor(
    readonly scenario: Scenario,
    readonly path: StoryPath,
    readonly exchange: Exchange,
    readonly guide: Guide,
    readonly external: ReadonlySet<string>,
  ) {}

  // --- actors -----------------------------------------------------------------------------------------------

  actor(name: string): ScenarioActor {
    const found = this.scenario.actors.find((actor) => actor.name === name);
    if (!found) throw new PlanError(`${this.scenario.id}: no actor "${name}"`);
    return found;
  }

  /** For people: the title of its ActorDefinition, with its name in the flow when that differs. */
  titleOf(name: string): string {
    const actor = this.actor(name);
    const title = this.guide.actors.get(actor.is)?.title ?? actor.is;
    return actor.name === actor.is ? title : `${title} (${actor.name})`;
  }

  /** The first actor that the harness plays. */
  firstPlayed(): string | undefined {
    return this.scenario.actors.find((actor) => !this.external.has(actor.name))?.name;
  }

  /** The actor itself when it has a system, else the first that has one. */
  hostFor(name: string): string {
    const actor = this.actor(name);
    return actor.hosts ? name : (this.scenario.actors.find((other) => other.hosts)?.name ?? name);
  }

  // --- resources --------------------------------------------------------------------------------------------

  /** What a resource may look like by now for an actor: several after a race, one otherwise. */
  outcomes(key: InstanceKey, actor: string): readonly Resource[] {
    const copy = this.copy(key, actor) ?? this.anyCopy(key);
    if (!copy) throw new PlanError(`${this.scenario.id}: ${key} is neither given nor created before it is needed`);
    return copy.outcomes;
  }

  /** What a resource looks like for an actor; after a race, one of the ways it may. */
  content(key: InstanceKey, actor: string): Resource {
    return this.outcomes(key, actor)[0] as Resource;
  }

  /** A resource as anybody has it; undefined when it does not exist yet. */
  anyContent(key: InstanceKey): Resource | undefined {
    return this.anyCopy(key)?.outcomes[0];
  }

  /** Whether the actor has the resource, or a copy of it. */
  holds(key: InstanceKey, actor: string): boolean {
    return this.copy(key, actor) !== undefined;
  }

  /** Everything that an actor has by now, in the order in which it came there. */
  heldBy(actor: string): [InstanceKey, Resource][] {
    return [...(this.held.get(this.placeOf(actor)) ?? [])].map(([key, copy]) => [key, copy.outcomes[0] as Resource]);
  }

  /** From now on the actor's copy is like this; everybody else's is not, where each has its own. */
  put(key: InstanceKey, actor: string, outcomes: readonly Resource[]): void {
    this.putCopy(key, this.placeOf(actor), { outcomes, revision: ++this.revisions });
  }

  /**
   * Whether a message from one to another must bring a resource: it has none, or not this revision as far as the sender knows. What
   * the sender wrote itself goes along in any case (nobody knows better), but for Tasks, which both work on.
   */
  lacks(receiver: string, key: InstanceKey, sender: string): boolean {
    const copy = this.copy(key, sender);
    const known = this.known.get(`${this.placeOf(sender)} ${this.placeOf(receiver)} ${key}`);
    const own = !key.startsWith('Task/') && this.instances.get(key)?.author === sender;
    return own || copy === undefined || known !== copy.revision;
  }

  /** A message brought copies: both know now that both have them. A receiver knows better of what it wrote itself. */
  delivered(keys: readonly InstanceKey[], from: string, to: string): void {
    const [sender, receiver] = [this.placeOf(from), this.placeOf(to)];
    for (const key of keys) {
      const copy = this.copy(key, from);
      if (!copy) continue;
      if (key.startsWith('Task/') || this.instances.get(key)?.author !== to) this.putCopy(key, receiver, copy);
      // Even the same content may be another version there by now.
      this.fresh.delete(`${to} ${key}`);
      this.known.set(`${sender} ${receiver} ${key}`, copy.revision);
      this.known.set(`${receiver} ${sender} ${key}`, copy.revision);
    }
  }

  /** Where nobody reads another's system, an actor can have to do only with what it wrote, was given, or was brought by a message. */
  mustHold(key: InstanceKey, actor: string): void {
    if (this.exchange.taskHome !== 'each' || this.holds(key, actor)) return;
    const hint = `let somebody tell ${actor} of it before, or leave this exchange out`;
    throw new PlanError(`"${actor}" has no ${key}: no message has brought it`, hint);
  }

  /** Messages go from system to system: who has none can neither send nor get any. */
  mustHost(actor: string): void {
    if (this.exchange.taskHome !== 'each' || this.actor(actor).hosts) return;
    throw new PlanError(`"${actor}" has no system, and messages go between systems`, 'leave this exchange out');
  }

  private placeOf(actor: string): string {
    return this.exchange.taskHome === 'each' ? this.hostFor(actor) : '';
  }

  private copy(key: InstanceKey, actor: string): Copy | undefined {
    return this.held.get(this.placeOf(actor))?.get(key);
  }

  private anyCopy(key: InstanceKey): Copy | undefined {
    return [...this.held.values()].map((copies) => copies.get(key)).find(Boolean);
  }

  private putCopy(key: InstanceKey, place: string, copy: Copy): void {
    const copies = this.held.get(place) ?? new Map<InstanceKey, Copy>();
    this.held.set(place, copies.set(key, copy));
  }

  /** Whether an external actor writes it. */
  isExternals(key: InstanceKey): boolean {
    return this.external.has(this.instances.get(key)?.author ?? '');
  }

  /** At whose system an actor finds a resource: in messaging at its own. */
  holderFor(key: InstanceKey, actor: string): string {
    if (this.exchange.taskHome === 'each') return this.hostFor(actor);
    const home = this.instances.get(key)?.homes[0];
    if (!home) throw new PlanError(`${this.scenario.id}: ${key} is neither given nor created before ${actor} needs it`);
    return home;
  }

  // --- who has seen what ------------------------------------------------------------------------------------

  /** An actor has to do with a resource. */
  saw(actor: string, key: InstanceKey): void {
    const viewers = this.viewers.get(key) ?? new Set<string>();
    viewers.add(actor);
    this.viewers.set(key, viewers);
  }

  /** Everyone who has had to do with a resource, in order. */
  viewersOf(key: InstanceKey): readonly string[] {
    return [...(this.viewers.get(key) ?? [])];
  }

  /** An actor is looking at the newest version of a resource. */
  looks(actor: string, key: InstanceKey): void {
    this.fresh.add(`${actor} ${key}`);
    this.saw(actor, key);
  }

  isFresh(actor: string, key: InstanceKey): boolean {
    return this.fresh.has(`${actor} ${key}`);
  }

  /** Nobody's view of the resource is the newest any more. */
  outdate(key: InstanceKey): void {
    for (const pair of [...this.fresh]) if (pair.endsWith(` ${key}`)) this.fresh.delete(pair);
  }

  /** After acts at the same time, everyone has to look again at everything. */
  outdateAll(): void {
    this.fresh.clear();
  }
}

/** What one place holds of an instance. */
interface Copy {
  /** In the guide's names; several when a race left open what came of it. */
  outcomes: readonly Resource[];
  /** Differs after each change. */
  revision: number;
}

/** Instances that an act creates. */
export function createdKeys(act: PlainAct): InstanceKey[] {
  if (act.kind === 'race') return act.acts.flatMap(createdKeys);
  return act.kind === 'create' ? act.keys : [];
}

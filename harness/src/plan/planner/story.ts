import type { Exchange } from '../../exchange/exchange.js';
import type { Guide } from '../../guide/guide.js';
import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { PlanInstance, SubscribeStep } from '../plan.js';
import type { Scenario, ScenarioActor } from '../scenario.js';
import type { PlainAct, StoryPath } from '../story-path.js';

/** A flow cannot be planned as written, e.g. a reference to something that lives nowhere. */
export class PlanError extends Error {}

/** What is known while a story is followed: where things live, what they look like by now, and who has seen what. */
export class Story {
  readonly instances = new Map<InstanceKey, PlanInstance>();
  /** Content of what exists by now, in the guide's names. */
  readonly state = new Map<InstanceKey, Resource>();
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

  /** Content of a resource that exists by now. */
  content(key: InstanceKey): Resource {
    const content = this.state.get(key);
    if (!content) throw new PlanError(`${this.scenario.id}: ${key} is neither given nor created before it is needed`);
    return content;
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

/** Instances that an act creates. */
export function createdKeys(act: PlainAct): InstanceKey[] {
  if (act.kind === 'race') return act.acts.flatMap(createdKeys);
  return act.kind === 'create' ? act.keys : [];
}

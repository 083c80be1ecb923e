import { exchangeOf } from '../exchange/catalog.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Guide } from '../guide/guide.js';
import type { InstanceKey, Resource } from '../guide/resource.js';
import type {
  AwaitStep,
  ExchangeId,
  ExpectCheck,
  GivenStep,
  InformStep,
  Plan,
  PlanAct,
  PlanInstance,
  ReadStep,
  Step,
  SubscribeStep,
  WriteStep,
} from './plan.js';
import { closure, referredKeys } from './references.js';
import type {
  ActBase,
  CreateAct,
  RaceAct,
  ReadAct,
  Scenario,
  ScenarioActor,
  SearchAct,
  UpdateAct,
} from './scenario.js';
import { actorOf, referenceKey, sidesOf } from './sides.js';
import { setBetween, withSet } from './state.js';
import { storyPaths, type PlainAct, type StoryPath } from './story-path.js';

/** What tells one run of a flow from another. */
export interface RunName {
  flow: string;
  branch?: string;
  exchange: ExchangeId;
}

export interface PlanOptions {
  /** Only these runs; all when left out. */
  wanted?: (run: RunName) => boolean;
  /** Names of actors that the system under test plays. */
  external?: ReadonlySet<string>;
}

/** A flow cannot be planned as written, e.g. a reference to something that lives nowhere. */
export class PlanError extends Error {}

/** Every run of a flow: each way through it, over each of its exchanges. */
export function plansOf(scenario: Scenario, guide: Guide, options: PlanOptions = {}): Plan[] {
  return storyPaths(scenario).flatMap((path) =>
    scenario.exchanges
      .filter(
        (exchange) =>
          options.wanted?.({ flow: scenario.id, exchange, ...(path.branch ? { branch: path.branch } : {}) }) ?? true,
      )
      .map((id) => new Planner(scenario, path, exchangeOf(id), guide, options.external ?? new Set()).plan()),
  );
}

/** Builds one plan: follows the story once and keeps track of where things live and who has seen what. */
class Planner {
  private readonly acts: PlanAct[] = [];
  private readonly instances = new Map<InstanceKey, PlanInstance>();
  /** Content of what exists by now, in the guide's names. */
  private readonly state = new Map<InstanceKey, Resource>();
  /** `actor key` pairs whose actor has seen the newest version. */
  private readonly fresh = new Set<string>();
  /** Who has had to do with a resource, in order. */
  private readonly viewers = new Map<InstanceKey, Set<string>>();
  private readonly subscriptions = new Map<string, SubscribeStep>();
  private toldByMessage = false;

  constructor(
    private readonly scenario: Scenario,
    private readonly path: StoryPath,
    private readonly exchange: Exchange,
    private readonly guide: Guide,
    private readonly external: ReadonlySet<string>,
  ) {}

  plan(): Plan {
    const { scenario, path, exchange } = this;
    const given = this.planGiven();
    for (const act of path.acts) this.acts.push(this.planAct(act));
    this.acts.push(this.planFinal());
    const deadline = this.holdBack();
    given.steps.push(...this.subscriptions.values());
    const storyStart = this.storyStart();
    return {
      id: `${scenario.id}${path.branch ? `/${path.branch}` : ''}@${exchange.id}`,
      flow: scenario.id,
      ...(path.branch ? { branch: path.branch } : {}),
      exchange: exchange.id,
      title: path.title ? `${scenario.title}: ${path.title}` : scenario.title,
      ...(scenario.story ? { story: scenario.story } : {}),
      actors: scenario.actors.map((actor) => ({
        name: actor.name,
        is: actor.is,
        title: this.titleOf(actor.name),
        as: actor.as,
        hosts: actor.hosts,
        external: this.external.has(actor.name),
      })),
      ...(storyStart ? { storyStart } : {}),
      ...(deadline ? { deadline } : {}),
      instances: Object.fromEntries(this.instances),
      acts: [given, ...this.acts],
    };
  }

  // --- what exists before the story -------------------------------------------------------------------------

  private planGiven(): PlanAct {
    const homes = this.givenHomes();
    const steps: GivenStep[] = [];
    for (const actor of this.scenario.actors) {
      const keys = [...homes].filter(([, at]) => at.includes(actor.name)).map(([key]) => key);
      if (keys.length === 0) continue;
      steps.push({
        kind: 'given',
        id: `given.${actor.name}`,
        title: `${this.titleOf(actor.name)} holds what was there before`,
        by: actor.name,
        at: actor.name,
        keys,
      });
    }
    return { id: 'given', kind: 'given', title: 'What is there before', verifies: [], steps, checks: [] };
  }

  /** Where each given instance lives, those that others refer to first. */
  private givenHomes(): Map<InstanceKey, string[]> {
    const created = new Set(this.path.acts.flatMap(createdKeys));
    const lookUp = (key: InstanceKey): Resource | undefined =>
      created.has(key) ? undefined : this.guide.instance(key);
    const homes = new Map<InstanceKey, string[]>();
    const copies = this.exchange.taskHome === 'each';
    const place = (roots: readonly InstanceKey[], at: readonly string[]): void => {
      for (const key of closure(roots, lookUp)) {
        const known = homes.get(key);
        if (known && !copies) continue;
        const owner = this.scenario.actors.find((actor) => actor.as === key);
        const where = [...new Set([...(known ?? []), ...(copies || !owner ? at : [this.hostFor(owner.name)])])];
        homes.set(key, where);
        this.instances.set(key, { key, author: where[0] ?? '', homes: where, given: true });
        this.state.set(key, this.guide.instance(key) as Resource);
      }
    };
    const hosts = this.scenario.actors.filter((actor) => actor.hosts).map((actor) => actor.name);
    for (const actor of this.scenario.actors)
      place([actor.as], this.exchange.taskHome === 'each' ? hosts : [this.hostFor(actor.name)]);
    for (const { actor, keys } of this.scenario.given) place(keys, [this.hostFor(actor)]);
    for (const act of this.path.acts) {
      for (const { by, key } of writesOf(act)) {
        const instance = this.guide.instance(key);
        const unplaced = referredKeys(instance ?? {}).filter((referred) => !homes.has(referred));
        place(unplaced, [this.hostFor(by)]);
      }
    }
    return homes;
  }

  /** The actor itself when it has a system, else the first that has one. */
  private hostFor(name: string): string {
    const actor = this.actor(name);
    return actor.hosts ? name : (this.scenario.actors.find((other) => other.hosts)?.name ?? name);
  }

  // --- acts -------------------------------------------------------------------------------------------------

  private planAct(act: PlainAct): PlanAct {
    const steps: Step[] = [];
    switch (act.kind) {
      case 'create':
      case 'update':
        this.planWriteAct(act, steps);
        break;
      case 'read':
        this.planReadAct(act, steps);
        break;
      case 'search':
        this.planSearchAct(act, steps);
        break;
      case 'race':
        this.planRaceAct(act, steps);
        break;
      case 'wait':
        break;
    }
    const checks = act.expect.flatMap(({ id, actor, key, that, verifies, sample }): ExpectCheck[] => {
      // What an external actor writes is its own: only the guide's instances have just these values.
      if (sample && this.isExternals(key)) return [];
      const looker = this.lookerFor(actor);
      return looker ? [{ id, actor, key, that, verifies, step: this.lookFor(act.id, looker, key, steps) }] : [];
    });
    return {
      id: act.id,
      kind: act.kind,
      title: act.title,
      ...(act.note ? { note: act.note } : {}),
      ...('by' in act ? { by: act.by } : {}),
      verifies: act.verifies,
      steps,
      checks,
      at: act.at,
    };
  }

  private planWriteAct(act: CreateAct | UpdateAct, steps: Step[]): void {
    // Nobody can ask a system under test to try what it must not do.
    if (act.refused && this.external.has(act.by)) return;
    const writes = this.planWrites(act, `${act.id}.write`, steps);
    const told = writes.find((write) => write.key.startsWith('Task/')) ?? writes.at(-1);
    if (!told || act.refused) return;
    for (const to of act.tells) this.planInform(act, told, to, steps);
  }

  /** The writes of an act, added to its steps; `id` is that of a single one. */
  private planWrites(act: CreateAct | UpdateAct, id: string, steps: Step[]): (WriteStep | AwaitStep)[] {
    if (act.kind === 'update') return [this.addWrite(this.planUpdate(act, id, steps), steps)];
    const ids = act.keys.map((_key, index) => (act.keys.length === 1 ? id : `${id}-${index + 1}`));
    return act.keys.map((key, index) => this.addWrite(this.planCreate(act, key, ids[index] ?? id), steps));
  }

  private addWrite(write: WriteStep | AwaitStep, steps: Step[]): WriteStep | AwaitStep {
    steps.push(write);
    if (write.kind === 'await' || !write.refused) this.applied(write);
    else if (write.op === 'update') steps.push(this.read(`${write.id}-changed-nothing`, write.by, write.key, 'expect'));
    return write;
  }

  private planCreate(act: CreateAct, key: InstanceKey, id: string): WriteStep | AwaitStep {
    const instance = this.guide.instance(key) as Resource;
    const home = act.place ?? this.homeOfNew(instance, act);
    this.instances.set(key, { key, author: act.by, homes: [home], given: false });
    this.state.set(key, instance);
    return this.writeOrAwait({
      kind: 'write',
      id,
      title: `${this.titleOf(act.by)} creates ${key}`,
      by: act.by,
      at: home,
      key,
      op: 'create',
      set: {},
      guard: 'none',
      ...(act.refused ? { refused: act.refused.because } : {}),
    });
  }

  private planUpdate(act: UpdateAct, id: string, steps: Step[]): WriteStep | AwaitStep {
    const at = this.holderFor(act.key, act.by);
    if (!this.external.has(act.by) && !this.fresh.has(`${act.by} ${act.key}`)) {
      steps.push(this.read(`${act.id}.look`, act.by, act.key, 'act'));
    }
    return this.writeOrAwait({
      kind: 'write',
      id,
      title: `${this.titleOf(act.by)} updates ${act.key}`,
      by: act.by,
      at,
      key: act.key,
      op: 'update',
      set: this.setOf(act),
      guard: act.refused?.because === 'stale' ? 'stale' : 'current',
      ...(act.refused ? { refused: act.refused.because } : {}),
    });
  }

  /** What an update changes: what its `becomes` shows, then what it sets itself. */
  private setOf(act: UpdateAct): Record<string, unknown> {
    const before = this.state.get(act.key) as Resource;
    const after = act.becomes ? this.guide.instance(act.becomes) : undefined;
    return { ...(after ? setBetween(before, after) : {}), ...act.set };
  }

  private writeOrAwait(write: WriteStep): WriteStep | AwaitStep {
    if (!this.external.has(write.by)) return write;
    const observer = this.scenario.actors.find((actor) => !this.external.has(actor.name));
    const { id, title, by, at, key, op, set } = write;
    return { kind: 'await', id, title, by, at, key, op, set, observer: observer?.name ?? by };
  }

  private homeOfNew(instance: Resource, act: CreateAct): string {
    const { taskHome } = this.exchange;
    if (instance.resourceType !== 'Task' || taskHome === 'each') return this.hostFor(act.by);
    const focus = referenceKey(instance.focus);
    const focusHome = focus?.startsWith('Task/') ? this.instances.get(focus)?.homes[0] : undefined;
    if (focusHome) return focusHome;
    const authorOf = (key: string): string | undefined => this.instances.get(key)?.author;
    const sides = sidesOf(instance, act.by, act.tells, this.scenario.actors, authorOf);
    const side = taskHome === 'fulfiller' ? (sides.fulfiller ?? sides.placer) : sides.placer;
    return this.actor(side).hosts ? side : this.hostFor(sides.placer);
  }

  private applied(write: WriteStep | AwaitStep): void {
    this.state.set(write.key, withSet(this.state.get(write.key) as Resource, write.set));
    for (const pair of [...this.fresh]) if (pair.endsWith(` ${write.key}`)) this.fresh.delete(pair);
    if (write.kind === 'write') this.fresh.add(`${write.by} ${write.key}`);
    this.saw(write.by, write.key);
  }

  private planInform(act: ActBase, write: WriteStep | AwaitStep, to: string, steps: Step[]): void {
    const type = write.key.split('/')[0] ?? '';
    const informing = this.exchange.inform({ type, by: write.by, to, home: write.at });
    // Whether an external actor noticed shows in what it does; only messages are ours to deliver to it.
    if (this.external.has(to) && informing.how !== 'message') return;
    const content = informing.carries === 'content';
    const focus = this.taskAbout(write.key);
    const inform: InformStep = {
      kind: 'inform',
      id: `${act.id}.told-${to}`,
      title: `${this.titleOf(to)} learns of it`,
      by: write.by,
      to,
      at: write.at,
      how: informing.how,
      key: write.key,
      of: write.id,
      ...(informing.carries ? { carries: informing.carries } : {}),
      ...(informing.carries ? { bundle: content ? this.messageContent(focus) : [focus] } : {}),
      ...(informing.how === 'message' && !this.toldByMessage ? { twice: true } : {}),
    };
    if (informing.how === 'message') this.toldByMessage = true;
    if (informing.how === 'notification') this.subscribe(to, write.at, write.key);
    steps.push(inform);
    if (!this.external.has(to)) steps.push(this.read(`${inform.id}-sees`, to, write.key, 'told'));
  }

  /** Parties talk about Tasks: of a Request they tell each other by the Task that is about it. */
  private taskAbout(key: InstanceKey): InstanceKey {
    if (key.startsWith('Task/')) return key;
    const about = [...this.state].find(
      ([other, task]) => other.startsWith('Task/') && referenceKey(task.focus) === key,
    );
    return about?.[0] ?? key;
  }

  /** The Task first, then all that can be reached from it. */
  private messageContent(focus: InstanceKey): InstanceKey[] {
    const reachable = closure([focus], (key) => this.state.get(key));
    return [focus, ...reachable.filter((key) => key !== focus)];
  }

  private subscribe(to: string, at: string, key: InstanceKey): void {
    const task = this.state.get(key) as Resource;
    const about =
      actorOf(task.owner, this.scenario.actors) === to
        ? 'owner'
        : actorOf(task.requester, this.scenario.actors) === to
          ? 'requester'
          : 'any';
    const id = `given.subscribe-${to}-${at}-${about}`;
    if (this.subscriptions.has(id)) return;
    const title = `${this.titleOf(to)} subscribes to Tasks at ${this.titleOf(at)}`;
    this.subscriptions.set(id, { kind: 'subscribe', id, title, by: to, at, about, as: this.actor(to).as });
  }

  private planReadAct(act: ReadAct, steps: Step[]): void {
    if (this.external.has(act.by)) return;
    act.keys.forEach((key, index) => steps.push(this.read(`${act.id}.read-${index + 1}`, act.by, key, 'act')));
  }

  private planSearchAct(act: SearchAct, steps: Step[]): void {
    if (this.external.has(act.by)) return;
    const { by, where, query, finds, misses } = act;
    const title = `${this.titleOf(by)} searches ${this.titleOf(where)}`;
    steps.push({ kind: 'search', id: `${act.id}.search`, title, by, at: where, query, finds, misses });
    for (const key of finds) this.saw(by, key);
  }

  private planRaceAct(act: RaceAct, steps: Step[]): void {
    const before: Step[] = [];
    const lanes = act.acts.flatMap((lane) => this.planLane(act.id, lane, before));
    const title = `${lanes.length} at the same time: ${act.winners} may win`;
    steps.push(...before, {
      kind: 'race',
      id: `${act.id}.race`,
      title,
      by: lanes[0]?.by ?? '',
      winners: act.winners,
      lanes,
    });
    const first = lanes[0];
    if (!first) return;
    this.applied(first);
    this.fresh.clear();
    for (const to of act.tells) this.planInform(act, first, to, steps);
  }

  /** A racer looks before the start and then makes its one write; external racers cannot be started on a mark. */
  private planLane(race: string, lane: CreateAct | UpdateAct, before: Step[]): WriteStep[] {
    const id = `${race}.${lane.id}`;
    const write =
      lane.kind === 'update'
        ? this.planUpdate(lane, id, before)
        : this.planCreate(lane, lane.keys[0] as InstanceKey, id);
    return write.kind === 'write' ? [write] : [];
  }

  private isExternals(key: InstanceKey): boolean {
    return this.external.has(this.instances.get(key)?.author ?? '');
  }

  /** Who can look on an actor's behalf: itself when played; for an external one, over REST, any played actor. */
  private lookerFor(actor: string): string | undefined {
    if (!this.external.has(actor)) return actor;
    if (this.exchange.taskHome === 'each') return undefined;
    return this.scenario.actors.find((other) => !this.external.has(other.name))?.name;
  }

  /** After a wait, the next step of any act is not begun before its moment. Answers that moment. */
  private holdBack(): string | undefined {
    const index = this.path.acts.findIndex((act) => act.kind === 'wait');
    const wait = this.path.acts[index];
    if (wait?.kind !== 'wait') return undefined;
    const next = this.acts.slice(index).find((act) => act.steps.length > 0)?.steps[0];
    if (next) next.notBefore = wait.until;
    return wait.until;
  }

  // --- looking ----------------------------------------------------------------------------------------------

  /** The read step that shows `actor` the resource after this act: one that is planned already, or a new one. */
  private lookFor(act: string, actor: string, key: InstanceKey, steps: Step[]): string {
    const done = steps.find(
      (step) => step.kind === 'read' && step.by === actor && step.key === key && step.why !== 'act',
    );
    if (done) return done.id;
    const again = steps.find(
      (step) => step.kind === 'read' && step.by === actor && step.key === key && this.isLast(step, steps),
    );
    if (again) return again.id;
    const step = this.read(`${act}.sees-${actor}-${key.replace('/', '-')}`, actor, key, 'expect');
    steps.push(step);
    return step.id;
  }

  /** Whether nothing was written after this read in the same act. */
  private isLast(step: Step, steps: Step[]): boolean {
    return !steps.slice(steps.indexOf(step)).some((later) => later.kind === 'write' || later.kind === 'await');
  }

  private read(id: string, by: string, key: InstanceKey, why: ReadStep['why']): ReadStep {
    this.fresh.add(`${by} ${key}`);
    this.saw(by, key);
    const at = this.holderFor(key, by);
    return { kind: 'read', id, title: `${this.titleOf(by)} reads ${key}`, by, at, key, why };
  }

  /** At whose system an actor finds a resource: in messaging at its own. */
  private holderFor(key: InstanceKey, actor: string): string {
    if (this.exchange.taskHome === 'each') return this.hostFor(actor);
    const home = this.instances.get(key)?.homes[0];
    if (!home) throw new PlanError(`${this.scenario.id}: ${key} is neither given nor created before ${actor} needs it`);
    return home;
  }

  private saw(actor: string, key: InstanceKey): void {
    const viewers = this.viewers.get(key) ?? new Set<string>();
    viewers.add(actor);
    this.viewers.set(key, viewers);
  }

  /** After the last act: everyone's view of the Tasks and Requests, every version of them, and every reference followed. */
  private planFinal(): PlanAct {
    const steps: Step[] = [];
    const created = [...this.instances.values()].filter((instance) => !instance.given && this.isWorkflow(instance.key));
    for (const { key } of created) {
      const holders = new Map<string, string>();
      for (const actor of this.viewers.get(key) ?? []) {
        if (this.external.has(actor)) continue;
        const seen = this.fresh.has(`${actor} ${key}`) && this.hasRead(actor, key);
        if (!seen) steps.push(this.read(`final.${actor}-${key.replace('/', '-')}`, actor, key, 'final'));
        const at = this.holderFor(key, actor);
        holders.set(at, this.external.has(at) ? actor : at);
      }
      for (const [at, by] of holders) {
        const id = `final.history-${at}-${key.replace('/', '-')}`;
        steps.push({ kind: 'history', id, title: `All versions of ${key} at ${this.titleOf(at)}`, by, at, key });
      }
    }
    for (const { name } of this.scenario.actors) {
      if (this.external.has(name)) continue;
      steps.push({
        kind: 'audit',
        id: `final.audit-${name}`,
        title: `${this.titleOf(name)} follows every reference it has seen`,
        by: name,
      });
    }
    return { id: 'final', kind: 'final', title: 'What everyone sees in the end', verifies: [], steps, checks: [] };
  }

  private hasRead(actor: string, key: InstanceKey): boolean {
    return this.acts.some((act) =>
      act.steps.some((step) => step.kind === 'read' && step.by === actor && step.key === key),
    );
  }

  /** Tasks and Requests are what a workflow is made of; Requests are the types whose Task may focus on them. */
  private isWorkflow(key: InstanceKey): boolean {
    const resource = this.state.get(key);
    return resource?.resourceType === 'Task' || (resource?.intent !== undefined && resource.status !== undefined);
  }

  private storyStart(): string | undefined {
    const moments = this.path.acts
      .flatMap(createdKeys)
      .map((key) => this.guide.instance(key)?.authoredOn)
      .filter((moment): moment is string => typeof moment === 'string' && !Number.isNaN(Date.parse(moment)));
    return moments.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  }

  private actor(name: string): ScenarioActor {
    const found = this.scenario.actors.find((actor) => actor.name === name);
    if (!found) throw new PlanError(`${this.scenario.id}: no actor "${name}"`);
    return found;
  }

  private titleOf(name: string): string {
    const actor = this.actor(name);
    const title = this.guide.actors.get(actor.is)?.title ?? actor.is;
    return actor.name === actor.is ? title : `${title} (${actor.name})`;
  }
}

function createdKeys(act: PlainAct): InstanceKey[] {
  if (act.kind === 'race') return act.acts.flatMap(createdKeys);
  return act.kind === 'create' ? act.keys : [];
}

/** What an act writes, with the instances whose references must be at hand for that. */
function writesOf(act: PlainAct): { by: string; key: InstanceKey }[] {
  if (act.kind === 'race') return act.acts.flatMap(writesOf);
  if (act.kind === 'create') return act.keys.map((key) => ({ by: act.by, key }));
  if (act.kind === 'update' && act.becomes) return [{ by: act.by, key: act.becomes }];
  return [];
}

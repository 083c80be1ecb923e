import type { Resource } from '../../../guide/resource.js';
import type { NotifyContext, NotifyEvent, ServerHooks } from '../hooks.js';
import { included } from '../search/include.js';
import { parseInclude } from '../search/query.js';
import type { Searcher } from '../search/searcher.js';
import { liveVersion, type Change, type Store, type Version } from '../store.js';
import { Courier, type Delivery, type DeliveryOptions } from './deliver.js';
import { notificationBundle, statusParameters, type EventFacts, type StatusFacts } from './notification.js';
import type { Topic } from './topic.js';
import { readWatch, type Content, type Watch, type WatchContext } from './watch.js';

/** Most events of a subscription that are kept for `$events`. */
const KEPT_EVENTS = 1000;

/** What subscriptions need of the server. */
export interface ManagerOptions {
  base: string;
  store: Store;
  searcher: Searcher;
  hooks: ServerHooks;
  types: ReadonlySet<string>;
  topics: ReadonlyMap<string, Topic>;
  delivery: DeliveryOptions;
  now(): number;
  /** Whether the subscriber of a Subscription, by its id, may read this. */
  mayBeTold(subscription: string, version: Version): boolean;
}

/** A subscription while the server runs. */
interface State {
  id: string;
  watch: Watch | undefined;
  active: boolean;
  count: number;
  events: EventFacts[];
  error: string | undefined;
  /** Deliveries that are waiting, in order, and what happens after each. */
  queue: Job[];
  running: boolean;
}

interface Job {
  delivery: Delivery;
  /** Called once it has arrived. */
  arrived?: () => void;
}

/** Follows changes, announces them to subscribers, and keeps the status of Subscription resources true. */
export class Subscriptions {
  private readonly states = new Map<string, State>();
  private readonly courier: Courier;
  private idlers: (() => void)[] = [];
  /** Set while the server itself changes a Subscription. */
  private writing = false;

  constructor(private readonly options: ManagerOptions) {
    this.courier = new Courier(options.delivery);
  }

  /** Canonicals of the topics that can be subscribed to. */
  get topics(): ReadonlyMap<string, Topic> {
    return this.options.topics;
  }

  /** Refuses (422) a Subscription that should run but can't be served. */
  check(resource: Resource): void {
    if (resource.resourceType !== 'Subscription' || this.writing) return;
    if (resource.status === 'requested' || resource.status === 'active') readWatch(resource, this.watchContext());
  }

  /** Takes up a complete transaction. */
  onCommit(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.current.entity.type === 'Subscription') this.follow(change.current);
      for (const state of this.states.values()) if (state.active) this.consider(state, change);
    }
  }

  /** Resolves once no notification is waiting or under way. */
  idle(): Promise<void> {
    if (![...this.states.values()].some((state) => state.running)) return Promise.resolve();
    return new Promise((resolve) => this.idlers.push(resolve));
  }

  /** Stops all deliveries. */
  async close(): Promise<void> {
    for (const state of this.states.values()) state.queue.length = 0;
    await this.courier.close();
  }

  /** SubscriptionStatus of a subscription, for `$status`. */
  status(version: Version): Resource {
    return statusParameters(this.facts(version.entity.id, version.resource!, 'query-status'));
  }

  /** Past notifications with these numbers, both ends included, for `$events`. */
  eventsBundle(version: Version, from: number, until: number, wanted: Content | undefined): Resource {
    const state = this.states.get(version.entity.id);
    const content = wanted ?? state?.watch?.content ?? 'full-resource';
    const events = (state?.events ?? []).filter(({ event }) => event.number >= from && event.number <= until);
    const facts = this.facts(version.entity.id, version.resource!, 'query-event');
    return notificationBundle(facts, events, content, this.instant());
  }

  private facts(id: string, resource: Resource, type: StatusFacts['type']): StatusFacts {
    const state = this.states.get(id);
    const topic = state?.watch?.topic?.url;
    return {
      base: this.options.base,
      subscription: id,
      ...(topic === undefined ? {} : { topic }),
      status: String(resource.status),
      type,
      events: state?.count ?? 0,
      ...(state?.error === undefined ? {} : { error: state.error }),
    };
  }

  private watchContext(): WatchContext {
    const { topics, types, delivery } = this.options;
    return { searcher: this.options.searcher, topics, types, allowedHosts: delivery.allowedHosts };
  }

  /** A Subscription was written or deleted. */
  private follow(version: Version): void {
    if (this.writing) return;
    const { id } = version.entity;
    const resource = version.resource;
    let state = this.states.get(id);
    if (!state) {
      state = {
        id,
        watch: undefined,
        active: false,
        count: 0,
        events: [],
        error: undefined,
        queue: [],
        running: false,
      };
      this.states.set(id, state);
    }
    state.active = false;
    if (!resource || (resource.status !== 'requested' && resource.status !== 'active')) {
      state.queue.length = 0;
      return;
    }
    this.begin(state, resource);
  }

  /** Takes up a Subscription that was found good when it came; a hook may have changed it since. */
  private begin(state: State, resource: Resource): void {
    try {
      state.watch = readWatch(resource, this.watchContext());
    } catch (error) {
      this.giveUp(state, error instanceof Error ? error.message : String(error));
      return;
    }
    state.error = undefined;
    if (resource.status === 'active') state.active = true;
    else if (state.watch.topic) this.handshake(state, state.watch);
    else this.activate(state);
  }

  /** A topic subscription is active once its endpoint has answered. */
  private handshake(state: State, watch: Watch): void {
    const facts: StatusFacts = {
      base: this.options.base,
      subscription: state.id,
      topic: watch.topic!.url,
      status: 'requested',
      type: 'handshake',
      events: state.count,
    };
    const bundle = notificationBundle(facts, [], watch.content ?? 'empty', this.instant());
    const arrived = () => {
      if (state.watch === watch) this.activate(state);
    };
    this.enqueue(state, { delivery: post(watch, watch.channel.endpoint, JSON.stringify(bundle)), arrived });
  }

  private activate(state: State): void {
    state.active = true;
    this.setStatus(state, { status: 'active' });
  }

  private setStatus(state: State, change: { status: string; error?: string }): void {
    const store = this.options.store;
    const current = liveVersion(store.entity('Subscription', state.id));
    if (!current) return;
    const { error: _error, ...rest } = current.resource!;
    this.writing = true;
    try {
      store.transaction(() => store.write('Subscription', state.id, 'PUT', { ...rest, ...change } as Resource));
    } finally {
      this.writing = false;
    }
  }

  private consider(state: State, change: Change): void {
    const { watch } = state;
    if (!watch || (watch.end !== undefined && Date.parse(watch.end) < this.options.now())) return;
    try {
      const told = change.current.resource ? change.current : change.previous;
      const heard = () => told && this.options.mayBeTold(state.id, told);
      if (watch.matches(change) && heard()) this.announce(state, watch, change);
    } catch (error) {
      // The change stands already; a criterion that can't be evaluated is the subscription's trouble alone.
      this.giveUp(state, `the criteria failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private announce(state: State, watch: Watch, { previous, current }: Change): void {
    const event: NotifyEvent = {
      subscription: state.id,
      ...(watch.topic ? { topic: watch.topic.url } : {}),
      endpoint: watch.channel.endpoint,
      number: ++state.count,
      focus: current.entity.key,
      ...(current.resource ? { resource: current.resource } : {}),
    };
    const method = !current.resource ? 'DELETE' : previous?.resource ? 'PUT' : 'POST';
    const facts = { event, timestamp: current.lastUpdated, method, context: this.contextOf(watch, current) };
    state.events.push(facts);
    if (state.events.length > KEPT_EVENTS) state.events.shift();
    const sent = this.options.hooks.onNotify?.(event, this.notifyContext()) ?? [event];
    for (const one of sent) this.enqueue(state, { delivery: this.deliveryOf(watch, { ...facts, event: one }) });
  }

  private notifyContext(): NotifyContext {
    const subscribers = [...this.states.values()]
      .filter((state) => state.active && state.watch)
      .map((state) => ({ subscription: state.id, endpoint: state.watch!.channel.endpoint }));
    return { subscribers };
  }

  /** Related resources that the topic wants told along. */
  private contextOf(watch: Watch, current: Version): Version[] {
    const { topic, content } = watch;
    if (!topic || content === 'empty' || !current.resource) return [];
    const searcher = this.options.searcher;
    const rules = [
      ...topic.includes.map((value) => parseInclude(value, false, false, searcher)),
      ...topic.reverseIncludes.map((value) => parseInclude(value, true, false, searcher)),
    ];
    return included([current], rules, { store: this.options.store, searcher });
  }

  private deliveryOf(watch: Watch, facts: EventFacts): Delivery {
    const { event } = facts;
    const delay = event.delayMs === undefined ? {} : { delayMs: event.delayMs };
    if (event.topic !== undefined && watch.topic) {
      const status: StatusFacts = {
        base: this.options.base,
        subscription: event.subscription,
        topic: event.topic,
        status: 'active',
        type: 'event-notification',
        events: event.number,
      };
      const bundle = notificationBundle(status, [facts], watch.content ?? 'empty', this.instant());
      return { ...post(watch, event.endpoint, JSON.stringify(bundle)), ...delay };
    }
    if (watch.channel.payload === undefined || !event.resource) return { ...post(watch, event.endpoint), ...delay };
    const url = `${event.endpoint}/${event.focus}`;
    return { ...post(watch, url, JSON.stringify(event.resource)), method: 'PUT', ...delay };
  }

  private enqueue(state: State, job: Job): void {
    state.queue.push(job);
    if (!state.running) void this.drain(state);
  }

  /** Sends what waits, one after the other: a subscriber sees events in their order. */
  private async drain(state: State): Promise<void> {
    state.running = true;
    for (let job = state.queue.shift(); job; job = state.queue.shift()) {
      const failure = await this.courier.send(job.delivery);
      if (failure === undefined) job.arrived?.();
      else this.giveUp(state, failure);
    }
    state.running = false;
    this.settle();
  }

  private giveUp(state: State, failure: string): void {
    state.active = false;
    state.queue.length = 0;
    state.error = failure;
    this.setStatus(state, { status: 'error', error: failure });
  }

  private settle(): void {
    if ([...this.states.values()].some((state) => state.running)) return;
    const waiting = this.idlers;
    this.idlers = [];
    for (const resolve of waiting) resolve();
  }

  private instant(): string {
    return new Date(this.options.now()).toISOString();
  }
}

/** A POST to a subscriber, with its headers. */
function post(watch: Watch, url: string, body?: string): Delivery {
  const { headers, payload, timeoutMs } = watch.channel;
  return {
    method: 'POST',
    url,
    headers: body === undefined ? headers : { ...headers, 'content-type': payload ?? 'application/fhir+json' },
    ...(body === undefined ? {} : { body }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

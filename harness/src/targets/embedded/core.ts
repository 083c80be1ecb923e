import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import type { Grounds } from './access/rights.js';
import { Rights } from './access/rights.js';
import { TaskIndex } from './access/task-index.js';
import type { ServerHooks } from './hooks.js';
import type { Issue } from './outcome.js';
import { Pages } from './search/page.js';
import { Parameters } from './search/parameters.js';
import { Searcher } from './search/searcher.js';
import { Subsets } from './search/subset.js';
import { Store, type Version } from './store.js';
import type { DeliveryOptions } from './subscriptions/deliver.js';
import { Subscriptions } from './subscriptions/manager.js';
import type { Topic } from './subscriptions/topic.js';

/** A validator for `$validate`; `profile` is the canonical that was asked for. */
export type Validate = (resource: Resource, profile?: string) => readonly Issue[] | Promise<readonly Issue[]>;

/** What the parts of the server share. */
export interface Core {
  /** Base URL without trailing slash. */
  base: string;
  name: string;
  definitions: Definitions;
  hooks: ServerHooks;
  store: Store;
  searcher: Searcher;
  subsets: Subsets;
  pages: Pages<KeptPages>;
  subscriptions: Subscriptions;
  /** What callers' rights follow from. */
  grounds: Grounds;
  /** Acknowledgements of the messages acted on, as JSON, by sender and message id. */
  acknowledged: Map<string, string>;
  /** Who sent what came by messages, by `Type/id`: only that, and Tasks, may messages change. */
  broughtByMessage: Map<string, string>;
  /** Names of all R4 resource types. */
  types: ReadonlySet<string>;
  now(): number;
  /** Id of a resource that is about to be created. */
  newId(): string;
  validate?: Validate;
  /** The CapabilityStatement as JSON, once it was asked for. */
  statement?: string;
}

/** A result kept for paging: how a page of it is written. */
export interface KeptPages {
  write(offset: number, count: number, token: string): string;
}

/** What a core is made with. */
export interface CoreOptions {
  base: string;
  name: string;
  definitions: Definitions;
  hooks: ServerHooks;
  topics: ReadonlyMap<string, Topic>;
  delivery: DeliveryOptions;
  now(): number;
  newId(): string;
  validate?: Validate;
  /** Servers that know of each other's Tasks: this one adds itself. */
  around?: Grounds[];
}

/** An empty server's inside. */
export function createCore(options: CoreOptions): Core {
  const { base, name, definitions, hooks, now, newId, topics, delivery, validate, around = [] } = options;
  const store = new Store({
    now,
    versionFor: (next) => hooks.versionFor?.(next) ?? next,
    onWrite: (entity, from, to) => {
      searcher.onWrite(entity, from, to);
      tasks.onWrite(entity, from, to);
    },
    onCommit: (changes) => subscriptions.onCommit(changes),
  });
  const searcher = new Searcher(store, new Parameters(definitions, base), base, now);
  const types = new Set(definitions.resourceTypes());
  const tasks = new TaskIndex(base);
  const grounds: Grounds = { base, store, searcher, hooks, tasks, writers: new WeakMap(), around };
  around.push(grounds);
  const mayBeTold = (subscription: string, version: Version): boolean => {
    const first = store.entity('Subscription', subscription)?.versions[0];
    const subscriber = first && grounds.writers.get(first);
    return subscriber === undefined || new Rights(grounds, subscriber).mayRead(version);
  };
  const subscriptions = new Subscriptions({ base, store, searcher, hooks, types, topics, delivery, now, mayBeTold });
  return {
    base,
    name,
    definitions,
    hooks,
    store,
    searcher,
    subsets: new Subsets(definitions),
    pages: new Pages(),
    subscriptions,
    grounds,
    acknowledged: new Map(),
    broughtByMessage: new Map(),
    types,
    now,
    newId,
    ...(validate ? { validate } : {}),
  };
}

/** `W/"n"` of a version. */
export function etag(version: Version): string {
  return `W/"${version.versionId}"`;
}

/** Headers that every answer about one version has. */
export function versionHeaders(version: Version): Record<string, string> {
  return { ETag: etag(version), 'Last-Modified': new Date(version.lastUpdated).toUTCString() };
}

import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
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
  /** Acknowledgements of the messages acted on, as JSON, by sender and message id. */
  acknowledged: Map<string, string>;
  /** `Type/id` of what came by messages: only that, and Tasks, may messages change. */
  broughtByMessage: Set<string>;
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
}

/** An empty server's inside. */
export function createCore(options: CoreOptions): Core {
  const { base, name, definitions, hooks, now, newId, topics, delivery, validate } = options;
  const store = new Store({
    now,
    versionFor: (next) => hooks.versionFor?.(next) ?? next,
    onWrite: (entity, from, to) => searcher.onWrite(entity, from, to),
    onCommit: (changes) => subscriptions.onCommit(changes),
  });
  const searcher = new Searcher(store, new Parameters(definitions, base), base, now);
  const types = new Set(definitions.resourceTypes());
  const subscriptions = new Subscriptions({ base, store, searcher, hooks, types, topics, delivery, now });
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
    acknowledged: new Map(),
    broughtByMessage: new Set(),
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

import type { Resource } from '../../guide/resource.js';

/** Interaction that made a version, as history tells it. */
export type WriteMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One version of a resource. Immutable. */
export interface Version {
  readonly entity: Entity;
  readonly versionId: string;
  /** Whole number of the version, as stored in `versionId`. */
  readonly number: number;
  /** ISO instant. */
  readonly lastUpdated: string;
  readonly method: WriteMethod;
  /** Absent for a deletion. */
  readonly resource: Resource | undefined;
  /** The resource as it goes out; empty for a deletion. */
  readonly json: string;
}

/** A resource through all its versions, oldest first. */
export interface Entity {
  readonly type: string;
  readonly id: string;
  /** `Type/id` */
  readonly key: string;
  /** Rank by first creation: the default order of search results. */
  readonly order: number;
  readonly versions: Version[];
}

/** What a transaction changed, in order. */
export interface Change {
  previous: Version | undefined;
  current: Version;
}

/** Follows every write and, when a transaction fails, its undoing: `from` is replaced by `to`. */
export type WriteListener = (entity: Entity, from: Version | undefined, to: Version | undefined) => void;

/** What the store needs from outside. */
export interface StoreOptions {
  now(): number;
  versionFor(next: number): number;
  /** Indexes follow writes here, inside the transaction. */
  onWrite: WriteListener;
  /** Told once a transaction is complete. */
  onCommit(changes: readonly Change[]): void;
}

interface TypeTable {
  entities: Map<string, Entity>;
  live: Set<Entity>;
  history: Version[];
}

/** The newest version that is no deletion, or undefined. */
export function liveVersion(entity: Entity | undefined): Version | undefined {
  const last = entity?.versions[entity.versions.length - 1];
  return last?.resource ? last : undefined;
}

/** The newest version, which may be a deletion. */
export function lastVersion(entity: Entity | undefined): Version | undefined {
  return entity?.versions[entity.versions.length - 1];
}

/**
 * All resources with all their versions, in memory. A transaction is one synchronous call, so nobody reads in between; when it
 * throws, its journal is undone backwards and nothing has happened.
 */
export class Store {
  private readonly tables = new Map<string, TypeTable>();
  private readonly all: Version[] = [];
  private journal: Change[] | undefined;
  private order = 0;
  private lastMs = 0;

  constructor(private readonly options: StoreOptions) {}

  /** The resource's entity, also when deleted. */
  entity(type: string, id: string): Entity | undefined {
    return this.tables.get(type)?.entities.get(id);
  }

  /** Entities of a type that are not deleted, oldest first. */
  live(type: string): ReadonlySet<Entity> {
    return this.tables.get(type)?.live ?? EMPTY;
  }

  /** Types that have, or had, a resource. */
  types(): Iterable<string> {
    return this.tables.keys();
  }

  /** Versions in the order they were written: of a type, or of everything. */
  history(type?: string): readonly Version[] {
    return type === undefined ? this.all : (this.tables.get(type)?.history ?? []);
  }

  /** Runs `work`; all of its writes stand, or none when it throws. Nested calls join the outer one. */
  transaction<T>(work: () => T): T {
    if (this.journal) return work();
    const journal: Change[] = (this.journal = []);
    let result: T;
    try {
      result = work();
    } catch (error) {
      while (journal.length > 0) this.undo(journal.pop()!);
      this.journal = undefined;
      throw error;
    }
    this.journal = undefined;
    if (journal.length > 0) this.options.onCommit(journal);
    return result;
  }

  /** Writes the next version; `resource` undefined deletes. Only inside a transaction. */
  write(type: string, id: string, method: WriteMethod, resource: Resource | undefined): Version {
    if (!this.journal) throw new Error('write outside a transaction');
    const table = this.table(type);
    let entity = table.entities.get(id);
    if (!entity) {
      entity = { type, id, key: `${type}/${id}`, order: this.order++, versions: [] };
      table.entities.set(id, entity);
    }
    const previous = lastVersion(entity);
    const version = this.version(entity, method, resource);
    entity.versions.push(version);
    table.history.push(version);
    this.all.push(version);
    this.show(table, entity);
    this.journal.push({ previous, current: version });
    this.options.onWrite(entity, previous, version);
    return version;
  }

  private version(entity: Entity, method: WriteMethod, resource: Resource | undefined): Version {
    const number = this.options.versionFor((lastVersion(entity)?.number ?? 0) + 1);
    const versionId = String(number);
    const lastUpdated = this.instant();
    if (!resource) return { entity, number, versionId, lastUpdated, method, resource: undefined, json: '' };
    const { resourceType: _type, id: _id, meta, ...content } = resource;
    const stored: Resource = {
      resourceType: entity.type,
      id: entity.id,
      meta: { ...meta, versionId, lastUpdated },
      ...content,
    };
    return { entity, number, versionId, lastUpdated, method, resource: stored, json: JSON.stringify(stored) };
  }

  /** Time never goes back, whatever the clock does: `_since` and `_lastUpdated` rely on it. */
  private instant(): string {
    this.lastMs = Math.max(this.lastMs, this.options.now());
    return new Date(this.lastMs).toISOString();
  }

  private undo({ previous, current }: Change): void {
    const { entity } = current;
    const table = this.table(entity.type);
    entity.versions.pop();
    table.history.pop();
    this.all.pop();
    if (entity.versions.length === 0) table.entities.delete(entity.id);
    this.show(table, entity);
    this.options.onWrite(entity, current, previous);
  }

  private show(table: TypeTable, entity: Entity): void {
    if (liveVersion(entity)) table.live.add(entity);
    else table.live.delete(entity);
  }

  private table(type: string): TypeTable {
    let table = this.tables.get(type);
    if (!table) {
      table = { entities: new Map(), live: new Set(), history: [] };
      this.tables.set(type, table);
    }
    return table;
  }
}

const EMPTY: ReadonlySet<Entity> = new Set();

import type { Entity, Version } from '../store.js';
import type { Parameter } from './parameters.js';

const NONE: ReadonlySet<Entity> = new Set();

/** The resources that have a value, by the value's keys: an index for one search parameter. */
export class Buckets {
  private readonly sets = new Map<string, Set<Entity>>();

  constructor(
    private readonly parameter: Parameter,
    entities: Iterable<Entity>,
  ) {
    for (const entity of entities) this.update(entity, undefined, entity.versions[entity.versions.length - 1]);
  }

  /** Resources with a value of this key, the current versions counting. */
  get(key: string): ReadonlySet<Entity> {
    return this.sets.get(key) ?? NONE;
  }

  /** A resource changed from one version to another; either may be missing. */
  update(entity: Entity, from: Version | undefined, to: Version | undefined): void {
    const before = this.keys(from);
    const after = this.keys(to);
    for (const key of before) if (!after.has(key)) this.remove(key, entity);
    for (const key of after) if (!before.has(key)) this.add(key, entity);
  }

  private keys(version: Version | undefined): ReadonlySet<string> {
    const keys = new Set<string>();
    if (!version?.resource) return keys;
    for (const value of this.parameter.values(version)) {
      for (const key of this.parameter.kind.keys(value)) keys.add(key);
    }
    return keys;
  }

  private add(key: string, entity: Entity): void {
    const set = this.sets.get(key);
    if (set) set.add(entity);
    else this.sets.set(key, new Set([entity]));
  }

  private remove(key: string, entity: Entity): void {
    const set = this.sets.get(key);
    if (!set) return;
    set.delete(entity);
    if (set.size === 0) this.sets.delete(key);
  }
}

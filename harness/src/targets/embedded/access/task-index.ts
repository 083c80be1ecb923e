import { partiesOf, type PartyReference } from '../../../guide/task-parties.js';
import type { Entity, Version } from '../store.js';
import { namesIn } from './names.js';

/** Tasks by those who have a part in them. To be told of every write and its undoing. */
export class TaskIndex {
  private readonly byName = new Map<string, Set<Entity>>();
  private readonly byWhole = new Map<string, Set<Entity>>();
  /** Tasks that nobody owns, or owned once: who could have claimed one may know that it is taken. */
  readonly open = new Set<Entity>();

  constructor(private readonly base: string) {}

  onWrite(entity: Entity, from: Version | undefined, to: Version | undefined): void {
    if (entity.type !== 'Task') return;
    move(this.byName, entity, this.namesIn(from), this.namesIn(to));
    move(this.byWhole, entity, this.wholesOf(from), this.wholesOf(to));
    if (to?.resource && to.resource.owner === undefined) this.open.add(entity);
    if (entity.versions.length === 0) this.open.delete(entity);
  }

  /** Tasks in which somebody of this name has a part. */
  of(name: string): Iterable<Entity> {
    return this.byName.get(name) ?? [];
  }

  /** Steps of a Task, by its URL: Tasks that are part of it. */
  partsOf(url: string): Iterable<Entity> {
    return this.byWhole.get(url) ?? [];
  }

  private wholesOf(version: Version | undefined): string[] {
    const list = version?.resource?.partOf;
    return Array.isArray(list) ? (list as PartyReference[]).flatMap((whole) => namesIn(whole, this.base)) : [];
  }

  private namesIn(version: Version | undefined): string[] {
    if (!version?.resource) return [];
    const parties = Object.values(partiesOf(version.resource)).flat();
    return parties.flatMap((party) => namesIn(party, this.base));
  }
}

function move(index: Map<string, Set<Entity>>, entity: Entity, from: readonly string[], to: readonly string[]): void {
  for (const name of from) index.get(name)?.delete(entity);
  for (const name of to) index.set(name, (index.get(name) ?? new Set()).add(entity));
}

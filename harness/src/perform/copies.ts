import type { InstanceKey, Resource } from '../guide/resource.js';

/**
 * What each instance looks like by now, in the guide's names. Where resources are shared there is one content of each; where every
 * party keeps its own, there are as many as places that hold one.
 */
export class Copies {
  private readonly contents = new Map<string, Resource[]>();

  /** @param placeOf Names the place where a holder's copies are: holders at one place have one copy. */
  constructor(private readonly placeOf: (holder: string) => string) {}

  /** Whether the holder has a copy. */
  has(key: InstanceKey, holder: string): boolean {
    return this.contents.has(this.slot(key, holder));
  }

  /** The holder's copy; undefined when it has none. */
  get(key: InstanceKey, holder: string): Resource | undefined {
    return this.contents.get(this.slot(key, holder))?.at(-1);
  }

  /** What the holder's copy was before it changed last: what somebody would still have who missed that. */
  before(key: InstanceKey, holder: string): Resource | undefined {
    return this.contents.get(this.slot(key, holder))?.at(-2);
  }

  /** The holder's copy, else anybody's: enough to know its identifiers, which all copies share. */
  any(key: InstanceKey, holder: string): Resource | undefined {
    const own = this.get(key, holder);
    if (own) return own;
    for (const [slot, contents] of this.contents) if (slot.startsWith(`${key} `)) return contents.at(-1);
    return undefined;
  }

  /** The holder's copy is like this from now on. */
  set(key: InstanceKey, holder: string, content: Resource): void {
    const slot = this.slot(key, holder);
    const known = this.contents.get(slot) ?? [];
    if (known.at(-1) !== content) this.contents.set(slot, [...known, content]);
  }

  private slot(key: InstanceKey, holder: string): string {
    return `${key} ${this.placeOf(holder)}`;
  }
}

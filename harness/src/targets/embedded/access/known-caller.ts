import type { Caller } from '../../caller.js';

/** A client that a server knows, with what was agreed with it beyond what resources say. */
export interface KnownCaller extends Caller {
  /** It may read everything: a duty to observe, a public register. */
  readsAll?: boolean;
  /** It may see, and take, Tasks that nobody owns. */
  claims?: boolean;
}

import type { ExchangeId, InformBy } from '../plan/plan.js';

/** A change that another actor must learn of. */
export interface Change {
  /** Resource type of what changed. */
  type: string;
  /** Actor that made the change. */
  by: string;
  /** Actor that must learn of it. */
  to: string;
  /** Actor at whose system the changed resource lives (in messaging: the changer's own). */
  home: string;
}

/** How a change reaches the other actor. */
export interface Informing {
  how: InformBy;
  /** For messages: all that the receiver needs, or only that something changed. */
  carries?: 'content' | 'pointer';
}

/**
 * One way for a Placer and a Fulfiller to share Tasks. It decides two things and nothing else: where a Task lives, and
 * how the other party learns of a change. A flow is written once; an exchange makes it runnable.
 */
export interface Exchange {
  id: ExchangeId;
  /** For people. */
  title: string;
  /** One or two capitals, as in the guide's tables: P, Pp, F, Fp, M, MP, MF. */
  short: string;
  /** One sentence that says how it works. */
  description: string;
  /** The side of a Task that hosts it; `each`: every party keeps its own copy and nobody reads another's system. */
  taskHome: 'placer' | 'fulfiller' | 'each';
  inform(change: Change): Informing;
}

/** Who hosts the resource learns of every change to it by that alone. */
export function byOwnSystem(change: Change): Informing | undefined {
  return change.to === change.home ? { how: 'own' } : undefined;
}

/** Subscriptions of the guide are about Tasks: of anything else a REST party learns by looking. */
export function byNotification(change: Change): Informing {
  return { how: change.type === 'Task' ? 'notification' : 'poll' };
}

import type { Notification } from '../history/notification.js';
import type { TroubleKind } from '../history/record.js';

/** Who sends a message learns by these that it was not taken, or nothing: the others are the network's doing. */
const UNACKNOWLEDGED: ReadonlySet<TroubleKind> = new Set(['drop', 'error', 'hang-up']);

/**
 * Decides what becomes of notifications on their way to played actors, of the messages that they send and of those that a system under test sends them, by plan: each new event and each
 * message meets the next kind of trouble in turn; what comes again of it passes, and so do handshakes. What is held back is handed on later.
 */
export class Trouble {
  private readonly met = new Set<string>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly held = new Map<string, (() => void)[]>();
  private readonly refused = new Set<string>();
  private readonly late = new Map<string, (() => Promise<void>)[]>();
  private turn = 0;
  private arriving = 0;
  private over = false;

  /** @param holdMs how long a delayed notification is held back, milliseconds; and one that waits for the next in vain */
  constructor(
    readonly kinds: readonly TroubleKind[],
    private readonly holdMs: number,
  ) {}

  /** What happens to this notification; undefined when it passes. */
  meets(to: string, notification: Notification): TroubleKind | undefined {
    if (this.over || notification.type !== 'event-notification') return undefined;
    const id = [to, notification.subscription, ...notification.events.map(identityOf)].join(' ');
    // An empty notification has no identity: every second one passes, so that what was refused can be taken at last.
    this.refused.delete(id);
    if (this.met.has(id)) {
      if (notification.form === 'empty') this.met.delete(id);
      return undefined;
    }
    this.met.add(id);
    const kind = this.kinds[this.turn++ % this.kinds.length];
    if (kind === 'error' || kind === 'hang-up') this.refused.add(id);
    return kind;
  }

  /** What happens to the next message on its way. Each meets the next kind in turn; what is sent again because of it meets none. */
  meetsMessage(): TroubleKind | undefined {
    return this.over ? undefined : this.kinds[this.turn++ % this.kinds.length];
  }

  /**
   * What happens to a message that a system under test sent: each new one meets the next kind by which it is not acknowledged; when it
   * comes again it passes.
   */
  meetsArriving(to: string, id: string): TroubleKind | undefined {
    const name = `message ${to} ${id}`;
    this.refused.delete(name);
    const kinds = this.kinds.filter((kind) => UNACKNOWLEDGED.has(kind));
    if (this.over || kinds.length === 0 || this.met.has(name)) return undefined;
    this.met.add(name);
    this.refused.add(name);
    return kinds[this.arriving++ % kinds.length];
  }

  /** Has a message come again after the next one to this actor. */
  repeatLater(to: string, again: () => Promise<void>): void {
    this.late.set(to, [...(this.late.get(to) ?? []), again]);
  }

  /** The messages that come again now that another has come to this actor. */
  takeLate(to: string): (() => Promise<void>)[] {
    const late = this.late.get(to) ?? [];
    this.late.delete(to);
    return late;
  }

  /** Whether something that was not taken has not come again yet. */
  get awaitsRepeat(): boolean {
    return this.refused.size > 0;
  }

  /** Hands on later. */
  delay(handOn: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      handOn();
    }, this.holdMs);
    this.timers.add(timer);
  }

  /** Hands on after the next one for this actor, or later when none comes. */
  holdForNext(to: string, handOn: () => void): void {
    let waiting = true;
    const once = (): void => {
      if (waiting) handOn();
      waiting = false;
    };
    this.held.set(to, [...(this.held.get(to) ?? []), once]);
    this.delay(once);
  }

  /** Something was handed on to this actor: what waited for that follows. */
  passed(to: string): void {
    const waiting = this.held.get(to) ?? [];
    this.held.delete(to);
    for (const handOn of waiting) handOn();
  }

  /** The run is over: what is still held back is lost, and what comes now passes. */
  stop(): void {
    this.over = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.held.clear();
  }
}

function identityOf({ focus, number, versionId }: Notification['events'][number]): string {
  return String(number ?? `${focus} ${versionId ?? ''}`);
}

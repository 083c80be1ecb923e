import type { ServerClaims, TroubleKind } from '../history/record.js';
import type { Guide } from '../guide/guide.js';
import type { Plan } from '../plan/plan.js';
import type { Caller } from './caller.js';
import type { ExistingInstances } from './existing.js';

/** What a run is carried out against. */
export interface Target {
  name: string;
  /** Base URL (no trailing slash) of the system of an actor, by its name in the flow and the ActorDefinition that it plays. */
  baseFor(actor: { name: string; is: string }): string;
  /** What the server at a base URL says it can do; asked once a server. */
  claims(base: string): Promise<ServerClaims>;
  /**
   * Headers that authenticate a caller's request to this URL: its own credentials where the target has such, else those for all, and
   * for a bystander only its own. Without a caller, those by which the harness looks after the server. Empty where there are none.
   */
  authorize(url: string, caller?: Caller): Promise<Record<string, string>>;
  /** Origins that may be asked at all. */
  origins(): ReadonlySet<string>;
  /** Strings that must not reach a history. It may grow while runs go on. */
  secrets: readonly string[];
  /** Actors that the system under test plays. */
  external: ReadonlySet<string>;
  /** How long a change may take to reach the other party, milliseconds. */
  boundMs: number;
  /** Within what a change usually reaches the other party, milliseconds; `boundMs` unless given. For waits that nobody would fail by. */
  usualMs?: number;
  /** How long an external actor may take to act, milliseconds. */
  actMs: number;
  /** Pause between two looks while polling, milliseconds. */
  pollMs: number;
  /** How long one answer may take, milliseconds; the client's own limit unless given. */
  timeoutMs?: number;
  /** Mark what runs make with `meta.tag`: for servers that outlive the harness. */
  tag?: boolean;
  /** Where the harness's own endpoint listens, and how the target reaches it (`publicUrl`, no trailing slash). */
  endpoint?: { host?: string; port?: number; publicUrl?: string };
  /** What is made of notifications and messages on purpose, in turn, where whoever asks for the runs says nothing of it. */
  trouble?: readonly TroubleKind[];
  /** Which of the guide's instances are there already, known once {@link prepare} was called. */
  existing?: ExistingInstances;
  /** Looks whether the target is as its description says, for these plans. Throws a TargetError that says what to do. */
  prepare?(plans: readonly Plan[], guide: Guide): Promise<void>;
  /** Keys of requirements that runs cannot exercise for want of credentials. */
  unexercised?: readonly string[];
  /** What people should know before the runs begin, each a sentence. */
  notes?: readonly string[];
  stop(): Promise<void>;
}

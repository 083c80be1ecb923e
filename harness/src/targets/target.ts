import type { ServerClaims } from '../history/record.js';

/** What a run is carried out against. */
export interface Target {
  name: string;
  /** Base URL (no trailing slash) of the system of an actor, by its name in the flow and the ActorDefinition that it plays. */
  baseFor(actor: { name: string; is: string }): string;
  /** What the server at a base URL says it can do; asked once a server. */
  claims(base: string): Promise<ServerClaims>;
  /** Headers that authenticate a request to this URL; empty for origins that have none. */
  authorize(url: string): Promise<Record<string, string>>;
  /** Origins that may be asked at all. */
  origins(): ReadonlySet<string>;
  /** Strings that must not reach a history. */
  secrets: readonly string[];
  /** Actors that the system under test plays. */
  external: ReadonlySet<string>;
  /** How long a change may take to reach the other party, milliseconds. */
  boundMs: number;
  /** How long an external actor may take to act, milliseconds. */
  actMs: number;
  /** Pause between two looks while polling, milliseconds. */
  pollMs: number;
  stop(): Promise<void>;
}

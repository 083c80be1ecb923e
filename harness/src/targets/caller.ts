import { BYSTANDERS } from '../history/bystander.js';

/** A party as resources refer to it by now. */
export interface Party {
  /** Where resources are that stand for it: URLs without version. */
  urls: readonly string[];
  /** Their business identifiers, each with the type of the resource that has it. */
  identifiers: readonly { type: string; system: string; value: string }[];
}

/** Who makes a request of a run. */
export interface Caller {
  /** Its name in the flow, or that of a bystander. */
  name: string;
  /** Id of the ActorDefinition that it plays, or `bystander`, `bystander-patient`. */
  is: string;
  /** Who it is; grows while the run goes on. */
  party(): Party;
}

const NOBODY: Party = { urls: [], identifiers: [] };

/** Who is known to the servers and has no part in any flow, by name: a party, and a patient's app. */
export const BYSTANDING_CALLERS: ReadonlyMap<string, Caller> = new Map(
  Object.values(BYSTANDERS).map((name): [string, Caller] => [name, { name, is: name, party: () => NOBODY }]),
);

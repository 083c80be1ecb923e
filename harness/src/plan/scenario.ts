import type { InstanceKey } from '../guide/resource.js';
import type { SourceError, SourcePosition } from '../yaml/source.js';
import type { ExchangeId } from './plan.js';

export type { SourcePosition, SourceError as ScenarioError };

/**
 * A flow as its author wrote it, checked: every name in it exists. See `scenarios/scenario.schema.json` for the YAML.
 */
export interface Scenario {
  id: string;
  title: string;
  /** A few sentences for readers: who, what, why. Markdown. */
  story?: string;
  /** Name of the guide's page that explains what the flow shows, without ending: `cancelling-and-modifying`. */
  page?: string;
  actors: ScenarioActor[];
  exchanges: ExchangeId[];
  /** What each actor's system holds before the story starts (resources that these refer to come along by themselves). */
  given: { actor: string; keys: InstanceKey[] }[];
  /** What lies at a server that nobody agreed on: it may be referred to, and nobody follows. */
  elsewhere: InstanceKey[];
  acts: Act[];
  at: SourcePosition;
}

/** Somebody who takes part in a flow. */
export interface ScenarioActor {
  /** Name in this flow; often the ActorDefinition's id, else told apart, e.g. `second-lab`. */
  name: string;
  /** Id of the ActorDefinition that it plays. */
  is: string;
  /** The instance that stands for it, e.g. `Organization/city-lab`: what Task.owner and Task.requester point to. */
  as: InstanceKey;
  /** False when it has no server of its own (a patient's phone, an agent): what it writes lives at the counterpart. */
  hosts: boolean;
  /** Name of the actor in whose name it acts, such as the party whose workflow an engine drives: it may do what that one may. */
  actsFor?: string;
  at: SourcePosition;
}

/** What every act has. */
export interface ActBase {
  id: string;
  title: string;
  /** Why, or what to notice; Markdown, for pages. */
  note?: string;
  /** Requirement keys that this act as a whole verifies (its performing and its telling). */
  verifies: string[];
  /** Actors that are told of what changed. */
  tells: string[];
  expect: Expectation[];
  at: SourcePosition;
}

/**
 * The actor writes new resources: the instances as they stand in the guide, one write each, in this order. What is told
 * of is the Task among them, else the last.
 */
export interface CreateAct extends ActBase {
  kind: 'create';
  by: string;
  /** At least one. */
  keys: InstanceKey[];
  /** Actor at whose system it is created, when the exchange's choice would be wrong. */
  place?: string;
  /** When set, the write must be refused and change nothing. */
  refused?: Refusal;
}

/** The actor changes a resource: `set` gives elements; `becomes` names an instance that shows the state afterwards. */
export interface UpdateAct extends ActBase {
  kind: 'update';
  by: string;
  key: InstanceKey;
  /** Top-level elements and their new values; null removes one. Codes already resolved to CodeableConcepts. */
  set: Record<string, unknown>;
  /** The instance whose elements (all that differ from `key`'s instance, but id, meta and text) are taken. */
  becomes?: InstanceKey;
  /** Set for an attempt: the write must be refused and change nothing. */
  refused?: Refusal;
}

/** Why an attempt must be refused. `stale`: the writer holds an old version; `taken`: another was first; `rule`: the guide forbids it. */
export interface Refusal {
  because: 'stale' | 'taken' | 'rule';
}

/** The actor reads resources it was referred to. */
export interface ReadAct extends ActBase {
  kind: 'read';
  by: string;
  keys: InstanceKey[];
  /** When set, every version is read; each FHIRPath must hold of one of them, in this order. */
  versions?: string[];
}

/** The actor searches; what it must find and must not find. */
export interface SearchAct extends ActBase {
  kind: 'search';
  by: string;
  /** Whose system is asked. */
  where: string;
  /** Search without base, e.g. `Task?owner={actor:fulfiller}&status=requested`; {actor:x} and {Type/id} stand for real references, {Type/id: path} for a value. */
  query: string;
  finds: InstanceKey[];
  misses: InstanceKey[];
  /** Whether what it finds must come in the order of `finds`. */
  inOrder?: boolean;
  /** With `_summary=count`: the number that the answer must give. */
  counts?: number;
}

/**
 * Acts at the same time; exactly `winners` of them may take effect. Each has its own `tells`, as when two messages cross;
 * the race's own are told of whatever came out.
 */
export interface RaceAct extends ActBase {
  kind: 'race';
  winners: number;
  acts: (CreateAct | UpdateAct)[];
}

/** Nobody acts until a moment of the story is over, such as the end of the period for bids. At most one on a way through. */
export interface WaitAct extends ActBase {
  kind: 'wait';
  /** The instance that names the moment. */
  key: InstanceKey;
  /** The moment as the instance has it, ISO 8601 with time and zone. */
  until: string;
}

/** The story forks: each branch is a run of its own. With `optional`, one run goes on without any of them. */
export interface ForkAct extends ActBase {
  kind: 'fork';
  optional: boolean;
  branches: Branch[];
}

/** One way that a story can go on. */
export interface Branch {
  id: string;
  title: string;
  /** The only exchanges that it runs over; all of the flow's when absent. */
  exchanges?: ExchangeId[];
  acts: Act[];
  at: SourcePosition;
}

export type Act = CreateAct | UpdateAct | ReadAct | SearchAct | RaceAct | WaitAct | ForkAct;

/** What an actor must be able to see after an act. */
export interface Expectation {
  /** Id within the act: given, or `sees-1`, `sees-2` ... */
  id: string;
  actor: string;
  key: InstanceKey;
  /** FHIRPath on the resource as that actor sees it, in the guide's own names (references as `Type/id`, identifiers without suffix). */
  that: string;
  verifies: string[];
  /** True when it is about what stands in the example: not asked of a system under test, which writes content of its own. */
  sample: boolean;
  at: SourcePosition;
}

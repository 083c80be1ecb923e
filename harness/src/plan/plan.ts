import type { InstanceKey } from '../guide/resource.js';
import type { SourcePosition } from './scenario.js';

/** The seven exchanges of the guide. */
export type ExchangeId =
  | 'task-at-placer'
  | 'task-at-placer-polling'
  | 'task-at-fulfiller'
  | 'task-at-fulfiller-polling'
  | 'messaging'
  | 'messaging-rest-at-placer'
  | 'messaging-rest-at-fulfiller';

/** How an actor learns that something changed. `own`: it changed in its own system, so it knows. */
export type InformBy = 'notification' | 'poll' | 'message' | 'own';

/**
 * Everything that one run will do, as data: no URLs, no HTTP, no clock. Runs, diagrams and pages are made from it.
 */
export interface Plan {
  /** `flow[/branch]@exchange` */
  id: string;
  flow: string;
  branch?: string;
  exchange: ExchangeId;
  title: string;
  story?: string;
  actors: PlanActor[];
  /** The earliest moment in the instances that the acts create (ISO 8601): where the story starts; dates are shifted by it. */
  storyStart?: string;
  /** A moment of the story (ISO 8601) that goes by during the run. When there is one, dates are shifted so that it comes soon. */
  deadline?: string;
  /** Every instance that the run touches, with where it lives. */
  instances: Record<InstanceKey, PlanInstance>;
  /** What lies at a server that nobody agreed on, though something that is written refers to it; absent when nothing does. */
  elsewhere?: InstanceKey[];
  /** Setting up (id `given`), then the flow's acts in order, then the closing look (id `final`). */
  acts: PlanAct[];
}

export interface PlanActor {
  name: string;
  /** Id of its ActorDefinition. */
  is: string;
  title: string;
  as: InstanceKey;
  hosts: boolean;
  /** Name of the actor in whose name it acts. */
  actsFor?: string;
  /** True when the system under test plays it: its steps are awaited, not performed. */
  external: boolean;
}

export interface PlanInstance {
  key: InstanceKey;
  /** Actor that writes it. */
  author: string;
  /** Actors at whose systems it lives: one for REST exchanges; in messaging each party keeps a copy and gets it in a message. */
  homes: string[];
  /** True for what exists before the story. */
  given: boolean;
}

export interface PlanAct {
  id: string;
  kind: 'given' | 'create' | 'update' | 'read' | 'search' | 'race' | 'wait' | 'final';
  title: string;
  note?: string;
  by?: string;
  verifies: string[];
  steps: Step[];
  checks: ExpectCheck[];
  at?: SourcePosition;
}

/** An expectation, bound to the step that shows its resource. */
export interface ExpectCheck {
  id: string;
  actor: string;
  key: InstanceKey;
  that: string;
  verifies: string[];
  /** The read step whose response is judged. */
  step: string;
}

interface StepBase {
  /** `act.step`, unique in the plan. */
  id: string;
  /** A sentence for people: "The lab updates the Task at the Placer". */
  title: string;
  /** The actor that carries it out. */
  by: string;
  /** Not begun before this moment of the story (ISO 8601). */
  notBefore?: string;
}

/** Put instances in place at one system before the story; those that others refer to come first. */
export interface GivenStep extends StepBase {
  kind: 'given';
  at: string;
  keys: InstanceKey[];
}

/** Agree that `by` is told of Tasks at `at` (a Subscription resource, or by administration). */
export interface SubscribeStep extends StepBase {
  kind: 'subscribe';
  at: string;
  /** Which Tasks: those owned by, or requested by, the subscriber, or those it is only informed about. */
  about: 'owner' | 'requester' | 'any';
  /** The instance that stands for the subscriber, as Task.owner or Task.requester names it. */
  as: InstanceKey;
}

/** Create or update a resource at an actor's system. */
export interface WriteStep extends StepBase {
  kind: 'write';
  at: string;
  key: InstanceKey;
  op: 'create' | 'update';
  /** For an update: top-level elements to set (null removes), in the guide's names. */
  set: Record<string, unknown>;
  /** Version sent in If-Match: the newest, a stale one on purpose, or none. */
  guard: 'current' | 'stale' | 'none';
  /** Present when the write must be refused and change nothing. */
  refused?: 'stale' | 'taken' | 'rule';
}

/** An external actor should make this change: wait for it (bounded), then bind and judge what it did. */
export interface AwaitStep extends StepBase {
  kind: 'await';
  at: string;
  key: InstanceKey;
  op: 'create' | 'update';
  set: Record<string, unknown>;
  /** The played actor that looks. */
  observer: string;
}

/** `to` learns of the newest state of `key`, which `by` just wrote. */
export interface InformStep extends StepBase {
  kind: 'inform';
  to: string;
  /** Whose system holds the changed resource. */
  at: string;
  how: InformBy;
  key: InstanceKey;
  /** The write or race that is told of; in an attempt, which changes nothing, the step itself. */
  of: string;
  /** For messages. `content`: all that the receiver needs; `pointer`: the Task only, details are read by REST. */
  carries?: 'content' | 'pointer';
  /** Resources in the message: the focus (a Task) first, then all it needs. */
  bundle?: InstanceKey[];
  /** Present when the change takes the Task away from `to`, its owner before: this is the last that `to` is told of it. */
  leaves?: true;
  /** Send the same message again: the receiver must act once. */
  twice?: boolean;
  /** Present when the message is an attempt, which the receiver must refuse: `set` on a copy from before the last change. */
  refused?: 'stale' | 'taken' | 'rule';
  /** In an attempt: what the sender tries to make of `key`; top-level elements (null removes), in the guide's names. */
  set?: Record<string, unknown>;
}

/** Look at a resource as `by` sees it at `at`'s system. */
export interface ReadStep extends StepBase {
  kind: 'read';
  at: string;
  key: InstanceKey;
  why: 'told' | 'expect' | 'act' | 'final';
}

/** All versions of a resource (the `_history` of it), for the laws. */
export interface HistoryStep extends StepBase {
  kind: 'history';
  at: string;
  key: InstanceKey;
  /** What versions must show, one after another (FHIRPath, in the guide's names); absent when it is read for the laws. */
  shows?: string[];
}

/** `by` follows every reference in what it has seen, to learn whether each resolves for it. */
export interface AuditStep extends StepBase {
  kind: 'audit';
}

export interface SearchStep extends StepBase {
  kind: 'search';
  at: string;
  query: string;
  finds: InstanceKey[];
  misses: InstanceKey[];
  /** Whether what it finds must come in the order of `finds`. */
  inOrder?: boolean;
  /** With `_summary=count`: the number that the answer must give. */
  counts?: number;
}

/** Lanes start together; exactly `winners` of their writes may succeed. */
export interface RaceStep extends StepBase {
  kind: 'race';
  winners: number;
  lanes: WriteStep[];
}

export type Step =
  | GivenStep
  | SubscribeStep
  | WriteStep
  | AwaitStep
  | InformStep
  | ReadStep
  | HistoryStep
  | AuditStep
  | SearchStep
  | RaceStep;

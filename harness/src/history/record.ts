import type { Capability } from '../guide/capability.js';
import type { BusinessIdentifier } from '../guide/resource.js';
import type { Plan } from '../plan/plan.js';

/** Version of the records below; a reader refuses others. */
export const HISTORY_SCHEMA = 1;

/**
 * What the harness's own endpoint does to notifications when it is asked to make trouble. `drop`: answered as if taken, and lost;
 * `delay`: handed on late; `duplicate`: handed on twice; `reorder`: handed on after the next; `error`: refused with 500 the first time;
 * `hang-up`: the connection is closed without an answer, the first time.
 */
export const TROUBLE_KINDS = ['drop', 'delay', 'duplicate', 'reorder', 'error', 'hang-up'] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

interface RecordBase {
  /** 1, 2, 3 ... within the run; findings cite records by it. */
  n: number;
  /** Milliseconds since the run began. */
  t: number;
}

/** First record of a run: all that is needed to judge it again without a target. */
export interface RunRecord extends RecordBase {
  kind: 'run';
  schema: typeof HISTORY_SCHEMA;
  plan: Plan;
  guide: { packageId: string; version: string };
  target: TargetFacts;
  startedAt: string;
  /** Appended to every identifier value that was sent. */
  suffix: string;
  /** Added to every date that was sent, whole milliseconds. */
  shiftMs: number;
  /** What was done to notifications on purpose, in turn; absent when nothing was. */
  trouble?: readonly TroubleKind[];
}

/** What was known of the target when the run began. */
export interface TargetFacts {
  name: string;
  /** Base URL of each hosting actor's system. */
  servers: Record<string, string>;
  /** What each server says it can do, by base URL. */
  claims: Record<string, ServerClaims>;
  /** How long a change may take to reach the other party, milliseconds. */
  boundMs: number;
}

/** Read from a CapabilityStatement, or overridden by a target file. */
export interface ServerClaims {
  software?: string;
  processMessage: boolean;
  subscriptions: 'backport' | 'rest-hook' | 'none';
  versioning: boolean;
  /** What its CapabilityStatement lists for the resource types of the guide; absent when it could not be asked. */
  capability?: Capability;
}

export interface StepStartRecord extends RecordBase {
  kind: 'step';
  step: string;
}

export interface StepEndRecord extends RecordBase {
  kind: 'done';
  step: string;
  /**
   * `ok`: carried out as the protocol allows (the judge decides whether it was right); `refused`: the server said no;
   * `late`: a wait ran out, or what it is for cannot come any more; `skipped`: what it needs was not there; `fault`: the harness itself failed.
   */
  outcome: 'ok' | 'refused' | 'late' | 'skipped' | 'fault';
  reason?: string;
}

/** A JSON value, or text when the body was not JSON. Absent for an empty body. */
export type Body = { json: unknown } | { text: string };

/** A request that the harness made, playing `by`. */
export interface HttpRecord extends RecordBase {
  kind: 'http';
  step: string;
  by: string;
  /** Actor whose system was asked. */
  to: string;
  request: { method: string; url: string; headers: Record<string, string>; body?: Body };
  /** Absent when no answer came; then `error` says why. */
  response?: { status: number; headers: Record<string, string>; body?: Body };
  error?: string;
  ms: number;
}

/** Something that reached the harness's own endpoint, for the played actor `to`. */
export interface ReceivedRecord extends RecordBase {
  kind: 'received';
  to: string;
  what: 'notification' | 'message' | 'other';
  /** backport: Bundle with SubscriptionStatus; resource: rest-hook with the resource; empty: rest-hook without a body. */
  form: 'backport' | 'resource' | 'empty' | 'message' | 'unknown';
  request: { method: string; url: string; headers: Record<string, string>; body?: Body };
  response: { status: number; body?: Body };
  /** Handed on late, out of order or once more, on purpose. */
  trouble?: TroubleKind;
}

/**
 * A notification for the played actor `to` that came to the endpoint and met with trouble, made on purpose; or a message to `to`: one
 * that a played actor sent, or, with its body, one that a system under test sent to the endpoint.
 */
export interface TroubleRecord extends RecordBase {
  kind: 'trouble';
  /** A notification unless given. */
  of?: 'message';
  to: string;
  what: TroubleKind;
  request: ReceivedRecord['request'];
  /** Absent when the connection was closed instead. */
  response?: { status: number };
}

/** From here on, the guide's instance `key` is, for `holder`, the resource at `url`. */
export interface BoundRecord extends RecordBase {
  kind: 'bound';
  key: string;
  holder: string;
  url: string;
  /** Present when it was there before the run, which neither made it nor may change it: what it is known by, in place of the instance's own. */
  existing?: BusinessIdentifier[];
}

/** The harness did what the target could not, playing its system: e.g. notified in its stead. */
export interface SubstitutedRecord extends RecordBase {
  kind: 'substituted';
  step: string;
  actor: string;
  what: 'notification' | 'message-endpoint';
  why: string;
}

/** Last record of a run that came to its end. A history without it was cut off. */
export interface EndRecord extends RecordBase {
  kind: 'end';
  outcome: 'finished' | 'stopped';
  reason?: string;
}

export type HistoryRecord =
  | RunRecord
  | StepStartRecord
  | StepEndRecord
  | HttpRecord
  | ReceivedRecord
  | TroubleRecord
  | BoundRecord
  | SubstitutedRecord
  | EndRecord;

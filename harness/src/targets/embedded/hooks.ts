import type { Resource } from '../../guide/resource.js';
import type { KnownCaller } from './access/known-caller.js';
import type { FhirRequest, Reply } from './http.js';
import type { Version } from './store.js';

/** Where a resource that is about to be stored comes from. */
export interface StoreContext {
  method: 'POST' | 'PUT' | 'PATCH';
  /** The resource as it was before, when this is a change. */
  previous?: Resource;
}

/** One notification on its way to one subscriber. */
export interface NotifyEvent {
  /** Id of the Subscription. */
  subscription: string;
  /** Topic canonical; absent for a criteria subscription. */
  topic?: string;
  endpoint: string;
  /** Number of the event within the subscription, from 1. */
  number: number;
  /** `Type/id` of what changed. */
  focus: string;
  /** What changed, as it is now; absent after a delete. */
  resource?: Resource;
  /** Wait this long before it is sent, milliseconds. */
  delayMs?: number;
}

/** What else `onNotify` may want to know. */
export interface NotifyContext {
  /** All active subscriptions. */
  subscribers: readonly { subscription: string; endpoint: string }[];
}

/** A version guard that was checked (If-Match). */
export interface PreconditionCheck {
  method: string;
  key: string;
  /** What the client sent. */
  ifMatch: string;
  current?: string;
  holds: boolean;
}

/** A caller asks for something, and the server's rules said whether it may. */
export interface AccessCheck {
  caller: KnownCaller;
  what: 'read' | 'search' | 'change' | 'subscribe';
  /** `Type/id` of what it is about. */
  key: string;
  holds: boolean;
}

/**
 * Seams where the server can be changed from outside, to break it on purpose. Every hook is optional, and a hook that returns
 * what it was given changes nothing. What is passed in is shared: copy before changing it.
 */
export interface ServerHooks {
  /** Whether the caller of a request is asked for credentials, where the server knows its callers. */
  authenticates?(request: FhirRequest): boolean;
  /** Whether a caller gets what it asks for. */
  permits?(check: AccessCheck): boolean;
  /** What is stored of what was sent. */
  beforeStore?(resource: Resource, context: StoreContext): Resource;
  /** Number of the version about to be written; `next` is one more than the last. */
  versionFor?(next: number): number;
  /** Whether a version guard holds. */
  precondition?(check: PreconditionCheck): boolean;
  /** Which version a read shows; `versions` is oldest first. */
  readVersion?(versions: readonly Version[]): Version | undefined;
  /** Parameters of a search, decoded, in order. */
  searchParameters?(parameters: [string, string][], type: string): [string, string][];
  /** The answer on its way out. */
  afterResponse?(reply: Reply, request: FhirRequest): Reply;
  /** What is really sent of a notification: nothing, it, several, or something else. */
  onNotify?(event: NotifyEvent, context: NotifyContext): NotifyEvent[];
  /** The acknowledgement of a message. */
  onAcknowledge?(acknowledgement: Resource): Resource;
  /** What becomes of a message that is outdated, for the reason given: it is refused unless a hook takes it. */
  outdatedMessage?(reason: string): 'take' | 'refuse';
  /** What becomes of a message whose sender may not make that of a Task, for the reason given: it is refused unless a hook takes it. */
  beyondAuthority?(reason: string): 'take' | 'refuse';
  /** Whether a message is acted on that has this event. */
  eventKnown?(code: string | undefined, known: boolean): boolean;
  /** Whether a message was seen before. */
  messageSeen?(id: string, seen: boolean): boolean;
}

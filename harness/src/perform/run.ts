import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { demandsOn, onlyTypes } from '../guide/capability.js';
import type { Guide } from '../guide/guide.js';
import {
  HISTORY_SCHEMA,
  type EndRecord,
  type HistoryRecord,
  type ServerClaims,
  type TroubleKind,
} from '../history/record.js';
import { BYSTANDER_STEP } from '../history/bystander.js';
import { STRANGER_STEP } from '../history/stranger.js';
import { UNKNOWN_EVENT_STEP } from '../history/unknown-event.js';
import { Recorder, type LineSink } from '../history/recorder.js';
import type { Plan, Step } from '../plan/plan.js';
import type { Target } from '../targets/target.js';
import { patienceOf, RunContext, type Outcome, usualMs } from './context.js';
import type { Endpoint } from './endpoint.js';
import type { HttpClient } from './http.js';
import { MessageReceiver } from './message-receiver.js';
import { receive } from './receive.js';
import { probeAsBystander } from './bystander.js';
import { knockAsStranger } from './stranger.js';
import { setTrap } from './trap.js';
import { Trouble } from './trouble.js';
import { sendUnknownEvents } from './unknown-event.js';
import { performAudit } from './steps/audit.js';
import { performAwait } from './steps/await.js';
import { performGiven } from './steps/given.js';
import { performInform } from './steps/inform.js';
import { performRace } from './steps/race.js';
import { performHistory, performRead } from './steps/read.js';
import { performSearch } from './steps/search.js';
import { performSubscribe } from './steps/subscribe.js';
import { performWrite } from './steps/write.js';

/** What runs share. */
export interface Performer {
  guide: Guide;
  target: Target;
  client: HttpClient;
  endpoint: Endpoint;
  /** What is done to notifications on purpose, in turn. */
  trouble?: readonly TroubleKind[];
}

export interface RunOptions {
  sink?: LineSink;
  redact?: (line: string) => string;
  /** Ends the run after the step under way. */
  signal?: AbortSignal;
  /** How many times as long as a change usually takes may pass before the moment of a story; once unless given. */
  leadTimes?: number;
  /** For the harness's own tests: what is really done in a step, when that must differ from the plan. */
  distort?: (step: Step) => Step;
  /** For the harness's own tests: a party that waits for notifications and does nothing when they don't come. */
  waitsInVain?: boolean;
  /** Told of each step as it begins. */
  onStep?: (step: Step, index: number, of: number) => void;
  /** Told what the run waits for a system under test to do. */
  onWait?: (what: string) => void;
}

/** Carries out a plan and answers its history. Never throws for what the target does: that is evidence. */
export async function performRun(plan: Plan, performer: Performer, options: RunOptions = {}): Promise<HistoryRecord[]> {
  const recorder = new Recorder(options.sink, options.redact);
  const run = await open(plan, performer, recorder, options.leadTimes);
  const receiver = new MessageReceiver(run);
  if (options.signal) run.signal = options.signal;
  if (options.onWait) run.onWait = options.onWait;
  run.catchesUp = run.trouble !== undefined && !options.waitsInVain;
  const unregister = performer.endpoint.register(run.token, (arrival) => receive(arrival, run, receiver));
  const trap = await setTrap(run);
  try {
    await carryOut(run, options);
  } finally {
    await tearDown(run);
    unregister();
    await trap?.close();
  }
  return recorder.records;
}

/** A notification that is held back comes when its receiver has lost patience and looked for itself. */
const HELD_BACK = 1.5;

async function open(plan: Plan, performer: Performer, recorder: Recorder, leadTimes = 1): Promise<RunContext> {
  const { guide, target, client, endpoint, trouble } = performer;
  const token = randomBytes(6).toString('hex');
  const suffix = `-${token.slice(0, 8)}`;
  const hosting = plan.actors.filter((actor) => actor.hosts);
  const servers = Object.fromEntries(hosting.map((actor) => [actor.name, target.baseFor(actor)]));
  const claims: Record<string, ServerClaims> = {};
  for (const base of new Set(Object.values(servers)))
    claims[base] = asFarAsAsked(await target.claims(base), plan, guide);
  // What the target took to say what it can do is no time of the story.
  const shiftMs = shiftOf(plan, usualMs(target) * leadTimes, guide);
  recorder.add({
    kind: 'run',
    schema: HISTORY_SCHEMA,
    plan,
    guide: { packageId: guide.packageId, version: guide.version },
    target: { name: target.name, servers, claims, boundMs: target.boundMs },
    startedAt: new Date().toISOString(),
    suffix,
    shiftMs,
    ...(trouble?.length ? { trouble } : {}),
  });
  const run = new RunContext(plan, guide, target, client, endpoint, recorder, token, suffix, shiftMs, claims);
  if (trouble?.length) run.trouble = new Trouble(trouble, patienceOf(target) * HELD_BACK);
  return run;
}

/** Of what a server states only what is about the resource types that the guide asks something of here: the whole is long. */
function asFarAsAsked(claims: ServerClaims, plan: Plan, guide: Guide): ServerClaims {
  if (!claims.capability) return claims;
  const asked = plan.actors.flatMap(({ is }) => Object.keys(demandsOn(guide, is, plan.exchange)?.types ?? {}));
  return { ...claims, capability: onlyTypes(claims.capability, new Set(asked)) };
}

/**
 * How far all dates move, in whole seconds: so that the story starts now, or, when a moment of it must go by, so that this
 * comes so many milliseconds after the run begins. What the story does before that moment has to be done by then. With a system under
 * test, which knows what time it is, nothing is written with a date that is still to come.
 */
function shiftOf(plan: Plan, leadMs: number, guide: Guide): number {
  if (plan.deadline) return Math.ceil((Date.now() + leadMs - Date.parse(plan.deadline)) / 1000) * 1000;
  const start = plan.storyStart ? Date.parse(plan.storyStart) : Date.now();
  const isWatched = plan.actors.some(({ external }) => external);
  return Math.floor((Date.now() - (isWatched ? lastWritten(plan, guide, start) : start)) / 1000) * 1000;
}

/** The last moment at which the story has a played actor author a Task or a Request, milliseconds since 1970. */
function lastWritten(plan: Plan, guide: Guide, start: number): number {
  const external = new Set(plan.actors.filter((actor) => actor.external).map(({ name }) => name));
  const moments = Object.values(plan.instances)
    .filter(({ author }) => !external.has(author))
    .flatMap(({ key }) => {
      const instance = guide.instance(key);
      return [instance?.authoredOn, instance?.lastModified].flatMap((moment) =>
        typeof moment === 'string' ? Date.parse(moment) : [],
      );
    });
  return Math.max(start, ...moments.filter(Number.isFinite));
}

/** Waits until a moment of the story is over in this run. */
async function passing(moment: string, run: RunContext, signal: AbortSignal | undefined): Promise<void> {
  const left = Date.parse(moment) + run.shiftMs - Date.now();
  if (left <= 0) return;
  await sleep(left, undefined, signal ? { signal } : {}).catch(() => undefined);
}

async function carryOut(run: RunContext, options: RunOptions): Promise<void> {
  const steps = run.plan.acts.flatMap((act) => act.steps);
  for (const [index, step] of steps.entries()) {
    if (step.notBefore) await passing(step.notBefore, run, options.signal);
    if (options.signal?.aborted) return end(run, { outcome: 'stopped', reason: 'interrupted' });
    options.onStep?.(step, index, steps.length);
    run.stepStart.set(step.id, run.recorder.add({ kind: 'step', step: step.id }));
    const outcome = await performStep(options.distort?.(step) ?? step, run).catch(faultOf);
    run.recorder.add({ kind: 'done', step: step.id, ...outcome });
  }
  await tryAfterwards(run);
  // What was refused last is judged like the rest: it has the time to come again.
  if (run.trouble?.awaitsRepeat) await run.inbox.waitFor(() => !run.trouble?.awaitsRepeat, run.target.boundMs);
  end(run, { outcome: 'finished' });
}

/** What is tried when the story is over; what the harness could not finish is said in the history, as of steps. */
async function tryAfterwards(run: RunContext): Promise<void> {
  const failed = (step: string) => (error: unknown) => run.recorder.add({ kind: 'done', step, ...faultOf(error) });
  await sendUnknownEvents(run).catch(failed(UNKNOWN_EVENT_STEP));
  await knockAsStranger(run).catch(failed(STRANGER_STEP));
  await probeAsBystander(run).catch(failed(BYSTANDER_STEP));
}

/** Writes the last record. What arrives from now on is taken, and is no part of the run. */
function end(run: RunContext, how: Pick<EndRecord, 'outcome' | 'reason'>): void {
  run.trouble?.stop();
  run.recorder.add({ kind: 'end', ...how });
  run.isOver = true;
}

function faultOf(error: unknown): Outcome {
  return {
    outcome: 'fault',
    reason: error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error),
  };
}

function performStep(step: Step, run: RunContext): Promise<Outcome> {
  switch (step.kind) {
    case 'given':
      return performGiven(step, run);
    case 'subscribe':
      return performSubscribe(step, run);
    case 'write':
      return performWrite(step, run);
    case 'await':
      return performAwait(step, run);
    case 'inform':
      return performInform(step, run);
    case 'read':
      return performRead(step, run);
    case 'history':
      return performHistory(step, run);
    case 'audit':
      return performAudit(step, run);
    case 'search':
      return performSearch(step, run);
    case 'race':
      return performRace(step, run);
  }
}

/** Ends the run's subscriptions, so that a target is not left notifying an endpoint that is gone. Not part of the evidence. */
async function tearDown(run: RunContext): Promise<void> {
  for (const { url, by } of run.subscriptionUrls) {
    // The server said where the Subscription is: that may be anywhere.
    if (!URL.canParse(url) || !run.target.origins().has(new URL(url).origin)) continue;
    const unsubscribe = async (): Promise<unknown> =>
      run.client.send({ method: 'DELETE', url, headers: await run.target.authorize(url, run.caller(by)) });
    await unsubscribe().catch(() => undefined);
  }
}

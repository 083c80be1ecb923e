import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../../guide/guide.js';
import type { TroubleKind } from '../../history/record.js';
import { textRedactor } from '../../history/redact.js';
import { Endpoint } from '../../perform/endpoint.js';
import { HttpClient } from '../../perform/http.js';
import { runId, runNamesOf } from '../../plan/build-plan.js';
import type { ExchangeId, Plan } from '../../plan/plan.js';
import { Progress } from '../../report/progress.js';
import type { ExpectedInput } from '../../report/build-report.js';
import { harmless, terminalLook } from '../../report/terminal.js';
import { countVerdicts, worstOf } from '../../report/verdicts.js';
import type { Target } from '../../targets/target.js';
import { plansFor } from '../flows.js';
import { openFlows, openGuide, type GlobalOptions } from '../options.js';
import { printSummary, readExpected, reportOf, tracesFor, writeAll } from '../reporting.js';
import { runAll } from '../run-all.js';
import { UsageError } from '../usage-error.js';
import { parseSelector } from '../select.js';
import { LocalWorkshop } from '../workshop/local-workshop.js';
import { ANSWER_MS, spreadOf } from '../workshop/spread.js';
import { ThreadWorkshop, type ThreadSettings } from '../workshop/thread-workshop.js';
import type { Judged, StepWatch, Workshop } from '../workshop/workshop.js';

export interface RunCommandOptions extends GlobalOptions {
  target?: string;
  servers: 'one' | 'two';
  exchange?: ExchangeId[];
  /** Runs at the same time; as suits target and machine when left out. */
  jobs?: number;
  report: string;
  expected?: string;
  json?: boolean;
  cleanup?: boolean;
  /** How often each run is carried out. */
  repeat?: number;
  /** What becomes of notifications on purpose, in turn. */
  trouble?: readonly TroubleKind[];
}

/** `cow run`: carry out, judge, report. Answers the exit code. */
export async function run(runs: string[], options: RunCommandOptions): Promise<number> {
  if (options.cleanup && options.repeat !== undefined)
    throw new UsageError('--cleanup knows only of the time that is reported: leave --repeat out');
  const guide = openGuide(options);
  const selectors = runs.map(parseSelector);
  const scenarios = await openFlows(options, selectors, guide);
  const select = (external: ReadonlySet<string>): Plan[] =>
    plansFor(scenarios, selectors, guide, { ...(options.exchange ? { exchanges: options.exchange } : {}), external });
  const expected =
    options.expected === undefined ? undefined : await readExpected(options.expected, await everyRun(options, guide));
  const { target, plans } = await openTargetFor(options, guide, select);
  try {
    openFolder(options.report);
    return await runAgainst(target, plans, guide, { ...options, ...(expected ? { known: expected } : {}) });
  } catch (error) {
    throw withoutSecrets(error, target);
  } finally {
    await target.stop();
  }
}

/** Ids of all runs that could have been chosen. */
async function everyRun(options: RunCommandOptions, guide: Guide): Promise<string[]> {
  return (await openFlows(options, [], guide)).flatMap((scenario) => runNamesOf(scenario).map(runId));
}

/** Whether reports can be written is found out before anything is sent. */
function openFolder(folder: string): void {
  try {
    const histories = path.join(folder, 'history');
    mkdirSync(histories, { recursive: true });
    accessSync(histories, constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `reports cannot be written to ${folder} (${code ?? message}): give another folder by --report`,
    );
  }
}

/** A fault that is told to the user may repeat what a server said, and that the user's credentials. */
function withoutSecrets(error: unknown, target: Target): unknown {
  const isUsage = (error as { isUsage?: boolean }).isUsage === true;
  return isUsage ? new UsageError(textRedactor(target.secrets)((error as Error).message)) : error;
}

/** Carries out the plans, judges them and writes the reports. Answers the exit code. */
async function runAgainst(
  target: Target,
  plans: Plan[],
  guide: Guide,
  options: RunCommandOptions & { known?: ExpectedInput },
): Promise<number> {
  const interrupt = onInterrupt();
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const stage = await openStage(plans, target, guide, options);
  try {
    const judged = await carryOut(plans, stage, interrupt.signal);
    if (options.cleanup) await removeWhatWasMade(judged, target, stage);
    const ms = Math.round(performance.now() - began);
    const traces = await tracesFor(guide, options);
    const report = reportOf(judged, {
      guide,
      target: nameOf(target, options),
      startedAt,
      ms,
      ...(options.known ? { expected: options.known } : {}),
      ...(traces ? { traces } : {}),
    });
    const page = await writeAll(options.report, report, judged);
    printSummary(report, judged, stage.stream, options.color !== false, page);
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return interrupt.signal.aborted ? 130 : report.exitCode;
  } finally {
    interrupt.dispose();
    await stage.close();
  }
}

/** The target as the report names it, with what was asked for besides. */
function nameOf(target: Target, options: RunCommandOptions): string {
  const { repeat } = options;
  const { trouble } = troubleIn(options, target);
  return [
    target.name,
    ...(target.unexercised?.length
      ? [`not exercised for want of credentials (docs/targets.md says which): ${target.unexercised.join(', ')}`]
      : []),
    ...(trouble ? [`with trouble made for notifications: ${trouble.join(', ')}`] : []),
    ...(repeat ? [`each run ${repeat} times`] : []),
  ].join('; ');
}

async function openTargetFor(
  options: RunCommandOptions,
  guide: Guide,
  select: (external: ReadonlySet<string>) => Plan[],
): Promise<{ target: Target; plans: Plan[] }> {
  if (options.target !== undefined) {
    const { openTarget } = await import('../../targets/open-target.js');
    const actors = select(new Set()).flatMap((plan) => plan.actors.map((actor) => actor.name));
    const target = await openTarget(options.target, { guide, actors });
    try {
      const plans = select(target.external);
      // Before anything is sent: a server that is missing is found out now.
      for (const plan of plans) for (const actor of plan.actors) if (actor.hosts) target.baseFor(actor);
      await target.prepare?.(plans, guide);
      return { target, plans };
    } catch (error) {
      await target.stop();
      throw error;
    }
  }
  const plans = select(new Set());
  const { startEmbeddedTarget } = await import('../../targets/embedded-target.js');
  return { target: await startEmbeddedTarget(guide, { servers: options.servers, actors: hostsIn(plans) }), plans };
}

/** What runs are carried out with. */
interface Stage {
  workshops: readonly Workshop[];
  jobs: number;
  client: HttpClient;
  progress: Progress;
  /** Where people read. */
  stream: NodeJS.WriteStream;
  close(): Promise<void>;
}

async function openStage(plans: Plan[], target: Target, guide: Guide, options: RunCommandOptions): Promise<Stage> {
  const stream = options.json ? process.stderr : process.stdout;
  for (const note of target.notes ?? []) stream.write(`${note}\n`);
  const progress = new Progress(stream, terminalLook(stream, process.env, options.color !== false), plans.length);
  const onStep: StepWatch = (plan, step, index, of) => progress.step(plan.id, index, of, step.title);
  const redact = textRedactor(target.secrets);
  const onWait = (plan: Plan, what: string): void => progress.waits(plan.id, redact(what));
  const { jobs, threads } = spreadOf(plans, mayUseThreads(options), options.jobs);
  const endpoint = await openEndpoint(target);
  const others = Array.from({ length: threads - 1 }, () => new ThreadWorkshop(threadSettings(plans, options), onStep));
  const client = new HttpClient(target.timeoutMs ?? ANSWER_MS);
  const own = new LocalWorkshop(
    { guide, target, client, endpoint, ...troubleIn(options, target) },
    { folder: options.report, onStep, onWait, ...timesIn(options) },
  );
  const close = async (): Promise<void> => {
    await Promise.all(others.map((workshop) => workshop.close()));
    await endpoint.close();
    await client.close();
  };
  return { workshops: [own, ...others], jobs, client, progress, stream, close };
}

async function openEndpoint(target: Target): Promise<Endpoint> {
  const { host = '127.0.0.1', port, publicUrl } = target.endpoint ?? {};
  return Endpoint.start(host, port, publicUrl).catch((error: NodeJS.ErrnoException) => {
    const where = `${host}:${port ?? 'any free port'}`;
    const hint = 'give another host or port under "endpoint" in the target file';
    throw new UsageError(`notifications cannot be received at ${where} (${error.code ?? error.message}): ${hint}`);
  });
}

/**
 * Embedded servers can be started in each thread; what was made is removed from those of this thread only. From the TypeScript
 * sources a thread would compile them all again, which takes longer than it saves.
 */
function mayUseThreads(options: RunCommandOptions): boolean {
  return options.target === undefined && !options.cleanup && import.meta.url.endsWith('.js');
}

function threadSettings(plans: readonly Plan[], options: RunCommandOptions): ThreadSettings {
  return {
    ...(options.guide === undefined ? {} : { guide: options.guide }),
    servers: options.servers,
    actors: hostsIn(plans),
    folder: options.report,
    ...troubleIn(options),
    ...timesIn(options),
    tellSteps: process.stdout.isTTY || process.stderr.isTTY,
  };
}

/** What was asked for, else what the target file says. */
function troubleIn(options: RunCommandOptions, target?: Target): { trouble?: readonly TroubleKind[] } {
  const trouble = options.trouble ?? target?.trouble;
  return trouble === undefined ? {} : { trouble };
}

function timesIn({ repeat }: RunCommandOptions): { times?: number } {
  return repeat === undefined ? {} : { times: repeat };
}

function hostsIn(plans: readonly Plan[]): string[] {
  const names = plans.flatMap((plan) => plan.actors.filter((actor) => actor.hosts).map((actor) => actor.name));
  return [...new Set(names)];
}

async function carryOut(plans: Plan[], stage: Stage, signal: AbortSignal): Promise<Judged[]> {
  const { workshops, jobs, progress } = stage;
  try {
    return await runAll(plans, workshops, {
      jobs,
      signal,
      onStart: (plan) => progress.started(plan.id),
      onDone: (run) => tellDone(run, progress),
    });
  } finally {
    progress.end();
  }
}

/** `--cleanup`: deletes what the runs created, and says what stayed and why. */
async function removeWhatWasMade(done: readonly Judged[], target: Target, { client, stream }: Stage): Promise<void> {
  const { cleanUp } = await import('../../targets/cleanup.js');
  const redact = textRedactor(target.secrets);
  const look = terminalLook(stream, process.env);
  let removed = 0;
  for (const run of done) {
    const result = await cleanUp(run.evidence.records(), target, client);
    removed += result.removed.length;
    for (const { url, reason } of result.left)
      stream.write(`not removed: ${harmless(redact(`${url} (${reason})`), look)}\n`);
  }
  stream.write(`${removed} resources that the runs created were removed.\n`);
}

function tellDone({ plan, findings, ms }: Judged, progress: Progress): void {
  const verdicts = findings.map((finding) => finding.verdict);
  const verdict = worstOf(verdicts) ?? 'not-reached';
  progress.finished({ id: plan.id, verdict, counts: countVerdicts(verdicts), ms });
}

/** The first Ctrl-C ends the runs after the step under way, so that a report of what was reached is written; the second ends at once. */
function onInterrupt(): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nStopping after the step under way; Ctrl-C once more ends at once.\n');
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}

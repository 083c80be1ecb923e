import { judgeRun } from '../../judge/judge.js';
import type { Guide } from '../../guide/guide.js';
import { Endpoint } from '../../perform/endpoint.js';
import { HttpClient } from '../../perform/http.js';
import type { ExchangeId, Plan } from '../../plan/plan.js';
import { Progress } from '../../report/progress.js';
import { terminalLook } from '../../report/terminal.js';
import { countVerdicts, worstOf } from '../../report/verdicts.js';
import type { Target } from '../../targets/target.js';
import { loadFlows, ownScenarios, plansFor } from '../flows.js';
import { openGuide, type GlobalOptions } from '../options.js';
import { printSummary, readExpected, reportOf, writeAll, type Judged } from '../reporting.js';
import { runAll, type DoneRun } from '../run-all.js';
import { parseSelector } from '../select.js';

/** Longest wait for one answer of a target, milliseconds. */
const TIMEOUT_MS = 30_000;

export interface RunCommandOptions extends GlobalOptions {
  target?: string;
  servers: 'one' | 'two';
  exchange?: ExchangeId[];
  jobs: number;
  report: string;
  expected?: string;
  json?: boolean;
  cleanup?: boolean;
}

/** `cow run`: carry out, judge, report. Answers the exit code. */
export async function run(runs: string[], options: RunCommandOptions): Promise<number> {
  const guide = openGuide(options);
  const selectors = runs.map(parseSelector);
  const scenarios = await loadFlows(options.scenarios ?? ownScenarios(), selectors, guide);
  const select = (external: ReadonlySet<string>): Plan[] =>
    plansFor(scenarios, selectors, guide, { ...(options.exchange ? { exchanges: options.exchange } : {}), external });
  const expected =
    options.expected === undefined
      ? undefined
      : readExpected(
          options.expected,
          select(new Set()).map((plan) => plan.id),
        );
  const { target, plans } = await openTargetFor(options, guide, select);
  const interrupt = onInterrupt();
  const startedAt = new Date().toISOString();
  const began = performance.now();
  try {
    const judged = await carryOut(plans, target, guide, options, interrupt.signal);
    const ms = Math.round(performance.now() - began);
    const report = reportOf(judged, { guide, target: target.name, startedAt, ms, ...(expected ? { expected } : {}) });
    const page = await writeAll(options.report, report, judged);
    printSummary(report, judged, options.json ? process.stderr : process.stdout, options.color !== false, page);
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return interrupt.signal.aborted ? 130 : report.exitCode;
  } finally {
    interrupt.dispose();
    await target.stop();
  }
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
    return { target, plans: select(target.external) };
  }
  const plans = select(new Set());
  const { startEmbeddedTarget } = await import('../../targets/embedded-target.js');
  const actors = plans.flatMap((plan) => plan.actors.filter((actor) => actor.hosts).map((actor) => actor.name));
  return { target: await startEmbeddedTarget(guide, { servers: options.servers, actors }), plans };
}

async function carryOut(
  plans: Plan[],
  target: Target,
  guide: Guide,
  options: RunCommandOptions,
  signal: AbortSignal,
): Promise<Judged[]> {
  const client = new HttpClient(target.timeoutMs ?? TIMEOUT_MS);
  const { host, port, publicUrl } = target.endpoint ?? {};
  const endpoint = await Endpoint.start(host, port, publicUrl);
  const stream = options.json ? process.stderr : process.stdout;
  for (const note of target.notes ?? []) stream.write(`${note}\n`);
  const progress = new Progress(stream, terminalLook(stream, process.env, options.color !== false), plans.length);
  const judged = new Map<string, Judged>();
  try {
    const done = await runAll(
      plans,
      { guide, target, client, endpoint },
      {
        jobs: Math.max(1, options.jobs),
        folder: options.report,
        signal,
        onStart: (plan) => progress.started(plan.id),
        onStep: (plan, step, index, of) => progress.step(plan.id, index, of, step.title),
        onDone: (run) => judged.set(run.plan.id, judgeDone(run, guide, progress)),
      },
    );
    if (options.cleanup) await removeWhatWasMade(done, target, client, stream);
    return done.flatMap((run) => judged.get(run.plan.id) ?? []);
  } finally {
    progress.end();
    await endpoint.close();
    await client.close();
  }
}

/** `--cleanup`: deletes what the runs created, and says what stayed and why. */
async function removeWhatWasMade(
  done: readonly DoneRun[],
  target: Target,
  client: HttpClient,
  stream: NodeJS.WriteStream,
): Promise<void> {
  const { cleanUp } = await import('../../targets/cleanup.js');
  let removed = 0;
  for (const run of done) {
    const result = await cleanUp(run.records, target, client);
    removed += result.removed.length;
    for (const { url, reason } of result.left) stream.write(`not removed: ${url} (${reason})\n`);
  }
  stream.write(`${removed} resources that the runs created were removed.\n`);
}

function judgeDone(run: DoneRun, guide: Guide, progress: Progress): Judged {
  const findings = judgeRun(run.records, guide);
  const verdicts = findings.map((finding) => finding.verdict);
  const verdict = worstOf(verdicts) ?? 'not-reached';
  progress.finished({ id: run.plan.id, verdict, counts: countVerdicts(verdicts), ms: run.ms });
  return { plan: run.plan, findings, records: run.records, ms: run.ms, history: run.history };
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

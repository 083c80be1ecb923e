import path from 'node:path';
import { redactor } from '../history/redact.js';
import { historyFileName, openHistory } from '../history/file.js';
import type { HistoryRecord } from '../history/record.js';
import type { Plan, Step } from '../plan/plan.js';
import { performRun, type Performer } from '../perform/run.js';

/** A run that was carried out, or that was cut off. */
export interface DoneRun {
  plan: Plan;
  records: HistoryRecord[];
  /** Milliseconds. */
  ms: number;
  /** File name of its history below the report folder; empty when none was written. */
  history: string;
}

export interface RunAllOptions {
  /** Runs under way at the same time, at least 1. */
  jobs: number;
  /** Folder for histories; without it none are written. */
  folder?: string;
  signal?: AbortSignal;
  onStart?: (plan: Plan) => void;
  onStep?: (plan: Plan, step: Step, index: number, of: number) => void;
  onDone?: (run: DoneRun) => void;
}

/** Carries out plans, some at the same time, and answers them in the order given; those never begun are left out. */
export async function runAll(plans: readonly Plan[], performer: Performer, options: RunAllOptions): Promise<DoneRun[]> {
  const done = new Array<DoneRun | undefined>(plans.length);
  const redact = redactor(performer.target.secrets);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < plans.length && !options.signal?.aborted) {
      const index = next++;
      const plan = plans[index] as Plan;
      options.onStart?.(plan);
      const run = await runOne(plan, performer, redact, options);
      done[index] = run;
      options.onDone?.(run);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, plans.length) }, worker));
  return done.filter((run): run is DoneRun => run !== undefined);
}

async function runOne(
  plan: Plan,
  performer: Performer,
  redact: (line: string) => string,
  options: RunAllOptions,
): Promise<DoneRun> {
  const history = options.folder === undefined ? '' : path.join('history', historyFileName(plan.id));
  const file = options.folder === undefined ? undefined : openHistory(path.join(options.folder, history));
  const began = performance.now();
  try {
    const records = await performRun(plan, performer, {
      redact,
      ...(file ? { sink: file.sink } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
      onStep: (step, index, of) => options.onStep?.(plan, step, index, of),
    });
    return { plan, records, ms: Math.round(performance.now() - began), history };
  } finally {
    file?.close();
  }
}

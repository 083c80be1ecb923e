import { availableParallelism } from 'node:os';
import type { Plan } from '../../plan/plan.js';

/** Longest wait for one answer of a target, milliseconds. */
export const ANSWER_MS = 30_000;

/** Runs at the same time against somebody's server, which does the work then. */
const JOBS_ELSEWHERE = 4;

/** Runs at the same time in each thread on embedded servers: while one waits for the clock or the loop, others go on. */
const JOBS_A_THREAD = 4;

/** Fewer runs than this in a thread take less time than starting it. */
const WORTH_A_THREAD = 8;

/** How the runs are spread. */
export interface Spread {
  /** Runs at the same time. */
  jobs: number;
  /** Threads that carry them out, the one that asks included. */
  threads: number;
}

/**
 * How to spread runs over this machine: on embedded servers over its processors, as harness and servers share them; elsewhere
 * in one thread. `asked`: the number of jobs that the user wants.
 */
export function spreadOf(
  plans: readonly Plan[],
  embedded: boolean,
  asked: number | undefined,
  processors = availableParallelism(),
): Spread {
  if (!embedded) return { jobs: Math.max(1, asked ?? JOBS_ELSEWHERE), threads: 1 };
  const most = Math.min(processors, Math.floor(plans.length / WORTH_A_THREAD));
  const threads = Math.max(1, Math.min(most, asked ?? most));
  return { jobs: Math.max(1, asked ?? threads * JOBS_A_THREAD), threads };
}

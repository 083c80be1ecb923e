import type { Plan } from '../plan/plan.js';
import type { Judged, Workshop } from './workshop/workshop.js';

export interface RunAllOptions {
  /** Runs under way at the same time, at least as many as there are workshops. */
  jobs: number;
  signal?: AbortSignal;
  onStart?: (plan: Plan) => void;
  onDone?: (run: Judged) => void;
}

/**
 * Carries out plans, some at the same time, and answers them in the order given; those never begun are left out. Whichever
 * workshop has room takes the next; runs that have to wait for a moment of their story are begun first, so that they wait while others
 * work.
 */
export async function runAll(
  plans: readonly Plan[],
  workshops: readonly Workshop[],
  options: RunAllOptions,
): Promise<Judged[]> {
  const done = new Map<Plan, Judged>();
  const queue = [...plans.filter((plan) => plan.deadline), ...plans.filter((plan) => !plan.deadline)].values();
  const stop = (): void => workshops.forEach((workshop) => workshop.stop());
  options.signal?.addEventListener('abort', stop, { once: true });
  const work = async (workshop: Workshop): Promise<void> => {
    while (!options.signal?.aborted) {
      const { value: plan } = queue.next();
      if (!plan) return;
      options.onStart?.(plan);
      const run = await workshop.run(plan);
      done.set(plan, run);
      options.onDone?.(run);
    }
  };
  try {
    const jobs = Math.min(options.jobs, plans.length);
    const places = Array.from({ length: jobs }, (_unused, index) => workshops[index % workshops.length] as Workshop);
    await Promise.all(places.map(work));
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
  return plans.flatMap((plan) => done.get(plan) ?? []);
}

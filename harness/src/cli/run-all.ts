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
 * workshop has room takes the next, as {@link Queue} hands them out.
 */
export async function runAll(
  plans: readonly Plan[],
  workshops: readonly Workshop[],
  options: RunAllOptions,
): Promise<Judged[]> {
  const done = new Map<Plan, Judged>();
  const queue = new Queue(plans);
  const stop = (): void => workshops.forEach((workshop) => workshop.stop());
  options.signal?.addEventListener('abort', stop, { once: true });
  const work = async (workshop: Workshop): Promise<void> => {
    while (!options.signal?.aborted) {
      const plan = queue.next(workshop);
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

/**
 * Plans that wait for a workshop. Runs that have to wait for a moment of their story are begun first, so that they wait while others work.
 * Then a workshop goes on with the flow it is at: it knows already that what such runs show is valid.
 */
class Queue {
  private readonly waiting: Plan[];
  private readonly byFlow = new Map<string, Plan[]>();
  private readonly flowOf = new Map<Workshop, string>();

  constructor(plans: readonly Plan[]) {
    this.waiting = plans.filter(({ deadline }) => deadline);
    for (const plan of plans.filter(({ deadline }) => !deadline))
      this.byFlow.set(plan.flow, [...(this.byFlow.get(plan.flow) ?? []), plan]);
  }

  next(workshop: Workshop): Plan | undefined {
    const waiting = this.waiting.shift();
    if (waiting) return waiting;
    const flow = this.flowFor(workshop);
    if (flow === undefined) return undefined;
    this.flowOf.set(workshop, flow);
    const plans = this.byFlow.get(flow) ?? [];
    const plan = plans.shift();
    if (plans.length === 0) this.byFlow.delete(flow);
    return plan;
  }

  /** The flow that the workshop is at, else one at which nobody is, else any. */
  private flowFor(workshop: Workshop): string | undefined {
    const own = this.flowOf.get(workshop);
    if (own !== undefined && this.byFlow.has(own)) return own;
    const taken = new Set(this.flowOf.values());
    const left = [...this.byFlow.keys()];
    return left.find((flow) => !taken.has(flow)) ?? left[0];
  }
}

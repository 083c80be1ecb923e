import type { WaitStep } from '../../plan/plan.js';
import { OK, type Outcome, type RunContext } from '../context.js';

/** Lets a moment of the story pass. It was put at most the target's bound after the run's start. */
export async function performWait(step: WaitStep, run: RunContext): Promise<Outcome> {
  const moment = Date.parse(step.until) + run.shiftMs;
  const leftMs = Math.min(moment + 1 - Date.now(), run.target.boundMs);
  if (leftMs > 0) await run.inbox.waitFor(() => Date.now() > moment, leftMs);
  return OK;
}

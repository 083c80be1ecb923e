import type { AwaitStep } from '../../plan/plan.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import type { StepView } from '../view.js';

/** Whether the system under test did what its actor should do, in time. */
export function judgeAwait(view: StepView & { step: AwaitStep }): Result {
  const expected = `${view.step.title} within the time it has`;
  const missing = whyNotShown(view);
  const evidence = evidenceOf(view);
  if (missing) return { ...missing, expected, evidence };
  // Acts that are left out on the way to later ones are the actor's choice; what they should have shown is judged by itself.
  if (view.end?.reason) return { verdict: 'warn', expected, seen: view.end.reason, evidence };
  return { verdict: 'pass', expected, seen: `${view.step.observer} saw it`, evidence };
}

import type { RaceStep } from '../../plan/plan.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { isSuccess, type RunView, type StepView } from '../view.js';

/** Whether exactly as many racers won as may, and the others were told so by 412 (409 is accepted and reported). */
export function judgeRace(view: StepView & { step: RaceStep }, run: RunView): Result {
  const { step } = view;
  const expected = `of ${step.lanes.length} writes at the same time ${step.winners} succeed, the others are refused with 412`;
  const missing = whyNotShown(view);
  if (missing) return { ...missing, expected, evidence: evidenceOf(view) };
  const writes = step.lanes.flatMap((lane) =>
    (run.stepView(lane.id)?.http ?? []).filter((record) => record.request.method !== 'GET').slice(-1),
  );
  const winners = writes.filter(isSuccess).length;
  const losers = writes.filter((record) => !isSuccess(record)).map((record) => record.response?.status ?? 0);
  const evidence = writes.map((record) => record.n);
  const seen = `${winners} succeeded; the others were answered with ${[...new Set(losers)].join(', ') || 'nothing'}`;
  if (winners !== step.winners || losers.some((status) => status !== 412 && status !== 409))
    return { verdict: 'fail', expected, seen, evidence };
  return { verdict: losers.includes(409) ? 'warn' : 'pass', expected, seen, evidence };
}

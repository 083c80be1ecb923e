import type { WriteStep } from '../../plan/plan.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { inWords, isSuccess, type RunView, type StepView } from '../view.js';
import { changeShown } from './unchanged.js';

/** Whether a write did what it had to: it was taken, or, for an attempt, it was refused and changed nothing. */
export function judgeWrite(view: StepView & { step: WriteStep }, run: RunView): Result {
  const { step } = view;
  const expected = step.refused
    ? `${step.title}: the server refuses, and nothing changes`
    : `${step.title}: the server takes it`;
  const missing = whyNotShown(view);
  if (missing) return { ...missing, expected, evidence: evidenceOf(view) };
  return step.refused ? judgeRefusal(view, run, expected) : judgeTaken(view, expected);
}

function judgeTaken(view: StepView & { step: WriteStep }, expected: string): Result {
  const write = lastWrite(view);
  const verdict = isSuccess(write) ? 'pass' : 'fail';
  return { verdict, expected, seen: inWords(write), evidence: write ? [write.n] : evidenceOf(view) };
}

/**
 * R4 http.html#concurrency asks for 412; 409 says the same less exactly and is reported as such. Who may not do something is told so by a
 * status of the 400s: one of the 500s says only that the server failed.
 */
function judgeRefusal(view: StepView & { step: WriteStep }, run: RunView, expected: string): Result {
  const write = lastWrite(view);
  const status = write?.response?.status ?? 0;
  const evidence = [...(write ? [write.n] : []), ...evidenceOf(lookAfter(view.step.id, run))];
  if (isSuccess(write)) return { verdict: 'fail', expected, seen: `${inWords(write)}: the write was taken`, evidence };
  if (status < 400 || status > 499)
    return { verdict: 'fail', expected, seen: `${inWords(write)}, which is no refusal`, evidence };
  const changed = changedSince(view, run);
  if (changed) return { verdict: 'fail', expected, seen: `${inWords(write)}, and yet ${changed}`, evidence };
  if (view.step.refused !== 'rule' && status !== 412) {
    const verdict = status === 409 ? 'warn' : 'fail';
    return { verdict, expected, seen: `${inWords(write)}; FHIR asks for 412`, evidence };
  }
  return { verdict: 'pass', expected, seen: inWords(write), evidence };
}

/** What the look after a refused attempt shows otherwise than the last sight before it of the same resource did, in words. */
function changedSince(view: StepView & { step: WriteStep }, run: RunView): string | undefined {
  const look = lookAfter(view.step.id, run)?.http.at(-1);
  return look && changeShown(look, view.start ?? 0, run);
}

function lookAfter(step: string, run: RunView): StepView | undefined {
  return run.stepView(`${step}-changed-nothing`);
}

function lastWrite(view: StepView): StepView['http'][number] | undefined {
  return view.http.filter((record) => record.request.method === 'POST' || record.request.method === 'PUT').at(-1);
}

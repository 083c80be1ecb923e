import type { WriteStep } from '../../plan/plan.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { inWords, isSuccess, resourceOf, type RunView, type StepView } from '../view.js';

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

/** R4 http.html#concurrency asks for 412; 409 says the same less exactly and is reported as such. */
function judgeRefusal(view: StepView & { step: WriteStep }, run: RunView, expected: string): Result {
  const write = lastWrite(view);
  const status = write?.response?.status ?? 0;
  const evidence = [...(write ? [write.n] : []), ...evidenceOf(run.stepView(`${view.step.id}-changed-nothing`))];
  if (isSuccess(write)) return { verdict: 'fail', expected, seen: `${inWords(write)}: the write was taken`, evidence };
  if (status === 0) return { verdict: 'fail', expected, seen: inWords(write), evidence };
  if (changedSince(view, run))
    return { verdict: 'fail', expected, seen: `${inWords(write)}, and yet the resource changed`, evidence };
  if (view.step.refused !== 'rule' && status !== 412) {
    const verdict = status === 409 ? 'warn' : 'fail';
    return { verdict, expected, seen: `${inWords(write)}; FHIR asks for 412`, evidence };
  }
  return { verdict: 'pass', expected, seen: inWords(write), evidence };
}

/** Whether the look after a refused attempt shows another version than the last look or write before it. */
function changedSince(view: StepView & { step: WriteStep }, run: RunView): boolean {
  const after = resourceOf(run.stepView(`${view.step.id}-changed-nothing`)?.http.at(-1));
  const start = view.start ?? 0;
  const before = [...run.sightings()].filter((s) => s.record.n < start && run.keyAt(s.url) === view.step.key).at(-1);
  return Boolean(after && before && after.meta?.versionId !== before.body.meta?.versionId);
}

function lastWrite(view: StepView): StepView['http'][number] | undefined {
  return view.http.filter((record) => record.request.method === 'POST' || record.request.method === 'PUT').at(-1);
}

import type { ReadStep, SearchStep } from '../../plan/plan.js';
import { requirementsOfStep } from '../citations.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { inWords, isSuccess, resourceOf, type RunView, type StepView } from '../view.js';
import { absolute } from '../../plan/references.js';

/** Whether an actor could read what the flow has it read. */
export function judgeRead(view: StepView & { step: ReadStep }): Result {
  const expected = `${view.step.title}: it is there for it`;
  const missing = whyNotShown(view);
  const evidence = evidenceOf(view);
  if (missing) return { ...missing, expected, evidence, requirements: requirementsOfStep(view.step, []) };
  const record = view.http.at(-1);
  const type = view.step.key.split('/')[0];
  const good = isSuccess(record) && resourceOf(record)?.resourceType === type;
  return {
    verdict: good ? 'pass' : 'fail',
    expected,
    seen: inWords(record),
    evidence,
    requirements: requirementsOfStep(view.step, []),
  };
}

/** Whether a search found all that it must and nothing that it must not. */
export function judgeSearch(view: StepView & { step: SearchStep }, run: RunView): Result {
  const { step } = view;
  const expected = `the search ${step.query} finds ${step.finds.join(', ') || 'nothing of the flow'}${step.misses.length ? ` and not ${step.misses.join(', ')}` : ''}`;
  const missing = whyNotShown(view);
  const evidence = evidenceOf(view);
  if (missing) return { ...missing, expected, evidence };
  const record = view.http[0];
  const base = run.run.target.servers[step.at] ?? '';
  const bundle = resourceOf(record);
  const pages = view.http.flatMap((page) => resourceOf(page)?.entry ?? []);
  const entries = pages as { resource?: { resourceType: string; id?: string } }[];
  const found = entries.map((entry) =>
    run.keyAt(absolute(`${entry.resource?.resourceType}/${entry.resource?.id ?? ''}`, base)),
  );
  const lacking = step.finds.filter((key) => !found.includes(key));
  const wrong = step.misses.filter((key) => found.includes(key));
  const seen = !isSuccess(record)
    ? inWords(record)
    : `${entries.length} found${lacking.length ? `; not among them: ${lacking.join(', ')}` : ''}${wrong.length ? `; wrongly: ${wrong.join(', ')}` : ''}`;
  const good = isSuccess(record) && bundle?.resourceType === 'Bundle' && lacking.length + wrong.length === 0;
  return { verdict: good ? 'pass' : 'fail', expected, seen, evidence };
}

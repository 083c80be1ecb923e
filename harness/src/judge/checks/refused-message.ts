import type { Resource } from '../../guide/resource.js';
import type { InformStep } from '../../plan/plan.js';
import { requirementsOfStep } from '../citations.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { answerIn, inWords, type RunView, type StepView } from '../view.js';
import { changeShown } from './unchanged.js';

/**
 * Whether a message that is outdated, or says what its sender may not, was refused: acknowledged with an error and an OperationOutcome that says why, and the receiver's
 * copy left as it was.
 */
export function judgeRefusedMessage(view: StepView & { step: InformStep }, run: RunView): Result {
  const { step } = view;
  const requirements = requirementsOfStep(step, run.plan.actors);
  const which = step.refused === 'rule' ? `message that says what ${step.by} may not` : 'outdated message';
  const expected = `${step.to} answers the ${which} with an error that says why, and its copy of ${step.key} stays as it is`;
  const missing = whyNotShown(view);
  const look = run.stepView(`${step.id}-changed-nothing`);
  const evidence = [...evidenceOf(view), ...evidenceOf(look)];
  const result = (verdict: Result['verdict'], seen: string): Result => {
    return { verdict, requirements, expected, seen, evidence };
  };
  if (missing) return { ...missing, requirements, expected, evidence };
  const record = view.http.at(-1);
  const { code, why } = errorIn(answerIn(record));
  const after = look?.http.at(-1);
  const changed = after && changeShown(after, view.start ?? 0, run);
  if (changed) return result('fail', `it answered ${code ?? 'nothing'}, and yet of its copy: ${changed}`);
  if (code !== 'fatal-error' && code !== 'transient-error')
    return result('fail', code === undefined ? inWords(record) : `it was acknowledged with ${code}`);
  if (why === undefined) return result('fail', `it was acknowledged with ${code}, without an OperationOutcome`);
  return result(view.substituted ? 'not-claimed' : 'pass', `it was acknowledged with ${code}: ${why}`);
}

/** The response code of an acknowledgement, and what its OperationOutcome says. */
function errorIn(answer: Resource | undefined): { code?: string; why?: string } {
  const entries = (answer?.resourceType === 'Bundle' ? (answer.entry ?? []) : []) as { resource?: Resource }[];
  const header = entries.find(({ resource }) => resource?.resourceType === 'MessageHeader')?.resource;
  const outcome = entries.find(({ resource }) => resource?.resourceType === 'OperationOutcome')?.resource;
  const { code } = (header?.response ?? {}) as { code?: string };
  const [issue] = (outcome?.issue ?? []) as { diagnostics?: string; code?: string; details?: { text?: string } }[];
  const why = issue && (issue.diagnostics ?? issue.details?.text ?? issue.code);
  return { ...(code === undefined ? {} : { code }), ...(why === undefined ? {} : { why }) };
}

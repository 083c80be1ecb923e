import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Resource } from '../../guide/resource.js';
import type { ExpectCheck } from '../../plan/plan.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { resourceOf, urlWithoutQuery, type RunView } from '../view.js';

type Compiled = (resource: unknown) => unknown[];
const compiled = new Map<string, Compiled>();

/** FHIRPath on a resource, compiled once. */
export function evaluate(expression: string, resource: Resource): unknown[] {
  let run = compiled.get(expression);
  if (!run) {
    run = fhirpath.compile(expression, r4) as Compiled;
    compiled.set(expression, run);
  }
  return run(resource);
}

/** Whether an actor saw what the act must have brought about: the expression must give exactly `true`. */
export function judgeExpectation(check: ExpectCheck, run: RunView): Result {
  const view = run.stepView(check.step);
  const expected = `${check.actor} sees ${check.key} with ${check.that}`;
  const missing = whyNotShown(view);
  if (missing) return { ...missing, expected, evidence: evidenceOf(view) };
  const record = view?.http.at(-1);
  const body = resourceOf(record);
  if (!record || !body)
    return {
      verdict: 'fail',
      expected,
      seen: `${check.actor} could not read ${check.key}`,
      evidence: evidenceOf(view),
    };
  const resource = run.named(body, urlWithoutQuery(record));
  const result = evaluate(check.that, resource);
  const verdict = result.length === 1 && result[0] === true ? 'pass' : 'fail';
  return { verdict, expected, seen: `${describe(result)}; ${summaryOf(resource)}`, evidence: [record.n] };
}

function describe(result: unknown[]): string {
  if (result.length === 0) return 'the expression gave nothing';
  return `the expression gave ${result.map((value) => JSON.stringify(value)).join(', ')}`;
}

/** The elements that expectations are mostly about. */
function summaryOf(resource: Resource): string {
  const concept = resource.businessStatus as { coding?: { code?: string }[] } | undefined;
  const business = concept?.coding?.[0]?.code;
  const status = typeof resource.status === 'string' ? `status is ${resource.status}` : 'it has no status';
  return business ? `${status}, businessStatus is ${business}` : status;
}

import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import type { ExpectCheck } from '../../plan/plan.js';
import { evidenceOf, onlyWeak, whyNotShown, type Result } from '../result.js';
import { versionsSince, type ShownVersion } from '../versions.js';
import { inWords, isSuccess, resourceOf, urlWithoutQuery, type RunView } from '../view.js';

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
  if (!record || !body) return judgeUnseen(check, expected, run);
  const resource = run.named(body, urlWithoutQuery(record));
  const result = evaluate(check.that, resource);
  const holds = result.length === 1 && result[0] === true;
  const earlier = holds ? undefined : earlierVersion(check, run);
  if (earlier) {
    const seen = `it held in version ${earlier.versionId}; by the time ${check.actor} looked, more had happened`;
    return { verdict: 'pass', expected, seen, evidence: [record.n, earlier.n] };
  }
  const undone = holds ? undefined : run.leftUndone(check.key, check.step);
  if (undone)
    return { verdict: 'not-reached', expected, seen: undone.end?.reason ?? 'it was left undone', evidence: [record.n] };
  const own = holds ? undefined : butForOwnCode(check, { body, url: urlWithoutQuery(record), n: record.n }, run);
  if (own) return { verdict: 'warn', expected, ...own };
  const verdict = holds ? 'pass' : 'fail';
  return { verdict, expected, seen: `${describe(result)}; ${summaryOf(resource)}`, evidence: [record.n] };
}

/**
 * What cannot be seen fails once: by the first expectation that misses it, or, where an answer is no JSON, by the requirement on that. The
 * others say nothing of what they are about.
 */
function judgeUnseen(check: ExpectCheck, expected: string, run: RunView): Result {
  const view = run.stepView(check.step);
  const record = view?.http.at(-1);
  const seen = `${check.actor} could not read ${check.key}: ${whyUnread(record)}`;
  const result = { expected, seen, evidence: evidenceOf(view) };
  const checks = run.plan.acts.flatMap((act) => act.checks);
  const earlier = checks.slice(0, checks.indexOf(check)).filter((other) => isUnseen(other, run));
  if (isNoResource(record)) {
    const told = earlier.some(
      (other) => other.key === check.key && isNoResource(run.stepView(other.step)?.http.at(-1)),
    );
    return { ...result, verdict: told ? 'not-reached' : 'fail', requirements: ['json-supported'] };
  }
  const told = earlier.some(
    (other) => other.key === check.key && other.actor === check.actor && !onlyWeak(other.verifies, run),
  );
  return { ...result, verdict: told ? 'not-reached' : 'fail' };
}

function isUnseen(check: ExpectCheck, run: RunView): boolean {
  const view = run.stepView(check.step);
  return !whyNotShown(view) && resourceOf(view?.http.at(-1)) === undefined;
}

/** Whether an answer says that here is what was asked for, and then is nothing that can be read. */
function isNoResource(record: HttpRecord | undefined): boolean {
  return isSuccess(record) && resourceOf(record) === undefined;
}

function whyUnread(record: HttpRecord | undefined): string {
  if (!record || !isNoResource(record)) return inWords(record);
  const type = record.response?.headers['content-type'] ?? 'no content type';
  return `${inWords(record)}, and the answer (${type}) is no resource in JSON`;
}

/**
 * A party that is faster than its observer does nothing wrong: where a system under test may change the resource at any time, the
 * expectation is met when any version since the last planned write met it.
 */
function earlierVersion(check: ExpectCheck, run: RunView): { versionId: string; n: number } | undefined {
  const versions = versionsSince(check.key, check.step, run);
  const found = versions.find(({ body, url }) => {
    const result = evaluate(check.that, run.named(body, url));
    return result.length === 1 && result[0] === true;
  });
  return found && { versionId: found.body.meta?.versionId ?? '?', n: found.n };
}

/** Elements for which the guide asks that a code is told, and leaves it to the author which: with the requirement that asks. */
const OWN_CODES = { businessStatus: 'business-status-details', statusReason: 'status-reason-stated' } as const;

/**
 * Whether an expectation fails only because a system under test, whose act it is about, told a reason or a business status other than the one
 * of the story, or no business status, which it only SHOULD tell. Where it told no reason, the expectation fails as any does.
 */
function butForOwnCode(
  check: ExpectCheck,
  shown: ShownVersion,
  run: RunView,
): Pick<Result, 'seen' | 'evidence'> | undefined {
  const act = actBefore(check, run);
  const elements = (['businessStatus', 'statusReason'] as const).filter(
    (element) => check.verifies.includes(OWN_CODES[element]) && isPresent(act?.[element]),
  );
  const since = versionsSince(check.key, check.step, run);
  // What the author tells later, with another act, it did not tell with this one.
  const first = since.find(({ body }) => body.status === act?.status);
  for (const { body, url, n } of first ? [first] : [shown, ...since]) {
    const told = run.named(body, url);
    const own = elements.filter((element) => element === 'businessStatus' || isPresent(told[element]));
    const asInStory = Object.fromEntries(
      own.map((element) => [element, { ...(told[element] as object), ...(act?.[element] as object) }]),
    );
    const result = own.length > 0 ? evaluate(check.that, { ...told, ...asInStory }) : [];
    if (result.length === 1 && result[0] === true)
      return {
        seen: `it holds but for ${own.join(' and ')}, which is not as in the story; ${summaryOf(told)}`,
        evidence: [shown.n, n],
      };
  }
  return undefined;
}

/** What the act sets that is waited for, when it is the last on the resource before the expectation. */
function actBefore({ key, step }: ExpectCheck, run: RunView): Record<string, unknown> | undefined {
  const steps = run.steps.map((view) => view.step);
  const last = steps
    .slice(
      0,
      steps.findIndex(({ id }) => id === step),
    )
    .findLast((one) => (one.kind === 'await' || (one.kind === 'write' && !one.refused)) && one.key === key);
  return last?.kind === 'await' ? last.set : undefined;
}

function isPresent(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
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

import { eachKeepsCopies } from '../exchange/catalog.js';
import type { Finding } from './finding.js';
import type { RunView } from './view.js';

/**
 * Of a run that was interrupted, the act under way shows nothing by what is missing: a reference may lead to what would have been looked
 * up next. Where each party keeps copies, which copy is which may show at the very end only, so nothing of such a run is a failure.
 * Answers the findings with those not reached that would count it as one.
 */
export function judgedUninterrupted(findings: readonly Finding[], run: RunView): Finding[] {
  if (run.isWhole) return [...findings];
  const from = eachKeepsCopies(run.plan) ? 0 : lastActBegan(run);
  return findings.map((finding) => {
    const shown = finding.verdict === 'fail' || finding.verdict === 'warn';
    if (!shown || !finding.evidence.some((n) => n >= from)) return finding;
    return {
      ...finding,
      verdict: 'not-reached',
      seen: `the run was interrupted before this was sure; ${finding.seen}`,
    };
  });
}

/** Number of the record at which the last act that was reached began. */
function lastActBegan({ steps }: RunView): number {
  const last = steps.findLast(({ start }) => start !== undefined);
  return steps.find(({ act, start }) => act === last?.act && start !== undefined)?.start ?? 0;
}

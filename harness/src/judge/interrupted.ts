import type { Finding } from './finding.js';
import type { RunView } from './view.js';

/**
 * Of a run that was interrupted, the act under way shows nothing by what is missing: a reference may lead to what would have been looked
 * up next. Answers the findings with those not reached that would count it as a failure.
 */
export function judgedUninterrupted(findings: readonly Finding[], run: RunView): Finding[] {
  if (run.isWhole) return [...findings];
  const from = lastActBegan(run);
  return findings.map((finding) => {
    const shown = finding.verdict === 'fail' || finding.verdict === 'warn';
    if (!shown || !finding.evidence.some((n) => n >= from)) return finding;
    return { ...finding, verdict: 'not-reached', seen: `the run was interrupted in this act; ${finding.seen}` };
  });
}

/** Number of the record at which the last act that was reached began. */
function lastActBegan({ steps }: RunView): number {
  const last = steps.findLast(({ start }) => start !== undefined);
  return steps.find(({ act, start }) => act === last?.act && start !== undefined)?.start ?? 0;
}

import type { Guide } from '../guide/guide.js';
import type { HistoryRecord } from '../history/record.js';
import type { Finding } from './finding.js';
import { RunView } from './view.js';

/**
 * Where a moment of the story must go by (plan.deadline), what comes before it in the plan has to be done by then. A run that was slower
 * than its bound has shown nothing of what it did too late: those failures are inconclusive. Answers the findings with that said.
 */
export function judgedInTime(findings: readonly Finding[], run: RunView): Finding[] {
  const from = firstTooLate(run);
  if (from === undefined) return [...findings];
  return findings.map((finding) => {
    const shown = finding.verdict === 'fail' || finding.verdict === 'warn';
    if (!shown || !finding.evidence.some((n) => n >= from)) return finding;
    const seen = `the run was too slow: the moment ${run.plan.deadline ?? ''} of the story was over before its turn; ${finding.seen}`;
    return { ...finding, verdict: 'inconclusive', seen };
  });
}

/** Whether a run could not do in time what its story does before its moment. */
export function wasTooSlow(records: readonly HistoryRecord[], guide: Guide): boolean {
  const [first] = records;
  if (first?.kind !== 'run' || first.plan.deadline === undefined) return false;
  return firstTooLate(new RunView(records, guide)) !== undefined;
}

/** Number of the first record that belongs to what comes before the moment, and was made after it; undefined when there is none. */
function firstTooLate(run: RunView): number | undefined {
  const { deadline } = run.plan;
  if (deadline === undefined) return undefined;
  const { startedAt, shiftMs, t } = run.run;
  const over = Date.parse(deadline) + shiftMs - Date.parse(startedAt) + t;
  const held = run.steps.find(({ step }) => step.notBefore !== undefined)?.start ?? Infinity;
  return run.records.find((record) => record.t > over && record.n < held)?.n;
}

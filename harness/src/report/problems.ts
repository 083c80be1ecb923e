import type { Finding, Verdict } from '../judge/finding.js';
import type { Report, RunReport } from './report.js';

/** The same check with the same verdict over several runs of a flow: told once. */
export interface Problem {
  finding: Finding;
  run: RunReport;
  /** The same in other runs. */
  alsoIn: { finding: Finding; run: RunReport }[];
}

/** What needs attention, in this order: a proven failure first. */
export const PROBLEM_VERDICTS: readonly Verdict[] = ['fail', 'harness-fault', 'inconclusive'];

/** Findings with these verdicts that were not expected, in the verdicts' order; the same check over several runs as one. */
export function problemsOf(report: Report, verdicts: readonly Verdict[] = PROBLEM_VERDICTS): Problem[] {
  const tolerated = new Set(report.expected?.met);
  const groups = new Map<string, Problem>();
  for (const verdict of verdicts) {
    for (const run of report.runs) {
      for (const finding of run.findings) {
        if (finding.verdict !== verdict || tolerated.has(finding.id)) continue;
        const key = [verdict, run.flow, checkOf(finding.id)].join(' ');
        const group = groups.get(key);
        if (group) group.alsoIn.push({ finding, run });
        else groups.set(key, { finding, run, alsoIn: [] });
      }
    }
  }
  return [...groups.values()];
}

/** What a finding is about, without its run: `#act.check`. */
export function checkOf(findingId: string): string {
  return findingId.slice(findingId.indexOf('#'));
}

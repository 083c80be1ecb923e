import type { Finding, Verdict } from '../judge/finding.js';
import type { ExpectedOutcome } from './report.js';

/** A finding that is known and tolerated, with the reason why. */
export interface ExpectedFinding {
  /** A finding's id; `*` stands for any characters. */
  finding: string;
  verdict: Verdict;
  reason: string;
  /** Line of the file, 1-based. */
  line: number;
}

/** What was not decided this time may occur as ever. */
const UNDECIDED: ReadonlySet<Verdict> = new Set(['not-reached', 'inconclusive', 'harness-fault']);

/**
 * Compares what was expected with what was found. An entry is met by findings that its pattern names and that have its
 * verdict. One that meets none is stale, unless it speaks of runs only that were left out this time, or of what was not decided.
 *
 * @param runs ids of the runs in this report
 * @param selectable ids of all runs that could have been chosen; without it, every entry is taken to be about this report
 */
export function compareExpected(
  expected: readonly ExpectedFinding[],
  findings: readonly Finding[],
  runs: readonly string[],
  selectable: readonly string[] = [],
): ExpectedOutcome {
  const met = new Map<string, string>();
  const stale: string[] = [];
  for (const entry of expected) {
    const pattern = patternOf(entry.finding);
    const hits = findings.filter((finding) => finding.verdict === entry.verdict && pattern.test(finding.id));
    for (const hit of hits) if (!met.has(hit.id)) met.set(hit.id, entry.reason);
    const undecided = findings.some((finding) => UNDECIDED.has(finding.verdict) && pattern.test(finding.id));
    if (hits.length === 0 && !undecided && !leftOut(entry.finding, runs, selectable)) stale.push(entry.finding);
  }
  return { met: [...met.keys()], stale, reasons: Object.fromEntries(met) };
}

/** Whether an entry is about runs that exist but are not in this report. */
function leftOut(finding: string, runs: readonly string[], selectable: readonly string[]): boolean {
  const pattern = patternOf(finding.split('#', 1)[0] ?? '');
  return !runs.some((run) => pattern.test(run)) && selectable.some((run) => pattern.test(run));
}

/** `*` stands for any characters, everything else for itself. */
function patternOf(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

import type { Finding, Verdict } from '../judge/finding.js';
import type { HistoryRecord } from '../history/record.js';
import type { Requirement } from '../guide/guide.js';

/** Everything that the reports show, made once; console, JSON, JUnit and HTML are views of it. */
export interface Report {
  schema: 1;
  tool: { name: string; version: string; node: string };
  guide: { packageId: string; version: string; title: string };
  target: string;
  startedAt: string;
  ms: number;
  runs: RunReport[];
  requirements: RequirementReport[];
  /** Number of findings by verdict, over all runs. */
  totals: Record<Verdict, number>;
  exitCode: 0 | 1 | 2 | 3;
  /** Findings that were listed as expected: those met, and those that no longer occur (which fail the run). */
  expected?: ExpectedOutcome;
}

/** What became of the findings that were listed as expected. */
export interface ExpectedOutcome {
  /** Ids of findings that occurred as listed: they do not count against the target. */
  met: string[];
  /** Entries, as written, that no finding matches any more. */
  stale: string[];
  /** Why each of `met` is tolerated, by finding id. */
  reasons: Record<string, string>;
}

export interface RunReport {
  id: string;
  flow: string;
  branch?: string;
  exchange: string;
  title: string;
  /** The worst verdict of its findings; never `pass` when nothing was carried out. */
  verdict: Verdict;
  ms: number;
  counts: Record<Verdict, number>;
  findings: Finding[];
  /** File name of its history, relative to the report folder. */
  history: string;
}

export interface RequirementReport extends Requirement {
  verdict: Verdict;
  findings: string[];
  /** Where nothing in this report was found on it: the laws and flows that check it when they are run and have an occasion. */
  checkedBy?: { laws: string[]; flows: string[] };
}

/** A run's report together with its evidence, for the HTML report; or with its section of that, where it was made elsewhere. */
export type RunEvidence = { run: RunReport; records: readonly HistoryRecord[] } | { run: RunReport; section: string };

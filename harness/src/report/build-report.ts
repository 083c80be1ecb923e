import type { Requirement } from '../guide/guide.js';
import type { HistoryRecord } from '../history/record.js';
import type { Finding, Verdict } from '../judge/finding.js';
import type { Plan } from '../plan/plan.js';
import type { Trace } from '../trace/trace.js';
import { compareExpected, type ExpectedFinding } from './compare-expected.js';
import type { ExpectedOutcome, Report, RequirementReport, RunReport } from './report.js';
import { countVerdicts, worstOf } from './verdicts.js';

/** What is known of the whole, besides its runs. */
export interface ReportMeta {
  tool: Report['tool'];
  guide: Report['guide'];
  target: string;
  /** ISO instant. */
  startedAt: string;
  /** Wall time of all runs together, milliseconds. */
  ms: number;
}

/** One run that was carried out (or should have been) and judged. */
export interface JudgedRun {
  plan: Pick<Plan, 'id' | 'flow' | 'branch' | 'exchange' | 'title'>;
  findings: readonly Finding[];
  /** Whether anything reached the target or came from it: see `carriedOut`. */
  executed: boolean;
  ms: number;
  /** File name of its history, relative to the report folder. */
  history: string;
}

export interface ExpectedInput {
  entries: readonly ExpectedFinding[];
  /** Ids of all runs that could have been chosen, so that an entry about one left out is not called stale. */
  selectable?: readonly string[];
}

/** Makes the report that every view shows. Pure: the same input gives an equal report. */
export function buildReport(
  meta: ReportMeta,
  runs: readonly JudgedRun[],
  requirements: Iterable<Requirement>,
  expected?: ExpectedInput,
  traces?: readonly Trace[],
): Report {
  const reports = runs.map(runReport);
  const findings = reports.flatMap((run) => run.findings);
  const outcome =
    expected &&
    compareExpected(
      expected.entries,
      findings,
      reports.map((run) => run.id),
      expected.selectable,
    );
  return {
    schema: 1,
    tool: meta.tool,
    guide: meta.guide,
    target: meta.target,
    startedAt: meta.startedAt,
    ms: meta.ms,
    runs: reports,
    requirements: requirementReports(requirements, findings, traces),
    totals: countVerdicts(findings.map((finding) => finding.verdict)),
    exitCode: exitCodeOf(reports, outcome),
    ...(outcome ? { expected: outcome } : {}),
  };
}

/**
 * Whether a history shows that a run did anything: a request got an answer, or something arrived. A run that only failed
 * to connect, or stopped before its first request, did not.
 */
export function carriedOut(records: Iterable<HistoryRecord>): boolean {
  for (const record of records) {
    if (record.kind === 'received' || (record.kind === 'http' && record.response !== undefined)) return true;
  }
  return false;
}

/** What the report says of one run. */
export function runReport({ plan, findings, executed, ms, history }: JudgedRun): RunReport {
  const verdicts = findings.map((finding) => finding.verdict);
  return {
    id: plan.id,
    flow: plan.flow,
    ...(plan.branch ? { branch: plan.branch } : {}),
    exchange: plan.exchange,
    title: plan.title,
    verdict: runVerdict(verdicts, executed),
    ms,
    counts: countVerdicts(verdicts),
    findings: [...findings],
    history,
  };
}

/** The worst verdict; where nothing was carried out or judged, nothing is decided, so a pass or a warning becomes inconclusive. */
function runVerdict(verdicts: readonly Verdict[], executed: boolean): Verdict {
  const worst = worstOf(verdicts) ?? 'inconclusive';
  return !executed && (worst === 'pass' || worst === 'warn') ? 'inconclusive' : worst;
}

/** Each requirement with what was found on it. One that nothing checked has no findings and counts as not reached. */
function requirementReports(
  requirements: Iterable<Requirement>,
  findings: readonly Finding[],
  traces: readonly Trace[] = [],
): RequirementReport[] {
  const traced = new Map(traces.map((trace) => [trace.requirement.key, trace]));
  const byKey = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const key of finding.requirements) {
      const list = byKey.get(key);
      if (list) list.push(finding);
      else byKey.set(key, [finding]);
    }
  }
  return [...requirements].map((requirement) => {
    const about = byKey.get(requirement.key) ?? [];
    const verdict = worstOf(about.map((finding) => finding.verdict)) ?? 'not-reached';
    const elsewhere = about.length === 0 ? checkedBy(traced.get(requirement.key)) : undefined;
    return {
      ...requirement,
      verdict,
      findings: about.map((finding) => finding.id),
      ...(elsewhere ? { checkedBy: elsewhere } : {}),
    };
  });
}

/** What would have checked a requirement, had it been run or had an occasion; undefined when nothing does. */
function checkedBy(trace: Trace | undefined): RequirementReport['checkedBy'] {
  if (trace?.state !== 'checked') return undefined;
  return { laws: trace.checks.filter(({ kind }) => kind === 'law').map(({ id }) => id), flows: trace.flows };
}

/**
 * The exit code (D8). 1: a requirement failed and was not expected to, or an expected finding no longer occurs; a proven
 * failure outranks what could not be decided. 3: something is inconclusive, not reached or a fault of the harness without
 * being expected, or nothing was carried out. 0: all that is required passed.
 */
function exitCodeOf(runs: readonly RunReport[], expected?: ExpectedOutcome): 0 | 1 | 3 {
  const tolerated = new Set(expected?.met);
  const open = new Set(
    runs.flatMap((run) =>
      run.findings.filter((finding) => !tolerated.has(finding.id)).map((finding) => finding.verdict),
    ),
  );
  if (open.has('fail') || (expected?.stale.length ?? 0) > 0) return 1;
  if (open.has('harness-fault') || open.has('inconclusive') || open.has('not-reached')) return 3;
  if (runs.some((run) => isEmptyHanded(run))) return 3;
  const decided = runs.some((run) => run.counts.pass + run.counts.warn + run.counts.fail > 0);
  return decided ? 0 : 3;
}

/** A run whose verdict is inconclusive although none of its findings is: nothing of it was carried out. */
function isEmptyHanded(run: RunReport): boolean {
  return run.verdict === 'inconclusive' && run.counts.inconclusive === 0;
}

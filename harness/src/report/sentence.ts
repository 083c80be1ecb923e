import type { Report, RunReport } from './report.js';
import { countOf } from './verdicts.js';

/** The outcome in one or two sentences that need no knowledge of this tool. */
export function overallSentence(report: Report): string {
  const { runs } = report;
  if (runs.length === 0) return 'Nothing was run, so nothing can be said.';
  return [mainSentence(report), expectedSentence(report)].filter(Boolean).join(' ');
}

function mainSentence(report: Report): string {
  const { runs } = report;
  const open = openFindings(report);
  if (open.fail > 0) {
    const keys = failedRequirements(report);
    const where = `${countOf(runs.filter(hasOpen(report, 'fail')).length, 'run')} of ${runs.length}`;
    const what =
      keys > 0
        ? `${countOf(keys, 'requirement')} of the guide ${keys === 1 ? 'is' : 'are'} not met`
        : `${countOf(open.fail, 'check')} failed`;
    return `${what[0]?.toUpperCase()}${what.slice(1)}, seen in ${where}.`;
  }
  if (open['harness-fault'] > 0)
    return `The harness itself failed in ${countOf(runs.filter(hasOpen(report, 'harness-fault')).length, 'run')}; the rest is no full answer.`;
  if (runs.every((run) => run.counts.pass + run.counts.warn === 0))
    return 'Nothing was carried out and judged, so this says nothing about the target.';
  if (report.exitCode === 3)
    return `Nothing failed, but ${countOf(runs.filter(isUndecided).length, 'run')} of ${runs.length} could not be decided.`;
  return passedSentence(report);
}

/** All is well: still only those runs are said to have passed that did. */
function passedSentence({ runs, totals }: Report): string {
  const passed = runs.filter((run) => run.verdict === 'pass' || run.verdict === 'warn').length;
  const all = runs.length === 1 ? 'The run passed' : `All ${runs.length} runs passed`;
  const who = passed === runs.length ? all : `${passed} of ${runs.length} runs passed`;
  const warnings = totals.warn > 0 ? `, with ${countOf(totals.warn, 'warning')}` : '';
  const unclaimed = runs.filter((run) => run.verdict === 'not-claimed').length;
  const rest = unclaimed > 0 ? ` In ${countOf(unclaimed, 'run')} the target does not claim all that was asked.` : '';
  return `${who}: ${countOf(totals.pass, 'check')} held${warnings}.${rest}`;
}

function expectedSentence(report: Report): string {
  const { met = [], stale = [] } = report.expected ?? {};
  const parts = [
    met.length > 0 ? `${countOf(met.length, 'finding')} occurred as expected.` : '',
    stale.length > 0
      ? `${countOf(stale.length, 'expected finding')} no longer ${stale.length === 1 ? 'occurs' : 'occur'}: remove ${stale.length === 1 ? 'it' : 'them'} from the list.`
      : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** Numbers of findings that count: those that were not expected. */
function openFindings(report: Report): Report['totals'] {
  const tolerated = new Set(report.expected?.met);
  const open = { ...report.totals };
  for (const run of report.runs) {
    for (const finding of run.findings) if (tolerated.has(finding.id)) open[finding.verdict] -= 1;
  }
  return open;
}

function failedRequirements(report: Report): number {
  const tolerated = new Set(report.expected?.met);
  const failed = report.runs.flatMap((run) =>
    run.findings.filter((finding) => finding.verdict === 'fail' && !tolerated.has(finding.id)),
  );
  return new Set(failed.flatMap((finding) => finding.requirements)).size;
}

function hasOpen(report: Report, verdict: RunReport['verdict']): (run: RunReport) => boolean {
  const tolerated = new Set(report.expected?.met);
  return (run) => run.findings.some((finding) => finding.verdict === verdict && !tolerated.has(finding.id));
}

function isUndecided(run: RunReport): boolean {
  return run.verdict === 'inconclusive' || run.counts.inconclusive + run.counts['not-reached'] > 0;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../guide/guide.js';
import type { HistoryRecord } from '../history/record.js';
import type { Finding } from '../judge/finding.js';
import type { Plan } from '../plan/plan.js';
import { buildReport, carriedOut, type ExpectedInput, type JudgedRun } from '../report/build-report.js';
import { summaryText } from '../report/console.js';
import { ExpectedFileError, parseExpected } from '../report/expected.js';
import type { Report, RunReport } from '../report/report.js';
import { terminalLook } from '../report/terminal.js';
import { UsageError } from './usage-error.js';
import { toolVersion } from './version.js';

/** A run with its findings and its evidence. */
export interface Judged {
  plan: Plan;
  findings: Finding[];
  records: readonly HistoryRecord[];
  ms: number;
  history: string;
}

export interface ReportingOptions {
  guide: Guide;
  target: string;
  startedAt: string;
  ms: number;
  expected?: ExpectedInput;
}

/** The report of what was carried out and judged. */
export function reportOf(judged: readonly Judged[], options: ReportingOptions): Report {
  const { guide } = options;
  const runs = judged.map(({ plan, findings, records, ms, history }): JudgedRun => ({
    plan,
    findings,
    executed: carriedOut(records),
    ms,
    history,
  }));
  const meta = {
    tool: { name: 'cow', version: toolVersion(), node: process.version },
    guide: { packageId: guide.packageId, version: guide.version, title: guide.title },
    target: options.target,
    startedAt: options.startedAt,
    ms: options.ms,
  };
  return buildReport(meta, runs, guide.requirements.values(), options.expected);
}

/** Reads the file of expected findings. */
export function readExpected(file: string, selectable: readonly string[]): ExpectedInput {
  try {
    return { entries: parseExpected(readFileSync(file, 'utf8'), file), selectable };
  } catch (error) {
    if (error instanceof ExpectedFileError) throw new UsageError(error.message);
    throw new UsageError(`the file of expected findings cannot be read: ${(error as Error).message}`);
  }
}

/** Writes report.json, junit.xml and report.html into a folder, beside the histories. */
export async function writeAll(folder: string, report: Report, judged: readonly Judged[]): Promise<string> {
  const { writeReports } = await import('../report/write-report.js');
  const recordsOf = recordsBy(judged);
  await writeReports(
    folder,
    report,
    report.runs.map((run) => ({ run, records: recordsOf(run) })),
  );
  return path.join(folder, 'report.html');
}

/** Prints the summary: matrix, problems with their proof, outcome. */
export function printSummary(
  report: Report,
  judged: readonly Judged[],
  stream: NodeJS.WriteStream,
  color: boolean,
  reportPath?: string,
): void {
  const look = terminalLook(stream, process.env, color);
  stream.write(
    summaryText(report, { look, records: recordsBy(judged), ...(reportPath === undefined ? {} : { reportPath }) }),
  );
}

function recordsBy(judged: readonly Judged[]): (run: RunReport) => readonly HistoryRecord[] {
  const byId = new Map(judged.map(({ plan, records }) => [plan.id, records]));
  return (run) => byId.get(run.id) ?? [];
}

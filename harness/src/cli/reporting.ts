import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../guide/guide.js';
import { LAWS } from '../judge/laws/catalog.js';
import type { HistoryRecord } from '../history/record.js';
import { buildReport, type ExpectedInput } from '../report/build-report.js';
import { summaryText } from '../report/console.js';
import type { Report, RunEvidence, RunReport } from '../report/report.js';
import { terminalLook } from '../report/terminal.js';
import { traceRequirements, type Trace } from '../trace/trace.js';
import { plansFor } from './flows.js';
import { openFlows, type GlobalOptions } from './options.js';
import { UsageError } from './usage-error.js';
import { toolVersion } from './version.js';
import type { Judged } from './workshop/workshop.js';

export interface ReportingOptions {
  guide: Guide;
  target: string;
  startedAt: string;
  ms: number;
  expected?: ExpectedInput;
  /** What checks each requirement in all flows that there are. */
  traces?: readonly Trace[];
}

/** The report of what was carried out and judged. */
export function reportOf(judged: readonly Judged[], options: ReportingOptions): Report {
  const { guide } = options;
  const meta = {
    tool: { name: 'cow', version: toolVersion(), node: process.version },
    guide: { packageId: guide.packageId, version: guide.version, title: guide.title },
    target: options.target,
    startedAt: options.startedAt,
    ms: options.ms,
  };
  return buildReport(meta, judged, guide.requirements.values(), options.expected, options.traces);
}

/** What checks each requirement, in whatever flow; undefined when a flow that is not asked for is faulty, which is no fault of what is. */
export async function tracesFor(guide: Guide, options: GlobalOptions): Promise<Trace[] | undefined> {
  try {
    const plans = plansFor(await openFlows(options, [], guide), [], guide, {});
    return traceRequirements(
      guide.requirements.values(),
      plans,
      LAWS.map(({ law }) => law),
    );
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Reads the file of expected findings. */
export async function readExpected(file: string, selectable: readonly string[]): Promise<ExpectedInput> {
  const { ExpectedFileError, parseExpected } = await import('../report/expected.js');
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
  await writeReports(folder, report, await evidenceOf(report, judged));
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

/** Evidence in the order of the report. What other threads put into words for it, they begin at once, while the rest is written here. */
async function evidenceOf(report: Report, judged: readonly Judged[]): Promise<AsyncGenerator<RunEvidence>> {
  const { sectionNotes } = await import('../report/html/views.js');
  const notes = sectionNotes(report);
  const begun = new Map(judged.map(({ plan, evidence }) => [plan.id, evidence.section?.(notes)]));
  // Each is waited for in its turn; a thread that fails meanwhile is told then.
  for (const section of begun.values()) section?.catch(() => undefined);
  return inTurn(report, begun, recordsBy(judged));
}

async function* inTurn(
  report: Report,
  begun: ReadonlyMap<string, Promise<string> | undefined>,
  recordsOf: (run: RunReport) => readonly HistoryRecord[],
): AsyncGenerator<RunEvidence> {
  for (const run of report.runs) {
    const section = begun.get(run.id);
    yield section ? { run, section: await section } : { run, records: recordsOf(run) };
  }
}

function recordsBy(judged: readonly Judged[]): (run: RunReport) => readonly HistoryRecord[] {
  const byId = new Map(judged.map(({ plan, evidence }) => [plan.id, evidence]));
  return (run) => byId.get(run.id)?.records() ?? [];
}

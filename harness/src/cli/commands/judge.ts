import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { HistoryError, readHistory } from '../../history/file.js';
import { judgeRun } from '../../judge/judge.js';
import type { Guide } from '../../guide/guide.js';
import { openGuide, type GlobalOptions } from '../options.js';
import { carriedOut } from '../../report/build-report.js';
import { printSummary, readExpected, reportOf, tracesFor, writeAll } from '../reporting.js';
import { UsageError } from '../usage-error.js';
import type { Judged } from '../workshop/workshop.js';

export interface JudgeCommandOptions extends GlobalOptions {
  report?: string;
  expected?: string;
  json?: boolean;
}

/** `cow judge`: the findings of saved histories; the same as the live run's, with no target. */
export async function judge(files: string[], options: JudgeCommandOptions): Promise<number> {
  const guide = openGuide(options);
  const judged = historyFiles(files).map((file) => judgeFile(file, guide, options.report));
  const first = judged[0]?.evidence.records()[0];
  const target = first?.kind === 'run' ? first.target.name : '';
  const startedAt = first?.kind === 'run' ? first.startedAt : new Date(0).toISOString();
  const expected =
    options.expected === undefined
      ? undefined
      : await readExpected(
          options.expected,
          judged.map(({ plan }) => plan.id),
        );
  const ms = Math.max(0, ...judged.map((one) => one.ms));
  // Only the page and report.json tell of it.
  const traces = options.report === undefined ? undefined : await tracesFor(guide, options);
  const more = { ...(expected ? { expected } : {}), ...(traces ? { traces } : {}) };
  const report = reportOf(judged, { guide, target, startedAt, ms, ...more });
  const page = options.report === undefined ? undefined : await writeAll(options.report, report, judged);
  if (options.json)
    process.stdout.write(
      `${JSON.stringify(
        judged.flatMap(({ findings }) => findings),
        null,
        2,
      )}\n`,
    );
  else printSummary(report, judged, process.stdout, options.color !== false, page);
  return report.exitCode;
}

/** Files as given; of a folder its histories, or those in its `history` folder. */
function historyFiles(given: readonly string[]): string[] {
  const files = given.flatMap((name) => {
    if (!existsSync(name)) throw new UsageError(`there is no ${name}`);
    if (!statSync(name).isDirectory()) return [name];
    const folder = existsSync(path.join(name, 'history')) ? path.join(name, 'history') : name;
    return readdirSync(folder)
      .filter((entry) => entry.endsWith('.jsonl'))
      .sort()
      .map((entry) => path.join(folder, entry));
  });
  if (files.length === 0) throw new UsageError('no history (*.jsonl) there');
  return files;
}

function judgeFile(file: string, guide: Guide, report: string | undefined): Judged {
  try {
    const records = readHistory(file);
    const first = records[0];
    if (first?.kind !== 'run') throw new HistoryError(`${file} is no history`);
    const findings = judgeRun(records, guide);
    const history = report === undefined ? path.basename(file) : path.relative(report, file);
    return {
      plan: first.plan,
      findings,
      executed: carriedOut(records),
      ms: Math.round(records.at(-1)?.t ?? 0),
      history,
      evidence: { records: () => records },
    };
  } catch (error) {
    if (error instanceof HistoryError) throw new UsageError(error.message);
    throw error;
  }
}

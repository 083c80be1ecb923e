import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Verdict } from '../../../harness/src/judge/finding.js';
import type { Report, RunReport } from '../../../harness/src/report/report.js';
import { LOOKS } from '../../../harness/src/report/verdicts.js';

/** A report of the harness that was given to the site. */
export interface GivenReport {
  /** `report-1`, `report-2` ...: its folder on the site and its part in links. */
  id: string;
  report: Report;
  /** Absolute path of the report.html beside it, which shows requests and responses; absent when there is none. */
  page?: string;
}

/** What one run of a flow came to. */
export interface Outcome {
  given: GivenReport;
  run: RunReport;
}

/** What became of the flows and requirements in the runs that the site was given. Nothing is here that did not run. */
export interface Runs {
  reports: GivenReport[];
  /** Outcomes by the run's name, `flow[/branch]@exchange`, in the order of the reports. */
  byRun: Map<string, Outcome[]>;
}

/** Reads report.json files. Throws for one that cannot be read or is no report, and says what to give. */
export function readRuns(files: readonly string[]): Runs {
  const reports = files.map((file, index) => readReport(file, `report-${index + 1}`));
  const byRun = new Map<string, Outcome[]>();
  for (const given of reports) {
    for (const run of given.report.runs) byRun.set(run.id, [...(byRun.get(run.id) ?? []), { given, run }]);
  }
  return { reports, byRun };
}

function readReport(file: string, id: string): GivenReport {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (error) {
    throw new Error(`${file} cannot be read as a report (${(error as Error).message}): give the report.json of a run.`);
  }
  if (report.schema !== 1 || !Array.isArray(report.runs)) {
    throw new Error(`${file} is not a report of this harness: give the report.json that \`cow run --report\` writes.`);
  }
  const page = path.join(path.dirname(file), 'report.html');
  return { id, report, ...(existsSync(page) ? { page } : {}) };
}

/** A verdict as it is shown, or that there is none. */
export interface Mark {
  /** For styles and tests: a verdict, or `not-run`. */
  state: Verdict | 'not-run';
  sign: string;
  word: string;
}

/** How a verdict is shown; without one, that nothing was run. */
export function markOf(verdict: Verdict | undefined): Mark {
  if (!verdict) return { state: 'not-run', sign: '·', word: 'not run' };
  return { state: verdict, sign: LOOKS[verdict].mark, word: LOOKS[verdict].word };
}

/** When a report's runs began, for people: `2026-11-21 12:30 UTC`. */
export function whenOf({ report }: GivenReport): string {
  return report.startedAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC');
}

/** A requirement's state in one report; undefined where no check of that report speaks of it. */
export function requirementIn(given: GivenReport, key: string): { verdict: Verdict; findings: string[] } | undefined {
  const found = given.report.requirements.find((each) => each.key === key);
  return found && found.findings.length > 0 ? { verdict: found.verdict, findings: found.findings } : undefined;
}

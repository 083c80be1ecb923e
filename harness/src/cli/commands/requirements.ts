import { readFileSync } from 'node:fs';
import { LAWS } from '../../judge/laws/catalog.js';
import type { Verdict } from '../../judge/finding.js';
import type { Report } from '../../report/report.js';
import { traceText, type Verdicts } from '../../trace/trace-text.js';
import { traceRequirements, type Trace } from '../../trace/trace.js';
import { nearest } from '../../yaml/nearest.js';
import { plansFor } from '../flows.js';
import { openFlows, openGuide, type GlobalOptions } from '../options.js';
import { matcherOf } from '../select.js';
import { UsageError } from '../usage-error.js';

export interface RequirementsOptions extends GlobalOptions {
  theme?: string[];
  conformance?: string[];
  unverified?: boolean;
  report?: string;
  json?: boolean;
}

/** `cow requirements`: which law, act or expectation verifies each requirement, and what a report found. */
export async function requirements(keys: string[], options: RequirementsOptions): Promise<number> {
  const guide = openGuide(options);
  const plans = plansFor(await openFlows(options, [], guide), [], guide, {});
  const laws = LAWS.map(({ law }) => law);
  const traces = chosen(traceRequirements(guide.requirements.values(), plans, laws), keys, options);
  const verdicts = options.report === undefined ? undefined : verdictsIn(options.report);
  process.stdout.write(options.json ? jsonText(traces, verdicts) : traceText(traces, verdicts));
  return 0;
}

function chosen(traces: readonly Trace[], keys: readonly string[], options: RequirementsOptions): Trace[] {
  const { theme, conformance, unverified } = options;
  known(
    keys,
    traces.map(({ requirement }) => requirement.key),
    'requirement',
  );
  known(theme ?? [], [...new Set(traces.map(({ requirement }) => requirement.theme))], 'theme');
  const levels = conformance?.map((each) => each.toUpperCase().replace(/ /g, '-'));
  return traces.filter(
    ({ requirement, state }) =>
      (keys.length === 0 || keys.some((key) => matcherOf(key)(requirement.key))) &&
      (theme?.some((each) => matcherOf(each)(requirement.theme)) ?? true) &&
      (levels?.includes(requirement.conformance) ?? true) &&
      (unverified !== true || state === 'unchecked'),
  );
}

/** Each pattern must mean something that there is. */
function known(patterns: readonly string[], names: readonly string[], what: string): void {
  const unknown = patterns.find((pattern) => !names.some(matcherOf(pattern)));
  if (unknown === undefined) return;
  const near = nearest(unknown, names);
  throw new UsageError(`the guide has no ${what} "${unknown}"${near ? `; did you mean ${near}?` : ''}`);
}

function verdictsIn(file: string): Verdicts {
  const report = readReport(file);
  const byKey = new Map<string, Verdict[]>();
  for (const finding of report.runs.flatMap(({ findings }) => findings)) {
    for (const key of finding.requirements) byKey.set(key, [...(byKey.get(key) ?? []), finding.verdict]);
  }
  return byKey;
}

function readReport(file: string): Pick<Report, 'runs'> {
  let report: Partial<Report>;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Partial<Report>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR')
      throw new UsageError(`${file} is a folder: give the report.json in it`);
    throw new UsageError(`the report ${file} cannot be read: ${(error as Error).message}`);
  }
  if (!Array.isArray(report.runs)) throw new UsageError(`${file} is no report: give the report.json of a run`);
  return { runs: report.runs };
}

function jsonText(traces: readonly Trace[], verdicts: Verdicts | undefined): string {
  const rows = traces.map((trace) => ({
    ...trace,
    ...(verdicts ? { verdicts: verdicts.get(trace.requirement.key) ?? [] } : {}),
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

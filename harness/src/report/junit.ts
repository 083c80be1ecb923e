import type { Finding } from '../judge/finding.js';
import { xmlText } from '../publish/xml.js';
import type { Report, RunReport } from './report.js';

/** How a verdict appears to a CI system; `ok` cases have no child element. */
type Outcome = 'ok' | 'failure' | 'error' | 'skipped' | 'warning';

/**
 * The report as JUnit XML: a suite for each run, a case for each finding. A failed check is a failure; what is inconclusive or
 * our own fault is an error; what was not reached, not claimed or expected to fail is skipped; a warning passes and says so in
 * system-out. A run without findings holds one case with an error, so that it never looks green.
 */
export function junitXml(report: Report): string {
  const reasons = report.expected?.reasons ?? {};
  const suites = report.runs.map((run) => suiteOf(run, reasons));
  const stale = report.expected?.stale ?? [];
  if (stale.length > 0) suites.push(staleSuite(stale));
  const sum = (count: (suite: Suite) => number): number => suites.reduce((total, suite) => total + count(suite), 0);
  const attributes = attributesOf({
    name: report.guide.packageId,
    tests: sum((suite) => suite.cases.length),
    failures: sum((suite) => countOutcome(suite, 'failure')),
    errors: sum((suite) => countOutcome(suite, 'error')),
    skipped: sum((suite) => countOutcome(suite, 'skipped')),
    time: (report.ms / 1000).toFixed(3),
    timestamp: report.startedAt,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites.map((suite) => suiteXml(suite, report)).join('')}</testsuites>\n`;
}

interface Case {
  name: string;
  outcome: Outcome;
  message: string;
  text: string;
}

interface Suite {
  name: string;
  ms: number;
  properties: Record<string, string>;
  cases: Case[];
}

function suiteOf(run: RunReport, reasons: Readonly<Record<string, string>>): Suite {
  const cases = run.findings.map((finding) => caseOf(finding, reasons[finding.id]));
  const nothing: Case = {
    name: 'the run was carried out',
    outcome: 'error',
    message: 'nothing was judged',
    text: `Nothing was carried out or judged in ${run.id}.`,
  };
  const properties = {
    flow: run.flow,
    ...(run.branch ? { branch: run.branch } : {}),
    exchange: run.exchange,
    verdict: run.verdict,
    history: run.history,
  };
  const idle = cases.length === 0 || (run.verdict === 'inconclusive' && run.counts.inconclusive === 0);
  return { name: run.id, ms: run.ms, properties, cases: idle ? [nothing, ...cases] : cases };
}

function caseOf(finding: Finding, reason: string | undefined): Case {
  const name = finding.id.slice(finding.id.indexOf('#') + 1);
  const because =
    finding.requirements.length > 0
      ? `Requirements: ${finding.requirements.join(', ')}`
      : `Rule: ${finding.rule ?? ''}`;
  const text = [
    finding.title,
    `Expected: ${finding.expected}`,
    `Seen: ${finding.seen}`,
    because,
    `Id: ${finding.id}`,
  ].join('\n');
  const expected = reason === undefined ? undefined : `expected: ${reason}`;
  return { name, outcome: outcomeOf(finding, expected !== undefined), message: expected ?? finding.seen, text };
}

function outcomeOf(finding: Finding, expected: boolean): Outcome {
  if (expected) return 'skipped';
  switch (finding.verdict) {
    case 'pass':
      return 'ok';
    case 'warn':
      return 'warning';
    case 'fail':
      return 'failure';
    case 'not-reached':
    case 'not-claimed':
      return 'skipped';
    case 'inconclusive':
    case 'harness-fault':
      return 'error';
  }
}

function staleSuite(stale: readonly string[]): Suite {
  const cases = stale.map((entry): Case => ({
    name: entry,
    outcome: 'failure',
    message: 'no longer occurs',
    text: `No finding matches "${entry}" any more: remove it from the list of expected findings.`,
  }));
  return { name: 'expected findings', ms: 0, properties: {}, cases };
}

function suiteXml(suite: Suite, report: Report): string {
  const attributes = attributesOf({
    name: suite.name,
    tests: suite.cases.length,
    failures: countOutcome(suite, 'failure'),
    errors: countOutcome(suite, 'error'),
    skipped: countOutcome(suite, 'skipped'),
    time: (suite.ms / 1000).toFixed(3),
    timestamp: report.startedAt,
  });
  const properties = Object.entries(suite.properties).map(
    ([name, value]) => `      <property${attributesOf({ name, value })}/>\n`,
  );
  const block = properties.length > 0 ? `    <properties>\n${properties.join('')}    </properties>\n` : '';
  return `  <testsuite${attributes}>\n${block}${suite.cases.map((each) => caseXml(suite, each)).join('')}  </testsuite>\n`;
}

function caseXml(suite: Suite, { name, outcome, message, text }: Case): string {
  const head = `    <testcase${attributesOf({ classname: suite.name, name, time: '0.000' })}`;
  const child = childXml(outcome, message, text);
  return child === '' ? `${head}/>\n` : `${head}>${child}</testcase>\n`;
}

function childXml(outcome: Outcome, message: string, text: string): string {
  switch (outcome) {
    case 'ok':
      return '';
    case 'warning':
      return `<system-out>${xmlText(`Warning: ${message}\n${text}`)}</system-out>`;
    case 'skipped':
      return `<skipped${attributesOf({ message: shorten(message) })}/>`;
    default:
      return `<${outcome}${attributesOf({ message: shorten(message), type: outcome === 'failure' ? 'fail' : 'undecided' })}>${xmlText(text)}</${outcome}>`;
  }
}

/** CI systems show the message in a list; the whole is in the element's text. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function countOutcome(suite: Suite, outcome: Outcome): number {
  return suite.cases.filter((each) => each.outcome === outcome).length;
}

function attributesOf(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}

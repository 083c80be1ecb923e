import { exchanges } from '../../exchange/catalog.js';
import type { PlanAct, Step } from '../../plan/plan.js';
import type { HistoryRecord } from '../../history/record.js';
import type { Finding, Verdict } from '../../judge/finding.js';
import { matrixOf, type MatrixCell, type MatrixRow } from '../matrix.js';
import { checkOf, PROBLEM_VERDICTS, problemsOf } from '../problems.js';
import type { Report, RequirementReport, RunReport } from '../report.js';
import { overallSentence } from '../sentence.js';
import { countOf, countVerdicts, LOOKS, verdictCount, VERDICTS } from '../verdicts.js';
import { visibleText } from '../visible.js';
import { planOf } from './evidence.js';

/** Texts in the page are cut at this length; the whole is in report.json. */
const LONGEST_TEXT = 1500;

/** What the beginning of the page shows: header, matrix, what needs attention, filter. */
export function headView(report: Report): object {
  const { tool, guide, target, startedAt, ms, runs, totals, exitCode } = report;
  const best = [...VERDICTS].reverse();
  return {
    title: `${guide.title}: report on ${target}`,
    guide: `${guide.title} ${guide.version}`,
    sentence: overallSentence(report),
    outcome: exitCode === 0 ? 'pass' : exitCode === 1 ? 'fail' : 'inconclusive',
    target,
    started: startedAt,
    startedText: startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'),
    took: `${(ms / 1000).toFixed(1)} s`,
    runs: countOf(runs.length, 'run'),
    tool: `${tool.name} ${tool.version}, Node ${tool.node.replace(/^v/, '')}`,
    exitCode,
    totals: best
      .filter((verdict) => totals[verdict] > 0)
      .map((verdict) => ({ verdict, text: verdictCount(verdict, totals[verdict]) })),
    ...matrixView(report),
    problems: problemsOf(report).map(({ finding, run, alsoIn }) => ({
      ...findingBase(finding),
      where: run.id,
      seen: clip(finding.seen, 400),
      expected: clip(finding.expected, 400),
      others: alsoIn.map((other) => ({ id: other.finding.id, where: other.run.id })),
    })),
    expected: expectedView(report),
    filter: {
      verdicts: best
        .filter((verdict) => totals[verdict] > 0)
        .map((verdict) => ({ value: verdict, text: LOOKS[verdict].word })),
      flows: distinct(runs.map((run) => run.flow)),
      exchanges: distinct(runs.map((run) => run.exchange)),
    },
  };
}

function matrixView(report: Report): object {
  const { columns, rows, totals } = matrixOf(report);
  const used = VERDICTS.filter((verdict) => report.runs.some((run) => run.verdict === verdict)).reverse();
  return {
    columns: columns.map(({ short, id, title, description }) => ({ short, id, title, description })),
    rows: rows.map((row) => ({
      name: row.name,
      title: row.title,
      cells: row.cells.map((cell) => cellView(row, cell)),
    })),
    sums: rows.length > 1 ? totals : [],
    flawed: totals.some(({ runs, good }) => good < runs),
    legend: used.map((verdict) => ({ verdict, word: LOOKS[verdict].word, meaning: LOOKS[verdict].meaning })),
  };
}

function cellView(row: MatrixRow, cell: MatrixCell | undefined): object | undefined {
  if (!cell) return undefined;
  const { run, count, expected } = cell;
  const word = LOOKS[run.verdict].word;
  const told = run.counts[run.verdict] === 0 ? 'nothing carried out' : countOf(count, 'finding');
  return {
    id: run.id,
    verdict: run.verdict,
    count,
    expected,
    label: `${row.name} over ${run.exchange}: ${word}, ${told}${expected ? ', as expected' : ''}`,
  };
}

function expectedView(report: Report): object | undefined {
  if (!report.expected) return undefined;
  const { met, stale, reasons } = report.expected;
  return { met: met.map((id) => ({ id, reason: reasons[id] ?? '' })), stale };
}

/** What the section of a run takes from the whole report. */
export interface SectionNotes {
  /** Why expected findings are tolerated, by finding id. */
  reasons: Readonly<Record<string, string>>;
  /** Actors that each requirement binds, by its key. */
  actors: ReadonlyMap<string, readonly string[]>;
}

/** What the sections of a report's runs take from it. */
export function sectionNotes(report: Report): SectionNotes {
  return {
    reasons: report.expected?.reasons ?? {},
    actors: new Map(report.requirements.map((requirement) => [requirement.key, requirement.actors])),
  };
}

/** What the page shows of one run without help of its script: the acts with their findings. */
export function runView(
  run: RunReport,
  records: readonly HistoryRecord[],
  notes: SectionNotes,
): { acts: ActView[]; [name: string]: unknown } {
  const acts = planOf(records)?.acts ?? [];
  const context: FindingContext = {
    run,
    acts,
    steps: stepsById(acts),
    reasons: notes.reasons,
    requirements: notes.actors,
  };
  return {
    id: run.id,
    flow: run.flow,
    exchange: run.exchange,
    short: exchanges.find((exchange) => exchange.id === run.exchange)?.short ?? run.exchange,
    name: run.branch ? `${run.flow}/${run.branch}` : run.flow,
    title: run.title,
    verdict: run.verdict,
    word: LOOKS[run.verdict].word,
    counts: countsText(run.counts),
    took: `${(run.ms / 1000).toFixed(2)} s`,
    history: run.history ? { href: hrefOf(run.history), text: run.history } : undefined,
    acts: actViews(context),
  };
}

/** What the page shows of an act. */
interface ActView {
  id: string;
  title: string;
  note: string;
  findings: object[];
  /** Those of them that a reader without scripts needs. */
  notPassed: object[];
  /** How many passed, in words; empty for none. */
  passed: string;
}

/** The acts in order, then what belongs to none of them. */
function actViews(context: FindingContext): ActView[] {
  const { run, acts, steps } = context;
  const known = new Set(acts.map((act) => act.id));
  const byAct = new Map<string, Finding[]>();
  for (const finding of run.findings) {
    const home = finding.act ?? steps.get(finding.step ?? '')?.act ?? '';
    const act = known.has(home) ? home : '';
    const list = byAct.get(act);
    if (list) list.push(finding);
    else byAct.set(act, [finding]);
  }
  const sections = acts.map((act) => ({ id: act.id, title: act.title, note: act.by ? `by the ${act.by}` : '' }));
  const rest = byAct.has('') ? [{ id: '', title: 'Over the whole run', note: '' }] : [];
  return [...sections, ...rest].map((section) => {
    const all = (byAct.get(section.id) ?? []).map((finding) => ({ finding, view: findingView(finding, context) }));
    const notPassed = all.filter(({ finding }) => finding.verdict !== 'pass');
    const passed = all.length - notPassed.length;
    return {
      ...section,
      findings: all.map(({ view }) => view),
      notPassed: notPassed.map(({ view }) => view),
      passed: passed > 0 ? verdictCount('pass', passed) : '',
    };
  });
}

/** A file beside the report as a link; its name holds characters that mean something in a URL. */
function hrefOf(file: string): string {
  return file.split(/[\\/]/).map(encodeURIComponent).join('/');
}

/** Verdicts with their numbers, the good ones first: `12 passed, 1 failed`. */
function countsText(counts: Readonly<Record<Verdict, number>>): string {
  return [...VERDICTS]
    .reverse()
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => verdictCount(verdict, counts[verdict]))
    .join(', ');
}

type StepsById = ReadonlyMap<string, { step: Step; act: string }>;

/** Steps and lanes of races. */
function stepsById(acts: readonly PlanAct[]): StepsById {
  const entries = acts.flatMap((act) =>
    act.steps
      .flatMap((step): readonly Step[] => (step.kind === 'race' ? [step, ...step.lanes] : [step]))
      .map((step) => [step.id, { step, act: act.id }] as const),
  );
  return new Map(entries);
}

interface FindingContext {
  run: RunReport;
  acts: readonly PlanAct[];
  steps: StepsById;
  reasons: Readonly<Record<string, string>>;
  /** Actors that each requirement binds. */
  requirements: ReadonlyMap<string, readonly string[]>;
}

function findingBase(finding: Finding): { id: string; verdict: Verdict; word: string; title: string; check: string } {
  const { id, verdict, title } = finding;
  return { id, verdict, word: LOOKS[verdict].word, title: clip(title), check: checkOf(id).slice(1) };
}

function findingView(finding: Finding, context: FindingContext): object {
  return {
    ...findingBase(finding),
    open: finding.verdict !== 'pass' && finding.verdict !== 'not-reached' && finding.verdict !== 'not-claimed',
    actors: actorsOf(finding, context).join(' '),
    requirements: finding.requirements.join(' '),
    rule: finding.requirements.length === 0 ? finding.rule : undefined,
    expected: clip(finding.expected),
    seen: clip(finding.seen),
    tolerated: context.reasons[finding.id],
    evidence: finding.evidence.join(' '),
  };
}

/** Who a finding is about: who carried its step out and whose system it was; else who acted; else whom its requirements bind. */
function actorsOf(finding: Finding, { acts, steps, requirements }: FindingContext): string[] {
  const step = steps.get(finding.step ?? '')?.step;
  if (step) return distinct([step.by, 'at' in step ? step.at : step.by, 'to' in step ? step.to : step.by]);
  const by = acts.find((act) => act.id === finding.act)?.by;
  return by ? [by] : distinct(finding.requirements.flatMap((key) => requirements.get(key) ?? []));
}

/** What the end of the page shows: every requirement with the checks on it. */
export function tailView(report: Report): object {
  const findings = new Map(
    report.runs.flatMap((run) => run.findings.map((finding) => [finding.id, { finding, run }] as const)),
  );
  const themes = distinct(report.requirements.map((requirement) => requirement.theme));
  const unchecked = report.requirements.filter((requirement) => requirement.findings.length === 0);
  return {
    summary: `${countOf(report.requirements.length, 'requirement')}, ${report.requirements.length - unchecked.length} of them checked in this report.`,
    unchecked: unchecked.filter((each) => each.untestable === undefined && !each.checkedBy).map((each) => each.key),
    elsewhere: unchecked.filter((each) => each.checkedBy).length,
    themes: themes.map((theme) => ({
      theme,
      requirements: report.requirements
        .filter((each) => each.theme === theme)
        .map((each) => requirementView(each, findings)),
    })),
  };
}

type Located = ReadonlyMap<string, { finding: Finding; run: RunReport }>;

function requirementView(requirement: RequirementReport, located: Located): object {
  const about = requirement.findings.flatMap((id) => located.get(id) ?? []);
  const counts = countVerdicts(about.map(({ finding }) => finding.verdict));
  const checked = about.length > 0;
  return {
    key: requirement.key,
    conformance: requirement.conformance.replace('-', ' '),
    actors: requirement.actors.join(', '),
    text: requirement.text,
    untestable: requirement.untestable,
    checked,
    verdict: checked ? requirement.verdict : 'unchecked',
    word: checked ? LOOKS[requirement.verdict].word : unmetWord(requirement),
    elsewhere: requirement.checkedBy && {
      flows: requirement.checkedBy.flows.join(', '),
      laws: requirement.checkedBy.laws.join(', '),
    },
    counts: countsText(counts),
    open: checked && requirement.verdict !== 'pass' && requirement.verdict !== 'not-claimed',
    problems: about
      .filter(({ finding }) => PROBLEM_VERDICTS.includes(finding.verdict))
      .map(({ finding }) => ({ id: finding.id, verdict: finding.verdict, word: LOOKS[finding.verdict].word })),
  };
}

/** Why nothing was found on a requirement: it cannot be, it was not this time, or it never is. */
function unmetWord({ untestable, checkedBy }: RequirementReport): string {
  if (checkedBy) return 'not exercised';
  return untestable ? 'cannot be tested' : 'not checked';
}

/** Text from outside as the page shows it: nothing unseen in it, and cut, which it then says, when it is very long. */
function clip(text: string, longest = LONGEST_TEXT): string {
  const left = text.length - longest;
  if (left <= 0) return visibleText(text);
  return `${visibleText(text.slice(0, longest))}… (${countOf(left, 'more character')} in report.json)`;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

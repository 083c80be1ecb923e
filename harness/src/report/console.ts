import type { HistoryRecord } from '../history/record.js';
import type { Finding, Verdict } from '../judge/finding.js';
import { matrixOf, type ColumnTotal, type MatrixCell } from './matrix.js';
import { problemsOf, type Problem } from './problems.js';
import { proofsOf, type Proof } from './proof.js';
import type { Report, RequirementReport, RunReport } from './report.js';
import { overallSentence } from './sentence.js';
import { colorsOf, harmless, squeeze, wrapColumns, type Colors, type TerminalLook } from './terminal.js';
import { countOf, LOOKS, verdictCount, VERDICTS } from './verdicts.js';

export interface SummaryOptions {
  look: TerminalLook;
  /** The evidence of a run, asked for only where something has to be proved. */
  records: (run: RunReport) => readonly HistoryRecord[];
  /** Path of report.html, as the user can open it; absent when no report was written. */
  reportPath?: string;
  /** Different problems shown in full; default 20. */
  maxProblems?: number;
}

const CELL = 5;
const LABEL = 15;
const BODY_LINES = 6;
const PROOFS = 3;
/** Runs in which nothing is wrong. */
const WELL = 'as required';

/** What the command prints when all runs are done: matrix, problems with their proof, and the outcome. Ends with a line break. */
export function summaryText(report: Report, options: SummaryOptions): string {
  const writer = new SummaryWriter(report, options);
  return `${writer.blocks().join('\n\n')}\n`;
}

class SummaryWriter {
  private readonly look: TerminalLook;
  private readonly colors: Colors;
  private readonly tolerated: ReadonlySet<string>;
  private readonly requirements: ReadonlyMap<string, RequirementReport>;

  constructor(
    private readonly report: Report,
    private readonly options: SummaryOptions,
  ) {
    this.look = options.look;
    this.colors = colorsOf(options.look);
    this.tolerated = new Set(report.expected?.met);
    this.requirements = new Map(report.requirements.map((requirement) => [requirement.key, requirement]));
  }

  blocks(): string[] {
    return [
      this.head(),
      this.matrix(),
      this.legend(),
      ...this.problems(),
      this.warnings(),
      this.stale(),
      this.outcome(),
    ].filter((block) => block !== '');
  }

  private head(): string {
    const { guide, target, runs, ms } = this.report;
    const text = `${guide.title} ${guide.version}: ${countOf(runs.length, 'run')} in ${seconds(ms)}`;
    const against = wrapColumns(this.clean(`against ${target}`), this.look.width, 3);
    return [this.colors.bold(squeeze(this.clean(text), this.look.width, this.look)), ...against].join('\n');
  }

  // --- the matrix -------------------------------------------------------------------------------------------

  private matrix(): string {
    const { columns, rows, totals } = matrixOf(this.report);
    if (rows.length === 0) return '';
    const longest = Math.max(WELL.length, ...rows.map((row) => row.name.length));
    const width = Math.min(longest, this.look.width - columns.length * CELL - 2);
    const heads = columns.map((column) => column.short.padEnd(CELL)).join('');
    const lines = rows.map((row) => {
      const cells = row.cells.map((cell) => this.cell(cell)).join('');
      return `${squeeze(row.name, width, this.look).padEnd(width)}  ${cells}`.trimEnd();
    });
    const head = `${' '.repeat(width + 2)}${this.colors.dim(heads.trimEnd())}`;
    return [head, ...lines, ...(rows.length > 1 ? this.sums(totals, width) : [])].join('\n');
  }

  /** How many runs there were over each exchange and, unless all is well, in how many of them it is. */
  private sums(totals: readonly ColumnTotal[], width: number): string[] {
    const row = (name: string, count: (total: ColumnTotal) => number): string => {
      const cells = totals.map((total) => String(count(total)).padEnd(CELL)).join('');
      return this.colors.dim(`${name.padEnd(width)}  ${cells}`.trimEnd());
    };
    const runs = row('runs', (total) => total.runs);
    return totals.every((total) => total.good === total.runs) ? [runs] : [runs, row(WELL, (total) => total.good)];
  }

  /** A mark and, unless all is well, how many findings have that verdict. Brackets: all of it was expected. */
  private cell(cell: MatrixCell | undefined): string {
    if (!cell) return this.colors.dim((this.look.unicode ? '·' : '.').padEnd(CELL));
    const { verdict } = cell.run;
    const count = verdict === 'pass' || cell.count === 0 ? '' : cell.count > 99 ? '*' : String(cell.count);
    const text = `${this.mark(verdict)}${count}`;
    const shown = cell.expected ? `(${text})` : text;
    return this.paint(verdict, shown) + ' '.repeat(Math.max(1, CELL - shown.length));
  }

  private legend(): string {
    const { columns } = matrixOf(this.report);
    const used = VERDICTS.filter((verdict) => this.report.runs.some((run) => run.verdict === verdict)).reverse();
    const marks = used.map((verdict) => `${this.mark(verdict)} ${LOOKS[verdict].word}`);
    if (this.tolerated.size > 0) marks.push(`(${this.mark('fail')}) as expected`);
    const heads = columns.map((column) => `${column.short} ${column.id}`);
    return [...this.flowing(heads), ...this.flowing(marks)].map((line) => this.colors.dim(line)).join('\n');
  }

  /** Short texts one after the other, never broken within. */
  private flowing(items: readonly string[]): string[] {
    const lines: string[] = [];
    for (const item of items) {
      const longer = lines.length > 0 ? `${lines.at(-1)}   ${item}` : item;
      if (lines.length > 0 && longer.length <= this.look.width) lines[lines.length - 1] = longer;
      else lines.push(item);
    }
    return lines;
  }

  // --- problems ---------------------------------------------------------------------------------------------

  private problems(): string[] {
    const problems = problemsOf(this.report);
    const limit = this.options.maxProblems ?? 20;
    const blocks = problems.slice(0, limit).map((problem) => this.problem(problem));
    const more = problems.length - blocks.length;
    return more > 0 ? [...blocks, `and ${countOf(more, 'more problem')}: see the report.`] : blocks;
  }

  private problem({ finding, run, alsoIn }: Problem): string {
    const word = LOOKS[finding.verdict].word;
    const lines = [
      this.paint(finding.verdict, `${this.mark(finding.verdict)} ${this.clean(finding.id)}`),
      ...this.labelled(word, finding.title),
      ...finding.requirements.flatMap((key) => this.requirement(key)),
      ...(finding.requirements.length === 0 && finding.rule ? this.labelled('rule', finding.rule) : []),
      ...this.labelled('expected', finding.expected, 4),
      ...this.labelled('seen', finding.seen, BODY_LINES),
      ...this.proofs(finding, run),
      ...(alsoIn.length > 0
        ? this.labelled('also in', [...new Set(alsoIn.map((other) => other.run.id))].join(', '))
        : []),
    ];
    return lines.join('\n');
  }

  private requirement(key: string): string[] {
    const requirement = this.requirements.get(key);
    return this.labelled('requirement', requirement ? `${key}: ${requirement.text}` : key, 4);
  }

  private proofs(finding: Finding, run: RunReport): string[] {
    const proofs = proofsOf(finding.evidence, this.options.records(run));
    const shown = proofs.slice(-PROOFS);
    const left = proofs.length - shown.length;
    return [
      ...shown.flatMap((proof, index) => this.proof(proof, index === shown.length - 1)),
      ...(left > 0 ? this.labelled('', `and ${left} earlier, see ${run.history || 'the history'}`) : []),
    ];
  }

  /** The line of a piece of evidence; of the last, which decides, the beginning of its body too. */
  private proof(proof: Proof, withBody: boolean): string[] {
    const lines = this.labelled('proof', `[${proof.n}] ${proof.line}`, 3);
    if (!withBody || !proof.body) return lines;
    return [...lines, ...this.labelled('', proof.body, BODY_LINES).map((line) => this.colors.dim(line))];
  }

  /** A label and its text beside it, wrapped; at most `maxLines`, then an ellipsis. */
  private labelled(label: string, text: string, maxLines = 3): string[] {
    const width = Math.max(20, this.look.width - LABEL - 2);
    const lines = wrapColumns(this.clean(text.slice(0, width * 4 * maxLines)), width, maxLines + 1);
    const shown = lines.slice(0, maxLines);
    if (lines.length > maxLines || text.length > width * 4 * maxLines) {
      shown[maxLines - 1] = `${(shown[maxLines - 1] ?? '').slice(0, width - 3)}${this.look.unicode ? '…' : '...'}`;
    }
    return shown.map((line, index) =>
      `  ${this.colors.dim((index === 0 ? label : '').padEnd(LABEL))}${line}`.trimEnd(),
    );
  }

  private warnings(): string {
    const warnings = problemsOf(this.report, ['warn']);
    const lines = warnings.slice(0, 10).flatMap(({ finding, alsoIn }) => {
      const more = alsoIn.length > 0 ? ` (and in ${countOf(alsoIn.length, 'more run')})` : '';
      const head = this.paint('warn', `${this.mark('warn')} ${this.clean(finding.id)}${more}`);
      return [head, ...this.labelled('seen', finding.seen, 2)];
    });
    const left = warnings.length - 10;
    return [...lines, ...(left > 0 ? [`and ${countOf(left, 'more warning')}: see the report.`] : [])].join('\n');
  }

  private stale(): string {
    const stale = this.report.expected?.stale ?? [];
    return stale
      .map((entry) => this.colors.red(`${this.mark('fail')} expected, but did not occur: ${this.clean(entry)}`))
      .join('\n');
  }

  // --- the outcome ------------------------------------------------------------------------------------------

  private outcome(): string {
    const { totals, exitCode } = this.report;
    const counts = [...VERDICTS].reverse().filter((verdict) => totals[verdict] > 0);
    const told = counts.map((verdict) => verdictCount(verdict, totals[verdict])).join(', ');
    const color = exitCode === 0 ? this.colors.green : exitCode === 1 ? this.colors.red : this.colors.magenta;
    const [first = '', ...rest] = this.labelled('Outcome', overallSentence(this.report), 4).map(outdent);
    return [
      this.colors.bold(color(first)),
      ...rest,
      ...this.labelled('Checks', told || 'none').map(outdent),
      ...(this.options.reportPath ? [`${'Report'.padEnd(LABEL)}${this.options.reportPath}`] : []),
      ...this.next(),
    ].join('\n');
  }

  private next(): string[] {
    const [problem] = problemsOf(this.report);
    if (!problem) return [];
    const file = problem.run.history ? `judge it again without a target: cow judge FILE (${problem.run.history})` : '';
    return [`run it again: cow run '${problem.run.id}'`, file]
      .filter(Boolean)
      .flatMap((text, index) => this.labelled(index === 0 ? 'Next' : '', text).map(outdent));
  }

  private mark(verdict: Verdict): string {
    return this.look.unicode ? LOOKS[verdict].mark : LOOKS[verdict].ascii;
  }

  private paint(verdict: Verdict, text: string): string {
    const { green, red, yellow, magenta, dim } = this.colors;
    const paints: Record<Verdict, (text: string) => string> = {
      pass: green,
      fail: red,
      warn: yellow,
      inconclusive: magenta,
      'harness-fault': magenta,
      'not-reached': dim,
      'not-claimed': dim,
    };
    return paints[verdict](text);
  }

  private clean(text: string): string {
    return harmless(text, this.look);
  }
}

function outdent(line: string): string {
  return line.slice(2);
}

function seconds(ms: number): string {
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

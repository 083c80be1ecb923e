import { exchanges } from '../exchange/catalog.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Verdict } from '../judge/finding.js';
import type { Report, RunReport } from './report.js';

/** The runs as a table: a row for each flow or branch, a column for each exchange that was run. */
export interface Matrix {
  columns: Exchange[];
  rows: MatrixRow[];
  /** One for each column. */
  totals: ColumnTotal[];
}

/** The runs over one exchange. */
export interface ColumnTotal {
  runs: number;
  /** Of these, how many have nothing wrong with them but what was expected. */
  good: number;
}

export interface MatrixRow {
  /** `flow` or `flow/branch` */
  name: string;
  flow: string;
  branch?: string;
  title: string;
  /** One for each column; undefined where the flow was not run over the exchange. */
  cells: (MatrixCell | undefined)[];
}

export interface MatrixCell {
  run: RunReport;
  /** Findings that have the run's verdict. */
  count: number;
  /** All that is wrong with the run was expected. */
  expected: boolean;
}

/** Verdicts that a run is held to have passed with, as far as a matrix is concerned. */
const GOOD: readonly Verdict[] = ['pass', 'warn', 'not-claimed'];

/** Lays the runs of a report out as a matrix; columns in the guide's order, rows in the order of the runs. */
export function matrixOf(report: Report): Matrix {
  const used = new Set(report.runs.map((run) => run.exchange));
  const columns = exchanges.filter((exchange) => used.has(exchange.id));
  const tolerated = new Set(report.expected?.met);
  const rows = new Map<string, MatrixRow>();
  for (const run of report.runs) {
    const name = run.branch ? `${run.flow}/${run.branch}` : run.flow;
    const row = rows.get(name) ?? { ...rowHead(run, name), cells: columns.map(() => undefined) };
    rows.set(name, row);
    row.cells[columns.findIndex((column) => column.id === run.exchange)] = cellOf(run, tolerated);
  }
  const all = [...rows.values()];
  return { columns, rows: all, totals: columns.map((_column, index) => totalOf(all, index)) };
}

function totalOf(rows: readonly MatrixRow[], column: number): ColumnTotal {
  const cells = rows.flatMap(({ cells }) => cells[column] ?? []);
  return {
    runs: cells.length,
    good: cells.filter(({ run, expected }) => expected || GOOD.includes(run.verdict)).length,
  };
}

function rowHead(run: RunReport, name: string): Omit<MatrixRow, 'cells'> {
  return { name, flow: run.flow, title: run.title, ...(run.branch ? { branch: run.branch } : {}) };
}

function cellOf(run: RunReport, tolerated: ReadonlySet<string>): MatrixCell {
  const bad = run.findings.filter((finding) => !GOOD.includes(finding.verdict));
  const expected = bad.length > 0 && bad.every((finding) => tolerated.has(finding.id));
  return { run, count: run.counts[run.verdict], expected };
}

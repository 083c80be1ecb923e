import type { HistoryRecord } from './record.js';

/** A record without what the recorder adds. */
export type NewRecord = HistoryRecord extends infer R ? (R extends HistoryRecord ? Omit<R, 'n' | 't'> : never) : never;

/** Takes one line of a history and has it on its way to disk before it returns. */
export type LineSink = (line: string) => void;

/**
 * Keeps a run's history: numbers each record, stamps it, redacts it and hands the line on at once, so that a killed process
 * leaves everything that happened. `records` are what was written, not what was meant: they are read back from the lines
 * whenever redaction changed one.
 */
export class Recorder {
  readonly records: HistoryRecord[] = [];
  private readonly began = performance.now();

  constructor(
    private readonly sink: LineSink = () => {},
    private readonly redact: (line: string) => string = (line) => line,
  ) {}

  /** Adds a record and answers its number. */
  add(record: NewRecord): number {
    const n = this.records.length + 1;
    const t = Math.round((performance.now() - this.began) * 10) / 10;
    const whole = { n, t, ...record } as HistoryRecord;
    const line = JSON.stringify(whole);
    const kept = this.redact(line);
    this.records.push(kept === line ? whole : (JSON.parse(kept) as HistoryRecord));
    this.sink(`${kept}\n`);
    return n;
  }
}

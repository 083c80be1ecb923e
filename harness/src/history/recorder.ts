import type { HistoryRecord } from './record.js';

/** A record without what the recorder adds. */
export type NewRecord = HistoryRecord extends infer R ? (R extends HistoryRecord ? Omit<R, 'n' | 't'> : never) : never;

/** Takes one line of a history and has it on its way to disk before it returns. */
export type LineSink = (line: string) => void;

/** Characters that the history of one run may have before no more is asked or taken: whole runs are held in memory. */
const MOST = 128 * 1024 * 1024;

/**
 * Keeps a run's history: numbers each record, stamps it, redacts it and hands the line on at once, so that a killed process
 * leaves everything that happened. `records` are what was written, not what was meant: they are read back from the lines
 * whenever redaction changed one.
 */
export class Recorder {
  readonly records: HistoryRecord[] = [];
  private readonly began = performance.now();
  private length = 0;

  constructor(
    private readonly sink: LineSink = () => {},
    private readonly redact: (line: string) => string = (line) => line,
    private readonly most = MOST,
  ) {}

  /** Whether so much is kept already that nothing more shall be asked or taken. What is added all the same is kept. */
  get isFull(): boolean {
    return this.length > this.most;
  }

  /** Adds a record and answers its number. */
  add(record: NewRecord): number {
    const n = this.records.length + 1;
    const t = Math.round((performance.now() - this.began) * 10) / 10;
    const whole = { n, t, ...record } as HistoryRecord;
    const line = JSON.stringify(whole);
    const kept = this.redact(line);
    this.records.push(kept === line ? whole : (JSON.parse(kept) as HistoryRecord));
    this.length += kept.length;
    this.sink(`${kept}\n`);
    return n;
  }
}

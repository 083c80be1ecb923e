import type { Verdict } from '../judge/finding.js';
import { colorsOf, harmless, type Colors, type TerminalLook, type TerminalStream } from './terminal.js';
import { LOOKS, verdictCount } from './verdicts.js';

/** What is told of a run that came to its end. */
export interface FinishedRun {
  id: string;
  verdict: Verdict;
  counts: Record<Verdict, number>;
  /** Milliseconds. */
  ms: number;
}

/** Milliseconds between two redrawings of the live line, so that fast runs are not slowed down by it. */
const REDRAW_MS = 60;

/**
 * Tells how far the runs are. On a terminal one line that updates itself and is wiped at the end; elsewhere one line for each
 * finished run.
 */
export class Progress {
  private readonly live: boolean;
  private readonly colors: Colors;
  /** What the live line says of each run, the newest last. */
  private readonly underWay = new Map<string, string>();
  private done = 0;
  private bad = 0;
  private drawnAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a steady clock */
  constructor(
    private readonly out: TerminalStream,
    private readonly look: TerminalLook,
    private readonly total: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.live = out.isTTY === true;
    this.colors = colorsOf(look);
  }

  /** A run begins. */
  started(id: string): void {
    this.tell(id, id);
  }

  /** A run carries out the `index`th (from 0) of its steps. */
  step(id: string, index: number, of: number, title: string): void {
    this.tell(id, `${id}  step ${index + 1} of ${of}: ${title}`);
  }

  /** A run waits for what a system under test should do: people have to know what, and may take minutes. */
  waits(id: string, what: string): void {
    if (this.live) this.tell(id, `${what}  ${id}`, 0);
    else this.out.write(`${harmless(`${id}: ${what}`, this.look)}\n`);
  }

  /** A run has been carried out and judged. */
  finished(run: FinishedRun): void {
    this.underWay.delete(run.id);
    this.done += 1;
    if (run.verdict === 'fail' || run.verdict === 'harness-fault') this.bad += 1;
    if (this.live) this.draw();
    else this.out.write(`${this.line(run)}\n`);
  }

  /** Wipes the live line: what follows starts on an empty one. */
  end(): void {
    if (this.live) this.out.write('\r\u001b[K');
  }

  private line({ id, verdict, counts, ms }: FinishedRun): string {
    const { unicode } = this.look;
    const width = String(this.total).length;
    const mark = unicode ? LOOKS[verdict].mark : LOOKS[verdict].ascii;
    const parts = (['fail', 'harness-fault', 'inconclusive', 'not-reached', 'warn'] as const)
      .filter((each) => counts[each] > 0)
      .map((each) => verdictCount(each, counts[each]));
    const told = [`${counts.pass} passed`, ...parts].join(', ');
    return `${String(this.done).padStart(width)}/${this.total} ${mark} ${id}  ${told}  ${(ms / 1000).toFixed(2)} s`;
  }

  private tell(id: string, line: string, redrawMs = REDRAW_MS): void {
    this.underWay.delete(id);
    this.underWay.set(id, line);
    this.draw(redrawMs);
  }

  private draw(redrawMs = REDRAW_MS): void {
    if (!this.live || this.now() - this.drawnAt < redrawMs) return;
    this.drawnAt = this.now();
    const line = [...this.underWay.values()].at(-1) ?? '';
    const bad = this.bad > 0 ? `, ${this.bad} failed` : '';
    const head = `${this.done}/${this.total} runs${bad}`;
    const rest = harmless(line, this.look);
    const room = this.look.width - head.length - 3;
    const text = room > 10 ? `${head}  ${this.colors.dim(rest.slice(0, room))}` : head;
    this.out.write(`\r${text}\u001b[K`);
  }
}

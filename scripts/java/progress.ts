/** The part of a stream that progress is told to; `process.stderr` is one. */
export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds between two words on work that goes on, where each is a line of its own. */
const EVERY_MS = 10_000;

/**
 * Tells how long work is coming along: on a terminal a line that is written over, elsewhere (logs of CI) a line every ten
 * seconds, so that nobody takes a minute of silence for a hang.
 */
export class LongWork {
  private readonly began = performance.now();
  private readonly timer: NodeJS.Timeout;
  private detail = '';

  constructor(
    private readonly label: string,
    private readonly stream: ProgressStream = process.stderr,
    everyMs = stream.isTTY === true ? 500 : EVERY_MS,
  ) {
    if (stream.isTTY !== true) stream.write(`${label} ...\n`);
    this.timer = setInterval(() => this.tell(), everyMs);
    this.timer.unref();
  }

  /** What it is at, e.g. "120 of 300". */
  at(detail: string): void {
    this.detail = detail;
  }

  /** Ends the telling; `result` says what came of it. */
  end(result: string): void {
    clearInterval(this.timer);
    this.stream.write(`${this.start()}${this.label}: ${result}, ${this.seconds()} s\n`);
  }

  private tell(): void {
    const detail = this.detail === '' ? '' : `${this.detail}, `;
    this.stream.write(`${this.start()}${this.label}: ${detail}${this.seconds()} s${this.live() ? '' : '\n'}`);
  }

  private live(): boolean {
    return this.stream.isTTY === true;
  }

  /** On a terminal: back to the line's start, and what stood there is wiped. */
  private start(): string {
    return this.live() ? '\r\u001b[2K' : '';
  }

  private seconds(): string {
    return ((performance.now() - this.began) / 1000).toFixed(0);
  }
}

import type { Dispatcher } from 'undici';

/** A request, its body as it goes out. */
export interface Question {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

/** An answer, read whole. */
export interface Told {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Empty when there is no body. */
  text: string;
}

/** The time for an answer is up, however much of it has come. */
export class Overdue extends Error {
  readonly code = 'TIMEOUT';
}

/**
 * Sends a request and reads the answer whole, within `timeoutMs` milliseconds or not at all: without the streams and signals that undici's
 * `request` makes for each, which cost as much as all else of it. Redirects are answers too. Rejects with {@link Overdue} or undici's error.
 */
export function ask(dispatcher: Dispatcher, question: Question, timeoutMs: number): Promise<Told> {
  const { url, ...rest } = question;
  return new Promise((resolve, reject) => {
    const { origin, pathname, search } = new URL(url);
    dispatcher.dispatch({ ...rest, origin, path: pathname + search }, new WholeAnswer(resolve, reject, timeoutMs));
  });
}

class WholeAnswer implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private readonly chunks: Buffer[] = [];
  private controller?: Dispatcher.DispatchController;
  private overdue?: Overdue;
  private status = 0;
  private headers: Told['headers'] = {};

  constructor(
    private readonly resolve: (told: Told) => void,
    private readonly reject: (error: Error) => void,
    timeoutMs: number,
  ) {
    this.timer = setTimeout(() => this.giveUp(), timeoutMs);
  }

  private giveUp(): void {
    this.overdue = new Overdue();
    // What waits for a connection has no controller yet.
    this.controller?.abort(this.overdue);
    this.reject(this.overdue);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.overdue) controller.abort(this.overdue);
  }

  /** A server may say first that it is about to answer (1xx): what it says last counts. */
  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Told['headers']): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.timer);
    const [first, ...more] = this.chunks;
    const bytes = first && more.length === 0 ? first : Buffer.concat(this.chunks);
    this.resolve({ status: this.status, headers: this.headers, text: withoutMark(bytes.toString('utf8')) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.timer);
    this.reject(error);
  }
}

/** A text may begin with a byte order mark, which is none of it. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

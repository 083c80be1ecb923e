import type * as Undici from 'undici';
import { ask } from '../../../wire/ask.js';
import { isAllowed } from './channel.js';

/** One request to a subscriber. */
export interface Delivery {
  method: 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** Wait this long first, milliseconds. */
  delayMs?: number;
  timeoutMs?: number;
}

/** How hard delivery is tried. */
export interface DeliveryOptions {
  /** Pauses before each further attempt, milliseconds; as many attempts more. */
  retryDelaysMs: readonly number[];
  /** How long one attempt may take, milliseconds. */
  timeoutMs: number;
  allowedHosts: ReadonlySet<string>;
}

/** What an endpoint may answer, bytes: nobody reads it. */
const MAX_ANSWER = 1024 * 1024;

/** Sends notifications over reused connections. */
export class Courier {
  private agent: Promise<Undici.Agent> | undefined;
  private readonly waits = new Set<() => void>();
  private closed = false;

  constructor(private readonly options: DeliveryOptions) {}

  /** Tries until a 2xx answer comes or the attempts are used up. Returns undefined, or why it failed. */
  async send(delivery: Delivery): Promise<string | undefined> {
    if (delivery.delayMs) await this.pause(delivery.delayMs);
    let failure = await this.attempt(delivery);
    for (const delay of this.options.retryDelaysMs) {
      if (failure === undefined || this.closed) break;
      await this.pause(delay);
      failure = await this.attempt(delivery);
    }
    return failure;
  }

  /** Ends all waits and connections. */
  async close(): Promise<void> {
    this.closed = true;
    for (const wake of this.waits) wake();
    if (this.agent) await (await this.agent).destroy();
  }

  private async attempt({ method, url, headers, body, timeoutMs }: Delivery): Promise<string | undefined> {
    if (this.closed) return 'the server is closing';
    if (!isAllowed(new URL(url), this.options.allowedHosts)) return `notifications to ${url} are not allowed`;
    try {
      const agent = await (this.agent ??= this.open());
      const question = { method, url, headers, ...(body === undefined ? {} : { body }) };
      const { status } = await ask(agent, question, timeoutMs ?? this.options.timeoutMs);
      return status >= 200 && status < 300 ? undefined : `the endpoint answered ${status}`;
    } catch (error) {
      return `no answer from the endpoint: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** undici is loaded by the first notification: most starts of the server send none. */
  private async open(): Promise<Undici.Agent> {
    const { Agent } = await import('undici');
    return new Agent({ connections: 16, keepAliveTimeout: 30_000, maxResponseSize: MAX_ANSWER });
  }

  private pause(ms: number): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waits.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waits.add(done);
    });
  }
}

import type { ReceivedRecord } from '../history/record.js';

/** What has reached the endpoint in this run, and who waits for more. */
export class Inbox {
  private readonly received: ReceivedRecord[] = [];
  private readonly waiting = new Set<() => void>();

  add(record: ReceivedRecord): void {
    this.received.push(record);
    for (const wake of [...this.waiting]) wake();
  }

  all(): readonly ReceivedRecord[] {
    return this.received;
  }

  /**
   * The first arrival that `matches`, already here or to come; undefined when `boundMs` passed without one. Woken by
   * arrivals, never by a clock but the bound.
   */
  waitFor(matches: (record: ReceivedRecord) => boolean, boundMs: number): Promise<ReceivedRecord | undefined> {
    const here = this.received.find(matches);
    if (here) return Promise.resolve(here);
    return new Promise((resolve) => {
      const finish = (found: ReceivedRecord | undefined): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve(found);
      };
      const wake = (): void => {
        const last = this.received.at(-1);
        if (last && matches(last)) finish(last);
      };
      const timer = setTimeout(() => finish(undefined), boundMs);
      this.waiting.add(wake);
    });
  }
}

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Outcome } from './derive.js';
import { guidePaths } from './paths.js';
import { watchGuide, type WatchOptions } from './watch.js';

// The watch itself, with changes that come when the test says so: what happens in which order, and what is never forgotten.
const files = vi.hoisted(() => ({ heard: (_file: string): void => undefined, closed: 0 }));
vi.mock('../watch-files.js', () => ({
  watchFiles: (_root: string, _places: string[], heard: (file: string) => void) => {
    files.heard = heard;
    return Promise.resolve({ close: () => Promise.resolve(void files.closed++) });
  },
}));

const good: Outcome = { good: true, faults: [], told: [] };
let end: AbortController;
let events: string[];
let watching: Promise<void>;

beforeEach(() => {
  vi.useFakeTimers();
  end = new AbortController();
  events = [];
  files.closed = 0;
});
afterEach(() => void vi.useRealTimers());

/** Begins a watch whose work takes two seconds. */
function begin(more: Partial<WatchOptions> = {}): void {
  watching = watchGuide(guidePaths('/guide'), {
    derive: async (changed) => {
      events.push(`derive ${changed.join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return good;
    },
    prepare: async () => void events.push('prepare'),
    tell: (_outcome, changed, seconds) => void events.push(`tell ${changed.join(' ')} ${seconds}`),
    signal: end.signal,
    ...more,
  });
}

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('prepares once, after the first outcome was told', async () => {
  begin();
  await later(2000);
  files.heard('input/fsh/a.fsh');
  await later(5000);
  expect(events).toEqual(['derive ', 'tell  2', 'prepare', 'derive input/fsh/a.fsh', 'tell input/fsh/a.fsh 2']);
});

it('takes what is saved in one stroke together, in one order, and a file once', async () => {
  begin({ prepare: () => Promise.resolve() });
  await later(2000);
  events = [];
  files.heard('input/fsh/b.fsh');
  await later(40);
  files.heard('input/fsh/a.fsh');
  files.heard('input/fsh/b.fsh');
  await later(5000);
  expect(events).toEqual(['derive input/fsh/a.fsh input/fsh/b.fsh', 'tell input/fsh/a.fsh input/fsh/b.fsh 2']);
});

it('does again what was saved while it worked', async () => {
  begin({ prepare: () => Promise.resolve() });
  await later(1000);
  files.heard('scenarios/flow.yaml');
  await later(5000);
  expect(events).toEqual(['derive ', 'tell  2', 'derive scenarios/flow.yaml', 'tell scenarios/flow.yaml 2']);
});

it('ends when it has nothing to do, and watches no more', async () => {
  begin();
  await later(3000);
  expect(files.closed).toBe(0);
  end.abort();
  await watching;
  expect(files.closed).toBe(1);
});

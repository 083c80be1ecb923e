import { watchFiles } from '../watch-files.js';
import type { Outcome } from './derive.js';
import { isDerivedFromFlows } from './flow-files.js';
import type { GuidePaths } from './paths.js';

/** Changes that come this close together are one: editors write a file in several steps. Milliseconds. */
const TOGETHER = 80;

/** Where sources are, from the root. */
const SOURCES = ['input', 'scenarios', 'sushi-config.yaml', 'sushi-ignoreWarnings.txt', 'ig.ini'];

/** What a watch does, and hears. */
export interface WatchOptions {
  /** Brings everything up to date; the first time at once, later with what changed (relative to the root). */
  derive: (changed: string[]) => Promise<Outcome>;
  /** Told of each outcome, with what changed (relative to the root; nothing the first time) and how long it took. */
  tell: (outcome: Outcome, changed: string[], seconds: number) => void;
  /** Done once after the first time, to be quicker later. */
  prepare?: () => Promise<void>;
  /** Ends the watch. */
  signal: AbortSignal;
}

/**
 * Brings the guide up to date after each change of a source until the signal comes. What is made from sources is no reason to begin again. A change
 * during the work is done after it. Answers when ended.
 */
export async function watchGuide(paths: GuidePaths, { derive, tell, prepare, signal }: WatchOptions): Promise<void> {
  const changed = new Set<string>();
  let wake: () => void = () => undefined;
  const heard = (file: string): void => {
    if (!isSource(file)) return;
    changed.add(file);
    wake();
  };
  const watching = await watchFiles(paths.root, SOURCES, heard);
  signal.addEventListener('abort', () => wake());
  let prepared: Promise<void> | undefined;
  try {
    for (;;) {
      const files = [...changed].sort();
      changed.clear();
      const started = performance.now();
      const outcome = await derive(files).catch(failed);
      tell(outcome, files, (performance.now() - started) / 1000);
      if (prepared === undefined) await (prepared = prepare?.() ?? Promise.resolve());
      while (changed.size === 0 && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, TOGETHER));
    }
  } finally {
    await watching.close();
  }
}

function failed(error: unknown): Outcome {
  return { good: false, faults: [error instanceof Error ? error.message : String(error)], told: [] };
}

/**
 * Whether a file, by its path from the root, is written by people. sushi-config.yaml is, in part; a build that writes its other part
 * is followed by one that finds nothing to do.
 */
export function isSource(file: string): boolean {
  if (/^(sushi-config\.yaml|sushi-ignoreWarnings\.txt|ig\.ini)$/.test(file)) return true;
  if (/^scenarios\/[^/]+\.yaml$/.test(file)) return true;
  const [, inside] = /^input\/(.+)$/.exec(file) ?? [];
  if (inside === undefined || /(^|\/)[.#]|~$|\.sw[px]$/.test(inside)) return false;
  return !isDerivedFromFlows(inside) && !/^includes\/(requirements|codes|task-state)/.test(inside);
}

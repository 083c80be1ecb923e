import type { InstanceKey } from '../guide/resource.js';
import { versionLists } from './versions.js';
import type { RunView } from './view.js';

/** When a resource first was as asked for, as far as the history shows. */
export interface Moment {
  /** Record that showed it first. */
  n: number;
  /** Base URL of the server that tells the time, and the time it tells, milliseconds; absent when no history shows it. */
  clock?: { server: string; ms: number };
}

/** When anybody could first see a Task in one of these statuses; undefined when nobody ever could. */
export function firstSeenAs(key: InstanceKey, statuses: readonly string[], run: RunView): Moment | undefined {
  const first = run
    .sightings()
    .find(({ url, body }) => run.keyAt(url) === key && statuses.includes(String(body.status)));
  const clock = clockOf(key, statuses, run);
  const n = first?.record.n ?? (clock && run.records.at(-1)?.n);
  return n === undefined ? undefined : { n, ...(clock ? { clock } : {}) };
}

function clockOf(key: InstanceKey, statuses: readonly string[], run: RunView): Moment['clock'] {
  for (const list of versionLists(run)) {
    const version = list.versions.find(({ body }) => statuses.includes(String(body.status)));
    const ms = Date.parse(String(version?.body.meta?.lastUpdated));
    if (list.key === key && !Number.isNaN(ms)) return { server: run.run.target.servers[list.at] ?? list.at, ms };
  }
  return undefined;
}

/** Whether one moment came before another: by the clock of a server that knows both, else by the order in which they were seen. */
export function isBefore(one: Moment, other: Moment): boolean {
  const [a, b] = [one.clock, other.clock];
  if (a && b && a.server === b.server && a.ms !== b.ms) return a.ms < b.ms;
  return one.n < other.n;
}

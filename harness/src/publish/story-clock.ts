import type { Resource } from '../guide/resource.js';

const MINUTE = 60_000;

/** Elements of R4 resources that say when something was written or done, never what is planned for later. */
const TOLD_IN = [
  'authoredOn',
  'lastModified',
  'recorded',
  'recordedDate',
  'issued',
  'sent',
  'authored',
  'date',
] as const;

/**
 * The time of a story as its examples tell it: it never goes back, and where they say nothing each change of a Task takes a minute. The
 * same story gives the same times.
 */
export class StoryClock {
  private now = Number.NEGATIVE_INFINITY;

  /** The story has come to this moment, or is past it already. */
  reaches(moment: unknown): void {
    const time = timeOf(moment);
    if (time !== undefined) this.now = Math.max(this.now, time);
  }

  /** Something was written as it stands: the story has come to the time that it names. */
  saw(resource: Resource): void {
    const { collectedDateTime } = (resource.collection ?? {}) as { collectedDateTime?: unknown };
    for (const moment of [...TOLD_IN.map((element) => resource[element]), collectedDateTime]) this.reaches(moment);
  }

  /**
   * A changed Task with the time of its change, if it says when it was last modified: the time that its example names for this state, else a
   * minute after whatever came before; always later than the state before.
   */
  stamped(before: Resource, after: Resource): Resource {
    const last = timeOf(before.lastModified);
    if (after.resourceType !== 'Task' || last === undefined) {
      this.saw(after);
      return after;
    }
    const own = timeOf(after.lastModified);
    const named = own !== undefined && own !== last;
    const time = named ? Math.max(own, last + MINUTE) : Math.max(this.now, last) + MINUTE;
    const lastModified = named && time === own ? after.lastModified : instant(time);
    this.reaches(lastModified);
    return { ...after, lastModified };
  }
}

/** A moment in milliseconds; undefined for a date without a time, which is no moment, and for what is none at all. */
function timeOf(moment: unknown): number | undefined {
  if (typeof moment !== 'string' || !moment.includes('T')) return undefined;
  const time = Date.parse(moment);
  return Number.isNaN(time) ? undefined : time;
}

function instant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

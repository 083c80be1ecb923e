/** A half-open stretch [start, end) of a line: a moment with its precision, a period, a number with its precision. */
export interface Range {
  start: number;
  end: number;
}

/** Prefixes of ordered values (R4 search.html#prefix). */
export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

const PREFIX = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)/;

/** Takes the prefix off a search value; `eq` when there is none. */
export function takePrefix(raw: string): { prefix: Prefix; rest: string } {
  const match = PREFIX.exec(raw);
  return match ? { prefix: match[1] as Prefix, rest: raw.slice(2) } : { prefix: 'eq', rest: raw };
}

/**
 * Whether the value of a resource fits `prefix` and the searched stretch, as the table of R4 search.html#prefix says: `eq` the search
 * holds the value whole; `gt` and `lt` some of the value lies above or below the search; `sa` and `eb` all of it; `ap` they
 * overlap once the search is widened by `slack` on both sides.
 */
export function compare(prefix: Prefix, value: Range, wanted: Range, slack: number): boolean {
  const within = value.start >= wanted.start && endsWithin(value, wanted);
  switch (prefix) {
    case 'eq':
      return within;
    case 'ne':
      return !within;
    case 'gt':
      return value.end > wanted.end;
    case 'lt':
      return value.start < wanted.start;
    case 'ge':
      return within || value.end > wanted.end;
    case 'le':
      return within || value.start < wanted.start;
    case 'sa':
      return isPoint(wanted) ? value.start > wanted.end : value.start >= wanted.end;
    case 'eb':
      return isPoint(wanted) ? value.end < wanted.start : value.end <= wanted.start;
    case 'ap':
      return value.end > wanted.start - slack && value.start < wanted.end + slack;
  }
}

/** A number without precision is a point: the open end of a searched stretch is then not part of it. */
function isPoint(range: Range): boolean {
  return range.start === range.end;
}

function endsWithin(value: Range, wanted: Range): boolean {
  return isPoint(value) && !isPoint(wanted) ? value.end < wanted.end : value.end <= wanted.end;
}

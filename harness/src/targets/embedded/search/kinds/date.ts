import { badRequest } from '../../outcome.js';
import { isObject, type Kind } from '../kind.js';
import { compare, takePrefix, type Range } from './range.js';

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/**
 * A FHIR date, dateTime or instant as the stretch of time that it stands for, milliseconds since 1970: `2024-03` is a month. Without
 * a zone it is taken as UTC. Undefined when it is none, or no such day or time exists.
 */
export function dateRange(value: string): Range | undefined {
  const match = DATE.exec(value);
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s, fraction, zone] = match;
  const year = Number(y);
  const month = mo === undefined ? 1 : Number(mo);
  const day = d === undefined ? 1 : Number(d);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (Number(h ?? 0) > 23 || Number(mi ?? 0) > 59 || Number(s ?? 0) > 60) return undefined;
  if (mo === undefined) return { start: utc(year, 0, 1), end: utc(year + 1, 0, 1) };
  if (d === undefined) return { start: utc(year, month - 1, 1), end: utc(year, month, 1) };
  const midnight = utc(year, month - 1, day);
  if (h === undefined) return { start: midnight, end: midnight + 86_400_000 };
  const millis = fraction === undefined ? 0 : Math.floor(Number(fraction) * 1000);
  const time = ((Number(h) * 60 + Number(mi)) * 60 + Number(s ?? 0)) * 1000 + millis;
  const start = midnight + time - offsetOf(zone);
  const precision = fraction !== undefined ? 1 : s !== undefined ? 1000 : 60_000;
  return { start, end: start + precision };
}

/** Like Date.UTC, but the years 0 to 99 are themselves. */
function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(year, month, day);
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}

/** Date search (R4 search.html#date) over date, dateTime, instant, Period and Timing. */
export const date: Kind<Range> = {
  extract(element) {
    if (typeof element === 'string') return one(dateRange(element));
    if (!isObject(element)) return [];
    if (Array.isArray(element.event) || isObject(element.repeat)) return one(timing(element));
    if ('start' in element || 'end' in element) return one(period(element));
    return [];
  },

  keys() {
    return [];
  },

  parse(raw, modifier, context) {
    if (modifier !== undefined)
      throw badRequest(`modifier ":${modifier}" is not supported for date parameters`, 'not-supported');
    const { prefix, rest } = takePrefix(raw);
    // A "+" of a zone that was not escaped arrives as a space.
    const wanted = dateRange(rest.replace(' ', '+'));
    if (!wanted)
      throw badRequest(
        `"${raw}" is not a date: write e.g. 2024, 2024-03, 2024-03-01 or ge2024-03-01T10:00:00Z`,
        'value',
      );
    const middle = (wanted.start + wanted.end) / 2;
    const slack = prefix === 'ap' ? Math.abs(context.now - middle) / 10 : 0;
    return { test: (value) => compare(prefix, value, wanted, slack) };
  },

  sortKey(value, last) {
    return last ? value.end : value.start;
  },
};

function one(range: Range | undefined): Range[] {
  return range ? [range] : [];
}

function period(value: Record<string, unknown>): Range | undefined {
  const start = typeof value.start === 'string' ? dateRange(value.start) : undefined;
  const end = typeof value.end === 'string' ? dateRange(value.end) : undefined;
  if (!start && !end) return undefined;
  return { start: start?.start ?? -Infinity, end: end?.end ?? Infinity };
}

/** From the first to the last event of a Timing, and its bounds. */
function timing(value: Record<string, unknown>): Range | undefined {
  const events = Array.isArray(value.event) ? value.event : [];
  const ranges = events.flatMap((event) => (typeof event === 'string' ? one(dateRange(event)) : []));
  const bounds =
    isObject(value.repeat) && isObject(value.repeat.boundsPeriod) ? period(value.repeat.boundsPeriod) : undefined;
  if (bounds) ranges.push(bounds);
  if (ranges.length === 0) return undefined;
  return { start: Math.min(...ranges.map((r) => r.start)), end: Math.max(...ranges.map((r) => r.end)) };
}

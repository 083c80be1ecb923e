import type { BusinessIdentifier, Resource } from '../guide/resource.js';
import { keyOfReference } from './references.js';

/**
 * The three changes between an instance as the guide shows it and the resource that a run really sends: references point to
 * where things live, identifiers carry the run's suffix, and all dates are shifted as one.
 */
export interface Localization {
  /** Appended to identifier values. */
  suffix: string;
  /** Identifiers of what is there already, by the instance's own as {@link tokenOf} them. */
  identifiers?: ReadonlyMap<string, BusinessIdentifier>;
  /** Added to dates and times, milliseconds. */
  shiftMs: number;
  /** Where the instance is for the reader of this resource; undefined leaves the reference as it stands. */
  locate(key: string): string | undefined;
}

/** The way back, for judging: what a server holds, told in the guide's own names. */
export interface Delocalization {
  suffix: string;
  /** Identifiers in the guide, by those of what was there already. */
  identifiers?: ReadonlyMap<string, BusinessIdentifier>;
  shiftMs: number;
  /** The instance that a reference, as seen in this resource, stands for. */
  name(reference: string): string | undefined;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY = 86_400_000;

/** What a run sends for an instance. The instance is not changed. Contained references (`#x`) stay. */
export function localize(resource: Resource, how: Localization): Resource {
  return rewrite(resource, {
    reference: (text) => {
      const key = keyOfReference(text);
      return (key && how.locate(key)) || text;
    },
    identifier: (own) => how.identifiers?.get(tokenOf(own)) ?? { value: own.value + how.suffix },
    date: (text) => shiftDate(text, how.shiftMs),
  }) as Resource;
}

/** The inverse of `localize`, for comparing with the guide. */
export function delocalize(resource: Resource, how: Delocalization): Resource {
  return rewrite(resource, {
    reference: (text) => how.name(text) ?? text,
    identifier: (own) => how.identifiers?.get(tokenOf(own)) ?? { value: withoutEnd(own.value, how.suffix) },
    date: (text) => shiftDate(text, -how.shiftMs),
  }) as Resource;
}

/** `system|value` */
export function tokenOf({ system, value }: BusinessIdentifier): string {
  return `${system}|${value}`;
}

function withoutEnd(value: string, end: string): string {
  return value.endsWith(end) ? value.slice(0, -end.length || undefined) : value;
}

interface Rewriting {
  reference(text: string): string;
  /** What is said instead of system and value. */
  identifier(own: BusinessIdentifier): Partial<BusinessIdentifier>;
  date(text: string): string;
}

function rewrite(value: unknown, how: Rewriting): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, how));
  if (typeof value === 'string') return isMoment(value) ? how.date(value) : value;
  if (value === null || typeof value !== 'object') return value;
  const record = value as Record<string, unknown>;
  const copy: Record<string, unknown> = {};
  const identifier = isIdentifier(record) ? how.identifier(record) : undefined;
  for (const [name, item] of Object.entries(record)) {
    if (name === 'reference' && typeof item === 'string') copy[name] = how.reference(item);
    else if (identifier && (name === 'value' || name === 'system')) copy[name] = identifier[name] ?? item;
    else copy[name] = rewrite(item, how);
  }
  return copy;
}

/** Nearly no text has a hyphen there: that is asked first, as all texts of all resources come by here. */
function isMoment(text: string): boolean {
  return text[4] === '-' && text[7] === '-' && (DATE.test(text) || DATE_TIME.test(text));
}

/**
 * Whether an object is an Identifier: a URI as system and a string value. Quantity has a number, Coding a code, and
 * ContactPoint's systems are plain codes (phone, email ...).
 */
export function isIdentifier(record: Record<string, unknown>): record is { system: string; value: string } {
  return (
    typeof record.value === 'string' &&
    typeof record.system === 'string' &&
    record.system.includes(':') &&
    record.code === undefined
  );
}

/** A FHIR date by whole days, a dateTime or instant to the millisecond (in UTC), each in the precision it had. */
export function shiftDate(text: string, shiftMs: number): string {
  if (shiftMs === 0) return text;
  if (DATE.test(text)) {
    const moved = Date.parse(text) + Math.round(shiftMs / DAY) * DAY;
    return Number.isNaN(moved) ? text : new Date(moved).toISOString().slice(0, 10);
  }
  const moved = Date.parse(text) + shiftMs;
  if (Number.isNaN(moved)) return text;
  const iso = new Date(moved).toISOString();
  return /\.\d+/.test(text) ? iso : iso.replace(/\.\d+Z$/, 'Z');
}

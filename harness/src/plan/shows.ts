import type { Resource } from '../guide/resource.js';

/** A date, or a moment. */
const DATE = /^\d{4}-\d{2}-\d{2}(T|$)/;

/**
 * Whether a resource is as a `set` leaves it, as far as one can tell of an author who writes content of its own: statuses and codes must be
 * those, references must lead where they should, lists must have an item for each, and what was removed must be gone. Texts, dates and
 * amounts are the author's own.
 * @param leadsTo Whether a reference in the resource may stand for one of the set; the same text unless given.
 */
export function shows(
  resource: Resource,
  set: Record<string, unknown>,
  leadsTo: (wanted: string, got: string) => boolean = (wanted, got) => wanted === got,
): boolean {
  return Object.entries(set).every(([element, wanted]) =>
    wanted === null ? resource[element] === undefined : matches(wanted, resource[element], leadsTo),
  );
}

type LeadsTo = (wanted: string, got: string) => boolean;

function matches(wanted: unknown, got: unknown, leadsTo: LeadsTo): boolean {
  if (Array.isArray(wanted)) {
    const items: unknown[] = Array.isArray(got) ? got : [];
    return wanted.every((one) => items.some((item) => matches(one, item, leadsTo)));
  }
  if (typeof wanted === 'string') return isOwnContent(wanted) || wanted === got;
  if (typeof wanted === 'number') return true;
  if (typeof wanted !== 'object' || wanted === null) return wanted === got;
  return matchesObject(wanted as Record<string, unknown>, got, leadsTo);
}

function matchesObject(wanted: Record<string, unknown>, got: unknown, leadsTo: LeadsTo): boolean {
  if (typeof got !== 'object' || got === null) return false;
  const record = got as Record<string, unknown>;
  if (Array.isArray(wanted.coding)) return sharesCode(wanted.coding, record.coding);
  if (typeof wanted.reference === 'string')
    return typeof record.reference === 'string' && leadsTo(wanted.reference, record.reference);
  return Object.entries(wanted).every(([name, value]) => matches(value, record[name], leadsTo));
}

/** Codes are compared as codes: displays and texts differ, and one concept may be coded in several systems. */
function sharesCode(wanted: unknown[], got: unknown): boolean {
  const codes = (list: unknown): string[] =>
    (Array.isArray(list) ? (list as { system?: string; code?: string }[]) : []).map(({ code }) => code ?? '');
  return codes(wanted).some((code) => codes(got).includes(code));
}

/** Dates, and texts of several words. */
function isOwnContent(text: string): boolean {
  return DATE.test(text) || /\s/.test(text);
}

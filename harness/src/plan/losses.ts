import type { Resource } from '../guide/resource.js';
import { absolute } from './references.js';

/** Elements that a server sets itself, and the narrative, which it may generate. */
const SERVER_OWNED = new Set(['id', 'text']);

/**
 * Elements of `sent` that `kept` lacks or has otherwise, as paths (`extension[0].valueString`). What the server added is no loss.
 * References are compared as URLs, for a server may write its own addresses either way.
 */
export function losses(sent: Resource, kept: Resource, base: string): string[] {
  const lost: string[] = [];
  for (const [element, value] of Object.entries(sent)) {
    if (SERVER_OWNED.has(element)) continue;
    if (element === 'meta') metaLosses(withoutVersion(value), kept.meta, base, lost);
    else compare(value, kept[element], element, base, lost);
  }
  return lost;
}

function withoutVersion(meta: unknown): Record<string, unknown> {
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...rest } = meta as Record<string, unknown>;
  return rest;
}

/** Profiles, tags and labels are sets (R4 resource.html#Meta): a server may add to them and order them as it likes. */
function metaLosses(sent: Record<string, unknown>, kept: object | undefined, base: string, lost: string[]): void {
  for (const [name, value] of Object.entries(sent)) {
    const there = (kept as Record<string, unknown> | undefined)?.[name];
    if (!Array.isArray(value)) {
      compare(value, there, `meta.${name}`, base, lost);
      continue;
    }
    const items = Array.isArray(there) ? there : [];
    value.forEach((item, index) => {
      if (!items.some((other) => covers(item, other, base))) lost.push(`meta.${name}[${index}]`);
    });
  }
}

function covers(sent: unknown, kept: unknown, base: string): boolean {
  const lost: string[] = [];
  compare(sent, kept, '', base, lost);
  return lost.length === 0;
}

function compare(sent: unknown, kept: unknown, path: string, base: string, lost: string[]): void {
  if (Array.isArray(sent)) {
    const items = Array.isArray(kept) ? kept : [];
    sent.forEach((item, index) => compare(item, items[index], `${path}[${index}]`, base, lost));
  } else if (typeof sent === 'object' && sent !== null) {
    if (typeof kept !== 'object' || kept === null) lost.push(path);
    else
      for (const [name, value] of Object.entries(sent))
        compare(value, (kept as Record<string, unknown>)[name], `${path}.${name}`, base, lost);
  } else if (!same(sent, kept, path, base)) {
    lost.push(path);
  }
}

function same(sent: unknown, kept: unknown, path: string, base: string): boolean {
  if (sent === kept) return true;
  if (typeof sent !== 'string' || typeof kept !== 'string') return false;
  if (path.endsWith('.reference')) return absolute(sent, base) === absolute(kept, base);
  const [a, b] = [Date.parse(sent), Date.parse(kept)];
  return /^\d{4}-\d{2}-\d{2}T/.test(sent) && !Number.isNaN(a) && a === b;
}

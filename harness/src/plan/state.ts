import type { Resource } from '../guide/resource.js';

/** Elements that say which resource it is, not what state it is in. */
const IDENTITY = new Set(['resourceType', 'id', 'meta', 'text', 'implicitRules', 'language']);

/** A copy of `resource` with top-level elements replaced; null removes one. Nothing is shared with `set`. */
export function withSet(resource: Resource, set: Record<string, unknown>): Resource {
  const changed: Resource = { ...resource };
  for (const [element, value] of Object.entries(set)) {
    if (value === null) delete changed[element];
    else changed[element] = structuredClone(value);
  }
  return changed;
}

/** Top-level elements in which `after` differs from `before`, as a `set`: changed values, and null for those gone. */
export function setBetween(before: Resource, after: Resource): Record<string, unknown> {
  const set: Record<string, unknown> = {};
  for (const element of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (IDENTITY.has(element)) continue;
    if (JSON.stringify(before[element]) !== JSON.stringify(after[element])) set[element] = after[element] ?? null;
  }
  return set;
}

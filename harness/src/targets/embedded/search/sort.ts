import type { Version } from '../store.js';
import type { Parameters } from './parameters.js';
import type { Query } from './query.js';

/** Orders results by `_sort`; what has no value for a parameter comes last, and ties keep their order. */
export function sortResults(found: readonly Version[], query: Query, parameters: Parameters): readonly Version[] {
  if (query.sort.length === 0) return found;
  const rows = found.map((version) => ({
    version,
    keys: query.sort.map((rule) => keyOf(version, rule, query.type, parameters)),
  }));
  rows.sort((a, b) => {
    for (const [i, { descending }] of query.sort.entries()) {
      const order = compareKeys(a.keys[i], b.keys[i], descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.map((row) => row.version);
}

/** The lowest of a resource's values, or the highest when descending. */
function keyOf(
  version: Version,
  { code, descending }: Query['sort'][number],
  type: string,
  parameters: Parameters,
): string | number | undefined {
  const parameter = parameters.get(type, code)!;
  let best: string | number | undefined;
  for (const value of parameter.values(version)) {
    const key = parameter.kind.sortKey(value, descending);
    if (best === undefined || (descending ? key > best : key < best)) best = key;
  }
  return best;
}

function compareKeys(a: string | number | undefined, b: string | number | undefined, descending: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b === descending ? 1 : -1;
}

import { objectOf, textOf, type Json } from '../model/json.js';

/** Elements by which an item of a list is known again, wherever it stands: the first that it has. */
const NAMES = ['id', 'key', 'code', 'url', 'name', 'path', 'system', 'reference', 'value', 'type'];

/**
 * The leaves of a resource by path, such as `differential.element[Task.owner].min`. Items of lists are named by what they are, not
 * by where they stand, so that an insertion changes nothing but itself.
 */
export function leavesOf(resource: Json): Map<string, string> {
  const leaves = new Map<string, string>();
  visit(resource, '', leaves);
  return leaves;
}

function visit(value: unknown, path: string, leaves: Map<string, string>): void {
  if (Array.isArray(value)) {
    const names = itemNames(value);
    value.forEach((item, index) => visit(item, `${path}[${names[index]}]`, leaves));
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) visit(each, path === '' ? name : `${path}.${name}`, leaves);
    return;
  }
  leaves.set(path, textOf(value) ?? '');
}

/** Names of a list's items; equal ones are told apart by their number. */
function itemNames(items: readonly unknown[]): string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}

function nameOf(item: unknown): string {
  const plain = textOf(item);
  if (plain !== undefined) return plain;
  const object = objectOf(item);
  for (const name of NAMES) {
    const text = textOf(object[name]);
    if (text !== undefined) return text;
  }
  return '';
}

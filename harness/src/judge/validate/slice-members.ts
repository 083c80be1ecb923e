import { issue, type Issue } from './issue.js';
import type { Occurrence, SliceTest } from './slicing.js';
import type { ElementNode } from './tree.js';

/** Which value belongs to which slice. */
export interface Membership {
  members: ReadonlyMap<ElementNode, readonly Occurrence[]>;
  /** Values that belong to no slice for sure. */
  strays: readonly Occurrence[];
  /** Some value can't be told, so that none can be said to be missing or out of order. */
  unsure: boolean;
  /** Per value, the position of its slice; -1 for none. */
  order: readonly number[];
}

/** Assigns each value of a sliced element to the first slice that it belongs to. */
export function membersOf(
  occurrences: readonly Occurrence[],
  node: ElementNode,
  testOf: (slice: ElementNode) => SliceTest,
): Membership {
  const members = new Map<ElementNode, Occurrence[]>(node.slices.map((slice) => [slice, []]));
  const strays: Occurrence[] = [];
  let unsure = false;
  const order = occurrences.map((occurrence) => {
    const answers = node.slices.map((slice) => testOf(slice)(occurrence));
    const index = answers.indexOf(true);
    const slice = node.slices[index];
    if (slice) members.get(slice)?.push(occurrence);
    else if (answers.includes(undefined)) unsure = true;
    else strays.push(occurrence);
    return index;
  });
  return { members, strays, unsure, order };
}

/**
 * Slices that are there too seldom or too often, or too late, and values that closed slicing has no room for
 * (https://hl7.org/fhir/R4/profiling.html#slicing).
 * @param path of the object that holds the sliced element
 */
export function membershipIssues(
  found: Membership,
  occurrences: readonly Occurrence[],
  node: ElementNode,
  path: string,
): Issue[] {
  return [
    ...(node.slicing?.rules === 'closed' ? found.strays.map((stray) => closed(stray, node)) : []),
    ...(found.unsure ? [] : order(found.order, occurrences, node)),
    ...[...found.members].flatMap(([slice, { length }]) => cardinality(slice, length, found.unsure, path)),
  ];
}

/** Names of an element's slices, for messages. */
export function sliceNames({ slices }: ElementNode): string {
  return slices.map(({ sliceName }) => sliceName).join(', ');
}

function closed({ path }: Occurrence, node: ElementNode): Issue {
  const message = `it is none of the slices, and no others are allowed: ${sliceNames(node)}`;
  return issue('slice-closed', path, message, node.structure);
}

function cardinality(slice: ElementNode, length: number, unsure: boolean, path: string): Issue[] {
  const { name, sliceName, min, max, structure } = slice;
  const found = `found ${length} × ${name} '${sliceName}'`;
  if (length < min && !unsure) return [issue('min', path, `${found}; at least ${min} needed`, structure)];
  if (length > max) return [issue('max', `${path}.${name}`, `${found}; at most ${max} allowed`, structure)];
  return [];
}

function order(positions: readonly number[], occurrences: readonly Occurrence[], node: ElementNode): Issue[] {
  const { rules, ordered } = node.slicing ?? {};
  return positions.flatMap((position, n) => {
    const before = positions.slice(0, n);
    const late = ordered ? before.some((each) => each > position) : rules === 'openAtEnd' && before.includes(-1);
    if (position < 0 || !late) return [];
    const message = `${node.slices[position]?.sliceName} comes too late; the order is: ${sliceNames(node)}`;
    return [issue('slice-order', occurrences[n]?.path ?? node.path, message, node.structure)];
  });
}

import { isExpected } from './expected.js';
import { holds } from './invariants.js';
import { issue, type Issue } from './issue.js';
import { referenceFault, type Place } from './references.js';
import type { Occurrence } from './slicing.js';
import type { Structures } from './structures.js';
import { bindingFault, unknownCode } from './terminology.js';
import type { Constraint, ElementNode } from './tree.js';

/** What an element says of a value as a whole, apart from what stands within it. */
export function valueIssues(at: Occurrence, node: ElementNode, place: Place, structures: Structures): Issue[] {
  return [
    ...expectation(at, node),
    ...terminology(at, node, structures),
    ...length(at, node),
    ...reference(at, node, place, structures),
    ...ofElement(at, node, place),
  ];
}

/**
 * The invariants that do not hold.
 * @param base type or path of the value in the R4 model; undefined for a resource
 */
export function constraintIssues(
  constraints: readonly Constraint[],
  value: unknown,
  base: string | undefined,
  path: string,
  place: Place,
  structure: string,
): Issue[] {
  const { resource, root: rootResource } = place;
  return constraints
    .filter((constraint) => holds(constraint, { value, base, resource, rootResource }) === false)
    .map(({ key, human, severity }) => issue('invariant', path, `${key}: ${human}`, structure, severity));
}

function expectation({ value, path }: Occurrence, { expected, structure }: ElementNode): Issue[] {
  if (!expected || isExpected(value, expected)) return [];
  const partly = expected.kind === 'pattern' && typeof expected.value === 'object';
  const wanted = `${partly ? 'must contain' : 'must be'} ${JSON.stringify(expected.value)}`;
  return [issue(expected.kind, path, `it is ${brief(value)}, but ${wanted}`, structure)];
}

function terminology({ value, type, path }: Occurrence, node: ElementNode, structures: Structures): Issue[] {
  const { required, structure } = node;
  const unbound = required === undefined ? undefined : bindingFault(value, type.code, required, structures);
  const unknown = type.code === 'Coding' ? unknownCode(value as object, structures) : undefined;
  return [
    ...(unbound === undefined ? [] : [issue('binding', path, unbound, structure)]),
    ...(unknown === undefined ? [] : [issue('unknown-code', path, unknown, structure)]),
  ];
}

function length({ value, path }: Occurrence, { maxLength, structure }: ElementNode): Issue[] {
  if (maxLength === undefined || typeof value !== 'string' || value.length <= maxLength) return [];
  return [issue('length', path, `it has ${value.length} characters; at most ${maxLength} allowed`, structure)];
}

function reference(
  { value, type, path }: Occurrence,
  node: ElementNode,
  place: Place,
  structures: Structures,
): Issue[] {
  if (type.code !== 'Reference') return [];
  const fault = referenceFault(value as object, type.targetProfile, place, structures);
  return fault ? [issue(fault.code, path, fault.message, node.structure)] : [];
}

/** FHIRPath is given no extensions of a primitive, so that an invariant may depend on what it does not see. */
function ofElement({ value, sibling, type, path }: Occurrence, node: ElementNode, place: Place): Issue[] {
  if (node.constraints.length === 0 || (sibling !== undefined && sibling !== null)) return [];
  const base = type.code === 'BackboneElement' || type.code === 'Element' ? node.path : type.code;
  return constraintIssues(node.constraints, value, base, path, place, node.structure);
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

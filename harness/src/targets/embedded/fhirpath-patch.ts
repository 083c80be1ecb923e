import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import { fhirpath, r4Model } from './lazy.js';
import { badRequest, Refusal } from './outcome.js';
import { isObject } from './search/kind.js';

/** A parameter of the patch, or a part of one. */
interface Part {
  name?: string;
  part?: Part[];
  [value: string]: unknown;
}

/** What FHIRPath tells of an element that it found. */
interface Node {
  data: unknown;
  parentResNode: Node | null;
  propName: string | null;
  index: number | null;
  path: string | null;
}

/** Where an element is: `holder[key]`, or `holder[key][index]`. */
interface Place {
  holder: Record<string, unknown>;
  key: string;
  index: number | undefined;
}

type Apply = (root: Resource, operation: Operation) => void;

/** One operation, its parts read. */
interface Operation {
  at: number;
  definitions: Definitions;
  type: string;
  path: string;
  part(name: string): Part | undefined;
}

const APPLY: Record<string, Apply> = { add, insert, delete: remove, replace, move };

/** FHIRPath Patch (R4 fhirpatch.html): applies the operations of a Parameters, all or none, to a copy. */
export function applyFhirPathPatch(definitions: Definitions, patch: Resource, resource: Resource): Resource {
  const root = structuredClone(resource);
  const parameters = Array.isArray(patch.parameter) ? (patch.parameter as unknown[]) : [];
  if (parameters.length === 0) throw badRequest('the patch has no operation');
  for (const [at, parameter] of parameters.entries()) {
    const operation = readOperation(parameter, at, definitions);
    const apply = Object.hasOwn(APPLY, operation.type) ? APPLY[operation.type] : undefined;
    if (!apply) throw badRequest(`patch operation ${at}: type is one of ${Object.keys(APPLY).join(', ')}`);
    apply(root, operation);
  }
  return root;
}

function readOperation(parameter: unknown, at: number, definitions: Definitions): Operation {
  const { name, part: parts } = isObject(parameter) ? (parameter as Part) : {};
  if (name !== 'operation' || !Array.isArray(parts))
    throw badRequest(`patch parameter ${at} is not "operation" with parts`);
  const part = (wanted: string) => parts.find((candidate) => isObject(candidate) && candidate.name === wanted);
  const text = (wanted: string): string => {
    const value = primitive(part(wanted));
    if (typeof value !== 'string') throw badRequest(`patch operation ${at} needs a "${wanted}"`);
    return value;
  };
  return { at, definitions, part, type: text('type'), path: text('path') };
}

/** The value of a part that holds a string, code or integer. */
function primitive(part: Part | undefined): unknown {
  return part && (part.valueString ?? part.valueCode ?? part.valueInteger);
}

function fail(operation: Operation, why: string): Refusal {
  return new Refusal(
    422,
    'processing',
    `patch operation ${operation.at} (${operation.type} ${operation.path}): ${why}`,
  );
}

function evaluate(root: Resource, operation: Operation): Node[] {
  try {
    const run = fhirpath().compile(operation.path, r4Model(), { resolveInternalTypes: false });
    return (run(root, {}) as unknown[]).filter((node): node is Node => isObject(node) && 'parentResNode' in node);
  } catch (error) {
    throw badRequest(
      `patch operation ${operation.at}: "${operation.path}" is no FHIRPath that can be used here: ${(error as Error).message}`,
    );
  }
}

/** The one element at the path. */
function single(root: Resource, operation: Operation): Node {
  const nodes = evaluate(root, operation);
  if (nodes.length !== 1) throw fail(operation, `the path must give one element; it gives ${nodes.length}`);
  return nodes[0]!;
}

function placeOf(node: Node, operation: Operation): Place {
  const holder = node.parentResNode?.data;
  const name = node.propName;
  if (!isObject(holder) || !name) throw fail(operation, 'the path must lead to an element inside the resource');
  const key = Object.keys(holder).find((candidate) => holds(holder[candidate], candidate, name, node));
  if (key === undefined) throw fail(operation, 'the element can no longer be found');
  const list = holder[key];
  return { holder, key, index: Array.isArray(list) ? indexIn(list, node) : undefined };
}

/** A choice is found by its name without the type: `value` is held by `valueQuantity`. */
function holds(value: unknown, key: string, name: string, node: Node): boolean {
  if (key !== name && !(key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)))) return false;
  return Array.isArray(value) ? indexIn(value, node) >= 0 : value === node.data;
}

function indexIn(list: readonly unknown[], node: Node): number {
  if (node.index !== null && list[node.index] === node.data) return node.index;
  return list.indexOf(node.data);
}

/** Adds a child element: to the end of a list, or where there is none yet. */
function add(root: Resource, operation: Operation): void {
  const parent = single(root, operation);
  const name = primitive(operation.part('name'));
  if (typeof name !== 'string' || !/^[a-zA-Z]\w*$/.test(name))
    throw fail(operation, 'add needs the name of the element');
  if (!isObject(parent.data)) throw fail(operation, 'a primitive has no elements to add to');
  const value = operation.part('value');
  if (!value) throw fail(operation, 'add needs a value');
  const target = elementAt(operation, parent, name, value);
  const current = parent.data[target.key];
  if (target.list) {
    parent.data[target.key] = [
      ...(Array.isArray(current) ? (current as unknown[]) : []),
      valueOf(operation, value, target.path),
    ];
  } else if (current === undefined) {
    parent.data[target.key] = valueOf(operation, value, target.path);
  } else {
    throw fail(operation, `${name} is there already and holds one value`);
  }
}

/** Puts a value into a list, at `index`. */
function insert(root: Resource, operation: Operation): void {
  const nodes = evaluate(root, operation);
  const first = nodes[0];
  if (!first) throw fail(operation, 'the path gives no list');
  const { holder, key } = placeOf(first, operation);
  const list = holder[key];
  if (!Array.isArray(list)) throw fail(operation, 'the path gives no list');
  const index = indexPart(operation, 'index', list.length);
  const value = operation.part('value');
  if (!value) throw fail(operation, 'insert needs a value');
  list.splice(index, 0, valueOf(operation, value, first.path ?? ''));
}

/** Removes an element; one that is not there is no error. */
function remove(root: Resource, operation: Operation): void {
  const nodes = evaluate(root, operation);
  if (nodes.length === 0) return;
  const { holder, key, index } = placeOf(single(root, operation), operation);
  const list = holder[key];
  if (index === undefined || !Array.isArray(list)) delete holder[key];
  else if (list.length === 1) delete holder[key];
  else list.splice(index, 1);
}

/** Puts another value in the place of an element. */
function replace(root: Resource, operation: Operation): void {
  const node = single(root, operation);
  const part = operation.part('value');
  if (!part) throw fail(operation, 'replace needs a value');
  const { holder, key, index } = placeOf(node, operation);
  const value = valueOf(operation, part, node.path ?? '');
  if (index !== undefined) {
    (holder[key] as unknown[])[index] = value;
    return;
  }
  const type = valueKey(part)?.slice('value'.length);
  const isChoice = key !== node.propName && type !== undefined;
  if (isChoice) delete holder[key];
  holder[isChoice ? `${node.propName}${type}` : key] = value;
}

/** Moves an element within its list. */
function move(root: Resource, operation: Operation): void {
  const first = evaluate(root, operation)[0];
  if (!first) throw fail(operation, 'the path gives no list');
  const { holder, key } = placeOf(first, operation);
  const list = holder[key];
  if (!Array.isArray(list)) throw fail(operation, 'the path gives no list');
  const source = indexPart(operation, 'source', list.length - 1);
  const destination = indexPart(operation, 'destination', list.length - 1);
  list.splice(destination, 0, ...(list.splice(source, 1) as unknown[]));
}

function indexPart(operation: Operation, name: string, max: number): number {
  const value = primitive(operation.part(name));
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max) {
    throw fail(operation, `${name} must be a whole number from 0 to ${max}`);
  }
  return value;
}

function valueKey(part: Part): string | undefined {
  return Object.keys(part).find((key) => /^value[A-Z]/.test(key));
}

/** What an element of this name is called in JSON, and whether it is a list. */
function elementAt(
  operation: Operation,
  parent: Node,
  name: string,
  value: Part,
): { key: string; list: boolean; path: string } {
  const parentPath = parent.path ?? (parent.data as Resource).resourceType;
  const plain = definitionOf(operation.definitions, `${parentPath}.${name}`);
  if (plain) return { key: name, list: plain.max !== '1', path: plain.path };
  const choice = definitionOf(operation.definitions, `${parentPath}.${name}[x]`);
  const type = valueKey(value)?.slice('value'.length);
  if (choice && type) return { key: `${name}${type}`, list: false, path: choice.path };
  throw fail(operation, `${parentPath} has no element "${name}"`);
}

interface ElementDefinition {
  path: string;
  max?: string;
}

function definitionOf(definitions: Definitions, path: string): ElementDefinition | undefined {
  const snapshot = definitions.structure(path.split('.', 1)[0]!)?.snapshot as
    { element?: ElementDefinition[] } | undefined;
  return snapshot?.element?.find((element) => element.path === path);
}

/** The value of a part: `value[x]`, or an object made of its parts (elements that have no data type of their own). */
function valueOf(operation: Operation, part: Part, path: string): unknown {
  const key = valueKey(part);
  if (key) return structuredClone(part[key]);
  if (!Array.isArray(part.part)) throw fail(operation, 'the value is missing');
  const result: Record<string, unknown> = {};
  for (const child of part.part) {
    if (!isObject(child) || typeof child.name !== 'string') throw fail(operation, 'a part of the value has no name');
    addChild(operation, result, child, path);
  }
  return result;
}

function addChild(operation: Operation, result: Record<string, unknown>, child: Part, path: string): void {
  const target = elementAt(
    operation,
    { data: {}, parentResNode: null, propName: null, index: null, path },
    child.name!,
    child,
  );
  const value = valueOf(operation, child, target.path);
  if (target.list) result[target.key] = [...((result[target.key] as unknown[] | undefined) ?? []), value];
  else result[target.key] = value;
}

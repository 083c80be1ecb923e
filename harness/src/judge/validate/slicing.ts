import { isExpected } from './expected.js';
import type { Structures } from './structures.js';
import type { ElementNode, TypeUse } from './tree.js';

/** A value where it stands, with the type that its JSON property gives it. */
export interface Occurrence {
  value: unknown;
  /** What `_name` says of a primitive value: its id and extensions. */
  sibling?: unknown;
  type: TypeUse;
  path: string;
}

/** What a discriminator leads to within a value. */
interface Found {
  value: unknown;
  /** Known only where a choice's property name says it. */
  type?: string | undefined;
}

/** Whether a value belongs to a slice; undefined: it can't be told here. */
type Maybe = boolean | undefined;
export type SliceTest = (occurrence: Occurrence) => Maybe;

/** Whether a resource meets a profile, for discriminators of type profile. */
export type MeetsProfile = (resource: unknown, profiles: readonly string[]) => Maybe;

/**
 * Makes the test for one slice of an element from its discriminators
 * (https://hl7.org/fhir/R4/profiling.html#discriminator). All of them must agree.
 */
export function sliceTest(of: ElementNode, slice: ElementNode, structures: Structures, meets: MeetsProfile): SliceTest {
  const discriminators = of.slicing?.discriminator ?? (of.choice ? [{ type: 'type', path: '$this' }] : []);
  const tests = discriminators.map(({ type, path }) => {
    const steps = path === '$this' ? [] : path.split(/\.(?![^(]*\))/).filter((step) => step !== '$this');
    if (steps.some((step) => step.startsWith('resolve('))) return () => undefined;
    return discriminatorTest(type, steps, slice, structures, meets);
  });
  if (tests.length === 0) return () => undefined;
  return (occurrence) => {
    let answer: Maybe = true;
    for (const test of tests) {
      const one = test(occurrence);
      if (one === false) return false;
      if (one === undefined) answer = undefined;
    }
    return answer;
  };
}

function discriminatorTest(
  type: string,
  steps: string[],
  slice: ElementNode,
  structures: Structures,
  meets: MeetsProfile,
): SliceTest {
  const target = nodeAt(slice, steps);
  switch (type) {
    case 'value':
    case 'pattern':
      return valueTest(steps, slice, structures);
    case 'type':
      return target ? typeTest(steps, target, structures) : () => undefined;
    case 'exists':
      return target ? existsTest(steps, target) : () => undefined;
    case 'profile':
      return profileTest(steps, target, meets);
    default:
      return () => undefined;
  }
}

/** The slice's element at the path, when the snapshot goes down that far. */
function nodeAt(slice: ElementNode, steps: readonly string[]): ElementNode | undefined {
  let node: ElementNode | undefined = slice;
  for (const step of steps) {
    const name = step.replace(/\(.*$/, '');
    node = name === 'ofType' ? node : node?.children.find((child) => child.name === name);
  }
  return node;
}

function valueTest(steps: string[], slice: ElementNode, structures: Structures): SliceTest {
  const url = extensionUrl(steps, slice, structures);
  if (url !== undefined) return ({ value }) => (value as { url?: unknown } | null)?.url === url;
  for (let depth = 0; depth <= steps.length; depth++) {
    const expected = nodeAt(slice, steps.slice(0, depth))?.expected;
    const rest = steps.slice(depth);
    const wanted = expected && valuesAt({ value: expected.value }, rest);
    if (!expected || !wanted?.length) continue;
    return (occurrence) => {
      const found = valuesAt(occurrence, steps);
      return wanted.every((want) => found.some(({ value }) => isExpected(value, { ...expected, value: want.value })));
    };
  }
  const valueSet = nodeAt(slice, steps)?.required;
  return valueSet === undefined ? () => undefined : boundTest(steps, valueSet, structures);
}

/** A slice of extensions is known by the url of its profile, also where its own url element is not spelled out. */
function extensionUrl(steps: string[], slice: ElementNode, structures: Structures): unknown {
  const type = slice.types[0];
  if (type?.code !== 'Extension' || steps.join() !== 'url' || nodeAt(slice, steps)?.expected) return undefined;
  const tree = type.profile?.[0] === undefined ? undefined : structures.tree(type.profile[0]);
  return tree?.root.children.find((child) => child.name === 'url')?.expected?.value ?? type.profile?.[0];
}

function boundTest(steps: string[], valueSet: string, structures: Structures): SliceTest {
  const inSet = ({ value }: Found): Maybe => {
    if (typeof value === 'string') return structures.definitions.contains(valueSet, undefined, value);
    const { coding, system, code } = (value ?? {}) as { coding?: unknown; system?: unknown; code?: unknown };
    if (Array.isArray(coding)) return anyOf(coding.map((each: unknown) => inSet({ value: each })));
    if (typeof code !== 'string' || (system !== undefined && typeof system !== 'string')) return false;
    return structures.definitions.contains(valueSet, system, code);
  };
  return (occurrence) => anyOf(valuesAt(occurrence, steps).map(inSet));
}

function typeTest(steps: string[], target: ElementNode, structures: Structures): SliceTest {
  const allowed = new Set(target.types.map(({ code }) => code));
  return (occurrence) => {
    const types = valuesAt(occurrence, steps).map(({ value, type }) => resourceTypeOf(value) ?? type);
    if (types.length === 0) return false;
    return anyOf(types.map((type) => type && structures.typeChain(type).some((each) => allowed.has(each))));
  };
}

function existsTest(steps: string[], target: ElementNode): SliceTest {
  if (target.min === 0 && target.max > 0) return () => undefined;
  return (occurrence) => valuesAt(occurrence, steps).length > 0 === target.min > 0;
}

function profileTest(steps: string[], target: ElementNode | undefined, meets: MeetsProfile): SliceTest {
  const profiles = target?.types.flatMap(({ profile }) => profile ?? []) ?? [];
  if (profiles.length === 0) return () => undefined;
  return (occurrence) => {
    const resources = valuesAt(occurrence, steps).filter(({ value }) => resourceTypeOf(value) !== undefined);
    return resources.length === 0 ? undefined : anyOf(resources.map(({ value }) => meets(value, profiles)));
  };
}

/** All values that a discriminator's path leads to. */
function valuesAt(from: Found | Occurrence, steps: readonly string[]): Found[] {
  let found: Found[] = [{ value: from.value, type: typeof from.type === 'object' ? from.type.code : from.type }];
  for (const step of steps) found = found.flatMap((each) => stepInto(each, step));
  return found;
}

function stepInto({ value, type }: Found, step: string): Found[] {
  const call = /^(\w+)\(\s*'?([^')]*)'?\s*\)$/.exec(step);
  if (call?.[1] === 'ofType') return type === call[2] || resourceTypeOf(value) === call[2] ? [{ value, type }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  if (call) return listOf(object.extension).filter((each) => (each.value as { url?: unknown } | null)?.url === call[2]);
  if (object[step] !== undefined) return listOf(object[step]);
  const choice = Object.keys(object).find((key) => key.startsWith(step) && /^[A-Z]/.test(key.slice(step.length)));
  return choice === undefined ? [] : [{ value: object[choice], type: typeNamed(choice.slice(step.length)) }];
}

function listOf(value: unknown): Found[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((each) => ({ value: each as unknown }));
}

/** Type of a choice by the end of its property's name: `valueString` holds a string, `valuePeriod` a Period. */
function typeNamed(suffix: string): string {
  const lower = suffix.charAt(0).toLowerCase() + suffix.slice(1);
  return PRIMITIVE_CHOICES.has(lower) ? lower : suffix;
}

const PRIMITIVE_CHOICES = new Set(
  (
    'base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid positiveInt string time ' +
    'unsignedInt uri url uuid'
  ).split(' '),
);

function resourceTypeOf(value: unknown): string | undefined {
  const type = (value as { resourceType?: unknown } | null)?.resourceType;
  return typeof type === 'string' ? type : undefined;
}

function anyOf(parts: (Maybe | '')[]): Maybe {
  if (parts.includes(true)) return true;
  return parts.every((part) => part === false) ? false : undefined;
}

import { fhirpath, r4Model } from '../lazy.js';
import { isObject } from './kind.js';
import { readReference } from './kinds/reference.js';

/** Elements that an expression finds in a resource. Never throws: what is malformed is not found. */
export type Extractor = (resource: Record<string, unknown>) => unknown[];

/** Data types that a choice element's name can end in (R4 datatypes.html#open). */
const CHOICES = new Set(
  (
    'Base64Binary Boolean Canonical Code Date DateTime Decimal Id Instant Integer Markdown Oid PositiveInt String Time UnsignedInt ' +
    'Uri Url Uuid Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration HumanName ' +
    'Identifier Money Period Quantity Range Ratio Reference SampledData Signature Timing ContactDetail Contributor ' +
    'DataRequirement Expression ParameterDefinition RelatedArtifact TriggerDefinition UsageContext Dosage Meta'
  ).split(' '),
);

/** An element on the way, with its type when a choice told it. */
interface Node {
  value: unknown;
  type?: string;
}

type Step = (nodes: Node[], base: string) => Node[];

/**
 * The extractor of a search parameter's expression for one resource type. Paths of plain steps, `as`, `ofType`,
 * `where(resolve() is T)`, `where(name='x')` and `extension('url')`, joined by `|`, are walked directly; anything else goes to FHIRPath.
 */
export function compileExpression(expression: string, type: string, base: string): Extractor {
  const paths = splitUnion(expression)
    .filter((term) => appliesTo(term, type))
    .map(parsePath);
  if (paths.every((path) => path !== undefined)) return walk(paths, base);
  return compileWithFhirPath(expression, base);
}

/** The element path below the type (`status` of `Task.status`) when the expression is nothing but that, else undefined. */
export function plainPath(expression: string, type: string): string | undefined {
  const terms = splitUnion(expression).filter((term) => appliesTo(term, type));
  const match = terms.length === 1 ? /^[A-Z]\w*\.([a-z]\w*(?:\.[a-z]\w*)*)$/.exec(terms[0]!) : null;
  return match?.[1];
}

function walk(paths: Step[][], base: string): Extractor {
  return (resource) => {
    const found: unknown[] = [];
    for (const steps of paths) {
      let nodes: Node[] = [{ value: resource }];
      for (const step of steps) nodes = step(nodes, base);
      for (const node of nodes) if (node.value !== undefined && node.value !== null) found.push(node.value);
    }
    return found;
  };
}

/** Terms of a union, split outside of parentheses and quotes. */
function splitUnion(expression: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < expression.length; i++) {
    const char = expression[i];
    if (char === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      terms.push(expression.slice(start, i).trim());
      start = i + 1;
    }
  }
  terms.push(expression.slice(start).trim());
  return terms;
}

/** A term belongs to the type that it begins with; one that begins with no type belongs to all. */
function appliesTo(term: string, type: string): boolean {
  const start = /^\(*\s*([A-Za-z]\w*)/.exec(term)?.[1] ?? '';
  return start === type || start === 'Resource' || start === 'DomainResource' || !/^[A-Z]/.test(start);
}

const STEP =
  /^(?:as\((\w+)\)|ofType\((\w+)\)|where\(resolve\(\) is (\w+)\)|where\(([a-z]\w*)\s*=\s*'([^']*)'\)|extension\('([^']*)'\)|([a-z]\w*))(?:\.|$)/;

/** Steps of a path like `Task.for.where(resolve() is Patient)` or `(Observation.value as Quantity).value`; undefined when it is more. */
function parsePath(term: string): Step[] | undefined {
  const cast = /^\(([^()]*(?:\([^()]*\)[^()]*)*?)\s+as\s+(\w+)\)(?:\.(.*))?$/.exec(term);
  if (cast) {
    const inner = parsePath(cast[1]!.trim());
    const rest = cast[3] === undefined ? [] : parseSteps(cast[3]);
    return inner && rest ? [...inner, ofType(cast[2]!), ...rest] : undefined;
  }
  const trailing = /^([^()]*)\s+as\s+(\w+)$/.exec(term);
  if (trailing) {
    const inner = parsePath(trailing[1]!.trim());
    return inner && [...inner, ofType(trailing[2]!)];
  }
  const rest = term.replace(/^[A-Z]\w*(\.|$)/, '');
  return rest === '' ? [] : parseSteps(rest);
}

function parseSteps(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (!match) return undefined;
    steps.push(stepOf(match));
    rest = rest.slice(match[0].length);
  }
  return steps;
}

function stepOf([, as, oftype, target, name, value, extension, child]: RegExpExecArray): Step {
  if (as ?? oftype) return ofType((as ?? oftype)!);
  if (target) return pointsTo(target);
  if (name) return (nodes) => nodes.filter((node) => isObject(node.value) && node.value[name] === value);
  if (extension !== undefined) return extensions(extension);
  return children(child!);
}

/** Children by name, and of a choice by each of its types. */
function children(name: string): Step {
  return (nodes) => {
    const found: Node[] = [];
    for (const { value } of nodes) {
      if (!isObject(value)) continue;
      if (Object.hasOwn(value, name)) pushAll(found, value[name]);
      else pushChoices(found, value, name);
    }
    return found;
  };
}

function pushAll(found: Node[], value: unknown, type?: string): void {
  if (!Array.isArray(value)) found.push(type ? { value, type } : { value });
  else for (const item of value) found.push(type ? { value: item as unknown, type } : { value: item as unknown });
}

function pushChoices(found: Node[], value: Record<string, unknown>, name: string): void {
  for (const key in value) {
    if (key.length > name.length && key.startsWith(name) && CHOICES.has(key.slice(name.length))) {
      pushAll(found, value[key], key.slice(name.length));
    }
  }
}

/** Types that are a kind of another (R4 datatypes.html): `as uri` lets a canonical through. */
const SUPERTYPES: Record<string, string> = {
  Canonical: 'Uri',
  Url: 'Uri',
  Uuid: 'Uri',
  Oid: 'Uri',
  Code: 'String',
  Id: 'String',
  Markdown: 'String',
  PositiveInt: 'Integer',
  UnsignedInt: 'Integer',
  Age: 'Quantity',
  Count: 'Quantity',
  Distance: 'Quantity',
  Duration: 'Quantity',
};

function ofType(type: string): Step {
  const wanted = type[0]!.toUpperCase() + type.slice(1);
  const fits = (own: string | undefined) => own === undefined || own === wanted || SUPERTYPES[own] === wanted;
  return (nodes) => nodes.filter((node) => fits(node.type));
}

/** References to a resource of a type, told by the reference itself. */
function pointsTo(type: string): Step {
  return (nodes, base) => nodes.filter((node) => referenceType(node.value, base) === type);
}

function extensions(url: string): Step {
  return (nodes) => {
    const found: Node[] = [];
    for (const { value } of nodes) {
      if (!isObject(value) || !Array.isArray(value.extension)) continue;
      for (const item of value.extension) if (isObject(item) && item.url === url) found.push({ value: item });
    }
    return found;
  };
}

/** The type a Reference points to, as it says itself; undefined when it doesn't. */
function referenceType(value: unknown, base: string): string | undefined {
  if (!isObject(value)) return undefined;
  const literal = typeof value.reference === 'string' ? readReference(value.reference, base)?.type : undefined;
  return literal ?? (typeof value.type === 'string' ? value.type : undefined);
}

/** `resolve() is T` would need the target's resource: it is answered from the reference, as above. */
function compileWithFhirPath(expression: string, base: string): Extractor {
  const rewritten = expression.replace(/resolve\(\) is (\w+)/g, "pointsTo('$1')");
  const userInvocationTable = {
    pointsTo: {
      fn: (inputs: unknown[], type: string) => [referenceType(inputs[0], base) === type],
      arity: { 1: ['String' as const] },
    },
  };
  const evaluate = fhirpath().compile(rewritten, r4Model(), { userInvocationTable });
  return (resource) => {
    try {
      return (evaluate(resource, {}) as unknown[]).filter((value) => value !== null && value !== undefined);
    } catch {
      return [];
    }
  };
}

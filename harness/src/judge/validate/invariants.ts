import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Constraint } from './tree.js';

/** What a FHIRPath expression is evaluated on. */
export interface Subject {
  value: unknown;
  /** Type or path that the value has in the R4 model; undefined for a resource, which says so itself. */
  base: string | undefined;
  /** %resource */
  resource: unknown;
  /** %rootResource: the container, within a contained resource. */
  rootResource: unknown;
}

type Evaluate = (value: unknown, variables: Record<string, unknown>) => unknown;
type Json = Record<string, unknown>;

const compiled = new Map<string, Evaluate | undefined>();

/**
 * Core invariants that most values cannot break: when the test says so, no FHIRPath is evaluated. Keyed by expression,
 * so that another rule under the same key is none of these. Measured: they are two thirds of all evaluations.
 */
const HOLDS_PLAINLY: ReadonlyMap<string, (value: Json) => boolean> = new Map([
  ...[
    'contained.contained.empty()',
    "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | %resource.descendants().as(uri) | %resource.descendants().as(url))) or descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = '#').exists()).not()).trace('unmatched', id).empty()",
    'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()',
    'contained.meta.security.empty()',
  ].map((expression): [string, (value: Json) => boolean] => [expression, ({ contained }) => contained === undefined]),
  [
    "reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))",
    ({ reference }) => typeof reference === 'string' && !reference.startsWith('#'),
  ],
  [
    'start.hasValue().not() or end.hasValue().not() or (start <= end)',
    ({ start, end }) => start === undefined || end === undefined,
  ],
]);

/**
 * Whether an invariant holds; undefined when it cannot be told: it needs another resource (`resolve()`) or a terminology
 * service, or the comparison has no answer, such as that of a day with a time on it.
 */
export function holds(constraint: Constraint, subject: Subject): boolean | undefined {
  const { value } = subject;
  if (typeof value === 'object' && value && HOLDS_PLAINLY.get(constraint.expression)?.(value as Json)) return true;
  return evaluated(constraint.expression, subject);
}

/** The same by FHIRPath alone. */
export function evaluated(expression: string, { value, base, resource, rootResource }: Subject): boolean | undefined {
  try {
    const result = evaluator(expression, base)?.(value, { resource, rootResource });
    if (!Array.isArray(result) || result.length === 0) return undefined;
    return result.length > 1 || result[0] !== false;
  } catch {
    return undefined;
  }
}

function evaluator(expression: string, base: string | undefined): Evaluate | undefined {
  const key = `${base ?? ''} ${expression}`;
  if (!compiled.has(key)) compiled.set(key, compile(expression, base));
  return compiled.get(key);
}

function compile(expression: string, base: string | undefined): Evaluate | undefined {
  const options = { traceFn: () => undefined };
  try {
    return fhirpath.compile(base === undefined ? expression : { base, expression }, r4, options) as Evaluate;
  } catch {
    return undefined; // not FHIRPath as this engine knows it: the guide's build reports that, not every resource
  }
}

import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { shortcutOf, type Shortcut, type Truth } from './shortcut.js';
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

const compiled = new Map<string, Evaluate | undefined>();

/**
 * Core invariants about what is contained, which is rare: where nothing is, they hold. Keyed by expression, so that
 * another rule of the same name is none of these.
 */
const ABOUT_CONTAINED: ReadonlySet<string> = new Set([
  'contained.contained.empty()',
  "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | %resource.descendants().as(uri) | %resource.descendants().as(url))) or descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = '#').exists()).not()).trace('unmatched', id).empty()",
  'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()',
  'contained.meta.security.empty()',
]);
const nothingContained: Shortcut = ({ contained }) => contained === undefined || undefined;

const shortcuts = new Map<string, Shortcut>();

/**
 * Whether an invariant holds; undefined when it cannot be told: it needs another resource (`resolve()`) or a terminology
 * service, or the comparison has no answer, such as that of a day with a time on it.
 */
export function holds({ expression }: Constraint, subject: Subject): boolean | undefined {
  const { value } = subject;
  const plain = typeof value === 'object' && value ? plainly(expression, value as Record<string, unknown>) : undefined;
  if (plain === undefined) return evaluated(expression, subject);
  return plain ?? undefined;
}

/** The same as far as a look at an object shows it. */
export function plainly(expression: string, object: Record<string, unknown>): Truth {
  let shortcut = shortcuts.get(expression);
  if (!shortcut)
    shortcuts.set(expression, (shortcut = ABOUT_CONTAINED.has(expression) ? nothingContained : shortcutOf(expression)));
  return shortcut(object);
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

/**
 * FHIR's own invariants say `is Boolean` of an element of type boolean; this engine takes the capital for FHIRPath's own
 * type, which an element never has.
 */
function withFhirTypes(expression: string): string {
  return expression.replace(
    /\bis (Boolean|String|Integer|Decimal)\b/g,
    (_is, type: string) => `is ${type.toLowerCase()}`,
  );
}

function compile(written: string, base: string | undefined): Evaluate | undefined {
  const expression = withFhirTypes(written);
  const options = { traceFn: () => undefined };
  try {
    return fhirpath.compile(base === undefined ? expression : { base, expression }, r4, options) as Evaluate;
  } catch {
    return undefined; // not FHIRPath as this engine knows it: the guide's build reports that, not every resource
  }
}

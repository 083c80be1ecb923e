type Json = Record<string, unknown>;

/** FHIRPath's true, false and empty (null), and undefined: not known without FHIRPath. */
export type Truth = boolean | null | undefined;

/** Truth of an expression, or of a part of it, on an object. */
export type Shortcut = (object: Json) => Truth;

const UNKNOWN: Shortcut = () => undefined;

/**
 * Most of FHIR's invariants, and of a guide's, ask which elements are there, or begin by asking it: "total.empty() or ...",
 * "type = 'document' implies ...". A look at the object's properties answers that, and then nothing need be parsed or
 * evaluated, which saves most of the time that validation takes.
 *
 * Reads `and`, `or`, `xor`, `implies` and parentheses; of what stands between them, only
 * - paths of plain names, or unions of such paths, with `exists()`, `empty()`, `hasValue()`, `all(...)`, `where(...)` or
 *   `contains`, `startsWith`, `endsWith` of a string, and `not()` behind these;
 * - a path that is compared with a string, or a moment with another moment.
 *
 * All else is unknown, and so is what hangs on it: the caller asks FHIRPath.
 * Logic as in https://hl7.org/fhirpath/N1/#boolean-logic.
 */
export function shortcutOf(expression: string): Shortcut {
  const text = expression.trim();
  const implication = splitAtTop(text, / implies /y);
  if (implication.parts.length === 2) return implies(...(implication.parts.map(shortcutOf) as [Shortcut, Shortcut]));
  if (implication.parts.length > 2) return UNKNOWN;
  const { parts, operators } = splitAtTop(text, / (?:or|xor) /y);
  if (parts.length > 1) {
    const [first = UNKNOWN, ...others] = parts.map(shortcutOf);
    return others.reduce((left, right, n) => (operators[n] === ' or ' ? or : xor)(left, right), first);
  }
  const factors = splitAtTop(text, / and /y).parts;
  if (factors.length > 1) return factors.map(shortcutOf).reduce(and);
  return isParenthesized(text) ? shortcutOf(text.slice(1, -1)) : term(text);
}

function term(text: string): Shortcut {
  return equality(text) ?? order(text) ?? chain(text);
}

/** `status = 'active'` */
function equality(text: string): Shortcut | undefined {
  const [, path, operator, wanted] = /^([a-z][\w.]*) (!?=) '([^'\\]*)'$/.exec(text) ?? [];
  if (path === undefined) return undefined;
  return (object) => {
    const values = valuesAt(object, path.split('.'));
    if (!values || values.length > 1) return undefined;
    if (values.length === 0) return null;
    return typeof values[0] === 'string' ? (values[0] === wanted) === (operator === '=') : undefined;
  };
}

/** `start <= end`, of two moments; days and months are for FHIRPath, which knows how far they reach. */
function order(text: string): Shortcut | undefined {
  const [, left, operator, right] = /^([a-z][\w.]*) ([<>]=?) ([a-z][\w.]*)$/.exec(text) ?? [];
  if (left === undefined || operator === undefined || right === undefined) return undefined;
  return (object) => {
    const [a, b] = [left, right].map((path) => momentOf(valuesAt(object, path.split('.'))));
    if (a === undefined || b === undefined) return undefined;
    return (operator.startsWith('<') ? a < b : a > b) || (operator.endsWith('=') && a === b);
  };
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:\d\d)$/;

function momentOf(values: unknown[] | undefined): number | undefined {
  const [value] = values ?? [];
  if (values?.length !== 1 || typeof value !== 'string' || !MOMENT.test(value)) return undefined;
  // 30 February parses as a day in March.
  if (new Date(`${value.slice(0, 10)}Z`).getUTCDate() !== Number(value.slice(8, 10))) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/** Paths, and calls on what stands there: `(owner | requester).all(reference.exists())`. */
function chain(text: string): Shortcut {
  const segments = splitAtTop(text, /\./y).parts;
  const union = /^\(([a-z]\w*(?: \| [a-z]\w*)+)\)$/.exec(segments[0] ?? '')?.[1];
  const calls = union === undefined ? segments.findIndex((segment) => segment.includes('(')) : 1;
  const paths = union === undefined ? [segments.slice(0, calls)] : union.split(' | ').map((name) => [name]);
  if (calls < 1 || !paths.flat().every((name) => /^[a-z]\w*$/.test(name))) return UNKNOWN;
  const answer = question(segments.slice(calls));
  return (object) => {
    const values = paths.map((path) => valuesAt(object, path));
    return values.includes(undefined) ? undefined : answer(values.flat());
  };
}

/** Answers what calls ask of the values before them. */
type Question = (values: unknown[]) => Truth;

function question([call = '', ...others]: string[]): Question {
  const [, name, inner = ''] = /^(\w+)\((.*)\)$/s.exec(call) ?? [];
  if (name === 'where') return where(shortcutOf(inner), question(others));
  const answer = questionOf(name, inner);
  if (others.length === 0) return answer;
  return others.length === 1 && others[0] === 'not()' ? (values) => negated(answer(values)) : () => undefined;
}

function questionOf(name: string | undefined, inner: string): Question {
  const text = /^'([^'\\]*)'$/.exec(inner)?.[1];
  if (name === 'exists' && inner === '') return ({ length }) => length > 0;
  if (name === 'empty') return ({ length }) => length === 0;
  if (name === 'hasValue')
    return ([value, ...more]) => value !== undefined && more.length === 0 && typeof value !== 'object';
  if (name === 'all') return every(shortcutOf(inner));
  if (text === undefined) return () => undefined;
  if (name === 'contains') return ofText((value) => value.includes(text));
  if (name === 'startsWith') return ofText((value) => value.startsWith(text));
  if (name === 'endsWith') return ofText((value) => value.endsWith(text));
  return () => undefined;
}

function ofText(test: (value: string) => boolean): Question {
  return ([value, ...more]) => {
    if (value === undefined) return null;
    return typeof value === 'string' && more.length === 0 ? test(value) : undefined;
  };
}

/** Passes on those that meet the criterion; unknown where it is so for any. */
function where(criterion: Shortcut, next: Question): Question {
  return (values) => {
    const truths = values.map((value) => truthOn(value, criterion));
    return truths.includes(undefined) ? undefined : next(values.filter((_value, n) => truths[n] === true));
  };
}

function every(criterion: Shortcut): Question {
  return (values) => {
    const truths = values.map((value) => truthOn(value, criterion));
    // Empty for one of several: implementations differ on what all() then is.
    if (truths.some((truth) => truth === undefined || truth === null)) return undefined;
    return !truths.includes(false);
  };
}

function truthOn(value: unknown, criterion: Shortcut): Truth {
  return typeof value === 'object' && value !== null ? criterion(value as Json) : undefined;
}

/** All values at a path; undefined where only FHIRPath sees what is there: a primitive's extensions, most choices. */
function valuesAt(object: Json, path: readonly string[]): unknown[] | undefined {
  let values: unknown[] = [object];
  for (const name of path) {
    const next: unknown[] = [];
    for (const value of values) {
      if (typeof value !== 'object' || value === null) continue;
      const at = propertyOf(value as Json, name);
      if (at === undefined || (value as Json)[`_${at}`] !== undefined) return undefined;
      const found = (value as Json)[at];
      if (Array.isArray(found)) next.push(...(found as unknown[]));
      else if (found !== undefined) next.push(found);
    }
    values = next;
  }
  return values;
}

/** Types that `value[x]` commonly has; no element that is not that choice is named value and one of these. */
const VALUE =
  /^value(?:Boolean|Code|CodeableConcept|Coding|DateTime|Decimal|Identifier|Instant|Integer|Period|Quantity|Reference|String|Uri)$/;

/**
 * The JSON property of an element; undefined if it may be a choice, there as `onsetPeriod` for `onset`, or may not be one
 * (`statusReason` is none of `status`).
 */
function propertyOf(object: Json, name: string): string | undefined {
  if (object[name] !== undefined) return name;
  for (const key of Object.keys(object)) {
    if (key.startsWith(name) && /[A-Z]/.test(key.charAt(name.length))) {
      return name === 'value' && VALUE.test(key) ? key : undefined;
    }
    if (key.startsWith(`_${name}`)) return undefined;
  }
  return name;
}

// --- logic with unknowns ----------------------------------------------------------------------------------------

function and(left: Shortcut, right: Shortcut): Shortcut {
  return (object) => {
    const a = left(object);
    if (a === false) return false;
    const b = right(object);
    if (b === false) return false;
    return a === undefined || b === undefined ? undefined : a === null || b === null ? null : true;
  };
}

function or(left: Shortcut, right: Shortcut): Shortcut {
  return (object) => negated(and(negation(left), negation(right))(object));
}

function implies(left: Shortcut, right: Shortcut): Shortcut {
  return or(negation(left), right);
}

function xor(left: Shortcut, right: Shortcut): Shortcut {
  return (object) => {
    const a = left(object);
    const b = right(object);
    return a === undefined || b === undefined ? undefined : a === null || b === null ? null : a !== b;
  };
}

function negation(of: Shortcut): Shortcut {
  return (object) => negated(of(object));
}

function negated(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth;
}

// --- text -------------------------------------------------------------------------------------------------------

function isParenthesized(text: string): boolean {
  return text.startsWith('(') && closing(text, 0) === text.length - 1;
}

/** Splits where the operator matches outside of parentheses, brackets and quotes. */
function splitAtTop(text: string, operator: RegExp): { parts: string[]; operators: string[] } {
  const parts: string[] = [];
  const operators: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    operator.lastIndex = at;
    const found = operator.exec(text)?.[0];
    if (found !== undefined) {
      parts.push(text.slice(start, at));
      operators.push(found);
      start = at + found.length;
      at = start - 1;
    } else at = closing(text, at);
  }
  return { parts: [...parts, text.slice(start)], operators };
}

/** Where what opens at a place is closed again; the place itself where nothing opens. */
function closing(text: string, at: number): number {
  const open = text.charAt(at);
  if (open === "'" || open === '`') {
    let end = at + 1;
    while (end < text.length && text[end] !== open) end += text[end] === '\\' ? 2 : 1;
    return end;
  }
  if (!'([{'.includes(open)) return at;
  let end = at + 1;
  while (end < text.length && !')]}'.includes(text.charAt(end))) end = closing(text, end) + 1;
  return end;
}

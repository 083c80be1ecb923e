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
 * Reads `and`, `or`, `xor`, `implies` and parentheses; of what stands between them, only paths of plain names with
 * `exists()`, `empty()`, `hasValue()`, `not()`, `all()` or an equality with a string. All else is unknown, and so is what
 * hangs on it: the caller asks FHIRPath. Logic as in https://hl7.org/fhirpath/N1/#boolean-logic.
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
  const equality = /^([a-z]\w*(?:\.[a-z]\w*)*) (!?=) '([^'\\]*)'$/.exec(text);
  if (equality) {
    const [, path = '', operator, wanted] = equality;
    return (object) => compare(valuesAt(object, path.split('.')), wanted, operator === '=');
  }
  const segments = splitAtTop(text, /\./y).parts;
  const calls = segments.findIndex((segment) => segment.includes('('));
  const path = segments.slice(0, calls);
  if (calls < 1 || !path.every((name) => /^[a-z]\w*$/.test(name))) return UNKNOWN;
  const answer = question(segments.slice(calls));
  return (object) => {
    const values = valuesAt(object, path);
    return values && answer(values);
  };
}

/** What the calls at the end of a path ask of its values. */
function question(calls: string[]): (values: unknown[]) => Truth {
  switch (calls.join('.')) {
    case 'exists()':
      return ({ length }) => length > 0;
    case 'empty()':
    case 'exists().not()':
      return ({ length }) => length === 0;
    case 'hasValue()':
      return ([value, ...others]) => value !== undefined && others.length === 0 && typeof value !== 'object';
    case 'hasValue().not()':
      return (values) => !question(['hasValue()'])(values);
  }
  const last = calls.at(-1);
  const selecting = calls.slice(0, -1).every((call) => /^(?:where|select|ofType|first|last|tail)\(/.test(call));
  const ofNothing = last === 'empty()' || (calls.length === 1 && calls[0]?.startsWith('all(')) || undefined;
  if (!selecting) return () => undefined;
  return ({ length }) => (length > 0 ? undefined : last === 'exists()' ? false : ofNothing);
}

function compare(values: unknown[] | undefined, wanted: string | undefined, equal: boolean): Truth {
  if (!values || values.length > 1 || typeof values[0] === 'object') return undefined;
  if (values.length === 0) return null;
  return typeof values[0] === 'string' ? (values[0] === wanted) === equal : undefined;
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

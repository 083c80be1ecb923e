import { badRequest } from '../../outcome.js';
import { isObject, text, type Condition, type Kind, type ValueContext } from '../kind.js';
import { splitEscaped, unescapeValue } from '../split.js';

/** A code, boolean, Coding, Identifier or ContactPoint, as searched. */
export interface TokenValue {
  system?: string;
  code?: string;
  /** True for a primitive code: its system is implied by its binding. */
  primitive?: boolean;
  /** display, text or type text: what `:text` looks at. */
  texts: readonly string[];
  /** Identifier.type codings, for `:of-type`. */
  types?: readonly { system?: string; code?: string }[];
}

const CONTACT_SYSTEMS = new Set(['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other']);

/** Token search (R4 search.html#token). Codes are compared as they are, in case too. */
export const token: Kind<TokenValue> = {
  extract(element) {
    if (typeof element === 'string') return element === '' ? [] : [{ code: element, primitive: true, texts: [] }];
    if (typeof element === 'boolean') return [{ code: String(element), primitive: true, texts: [] }];
    if (!isObject(element)) return [];
    if (Array.isArray(element.coding) || (!('code' in element) && !('value' in element) && !('system' in element))) {
      return fromConcept(element);
    }
    return 'value' in element ? fromIdentifier(element) : fromCoding(element);
  },

  keys(value) {
    const keys: string[] = [];
    if (value.code !== undefined) {
      keys.push(value.code);
      if (value.system !== undefined) keys.push(`${value.system}|${value.code}`);
    }
    if (value.system !== undefined) keys.push(`${value.system}|`);
    return keys;
  },

  parse(raw, modifier, context) {
    if (modifier === 'text') return byText(unescapeValue(raw));
    if (modifier === 'of-type') return byType(raw);
    if (modifier !== undefined && modifier !== 'not') {
      throw badRequest(`modifier ":${modifier}" is not supported for token parameters`, 'not-supported');
    }
    return byCode(raw, context);
  },

  sortKey(value) {
    return `${value.code ?? ''}|${value.system ?? ''}`;
  },
};

function fromConcept(concept: Record<string, unknown>): TokenValue[] {
  const label = text(concept.text);
  const codings = Array.isArray(concept.coding) ? concept.coding.filter(isObject) : [];
  const values = codings.flatMap(fromCoding);
  if (label === undefined) return values;
  if (values.length === 0) return [{ texts: [label] }];
  return values.map((value) => ({ ...value, texts: [...value.texts, label] }));
}

function fromCoding(coding: Record<string, unknown>): TokenValue[] {
  const display = text(coding.display);
  const code = text(coding.code);
  const system = text(coding.system);
  if (code === undefined && system === undefined && display === undefined) return [];
  return [{ ...(system ? { system } : {}), ...(code ? { code } : {}), texts: display ? [display] : [] }];
}

function fromIdentifier(identifier: Record<string, unknown>): TokenValue[] {
  const code = text(identifier.value);
  const system = text(identifier.system);
  if (system !== undefined && CONTACT_SYSTEMS.has(system)) return code ? [{ code, texts: [] }] : [];
  if (code === undefined && system === undefined) return [];
  const type = isObject(identifier.type) ? identifier.type : {};
  const types = Array.isArray(type.coding) ? type.coding.filter(isObject).map(codingOf) : [];
  const label = text(type.text);
  return [{ ...(system ? { system } : {}), ...(code ? { code } : {}), texts: label ? [label] : [], types }];
}

function codingOf(coding: Record<string, unknown>): { system?: string; code?: string } {
  const system = text(coding.system);
  const code = text(coding.code);
  return { ...(system ? { system } : {}), ...(code ? { code } : {}) };
}

/** `code`, `system|code`, `|code` (no system), `system|` (any code of it). */
function byCode(raw: string, context: ValueContext): Condition<TokenValue> {
  const parts = splitEscaped(raw, '|').map(unescapeValue);
  if (parts.length > 2) throw badRequest(`"${raw}" is not a token: at most one "|" (escape others as "\\|")`, 'value');
  const [first = '', second] = parts;
  if (second === undefined) return { keys: [first], test: (value) => value.code === first };
  if (first === '' && second === '') throw badRequest('"|" alone is not a token', 'value');
  if (first === '') return { keys: [second], test: (value) => value.code === second && value.system === undefined };
  if (second === '') return { keys: [`${first}|`], test: (value) => value.system === first };
  const implied = context.systemFits?.(first, second);
  return {
    keys: [`${first}|${second}`, ...(implied ? [second] : [])],
    test: (value) => value.code === second && (value.system === first || (value.primitive === true && !!implied)),
  };
}

function byText(wanted: string): Condition<TokenValue> {
  const needle = wanted.toLowerCase();
  return { test: (value) => value.texts.some((label) => label.toLowerCase().startsWith(needle)) };
}

/** `type system|type code|identifier value` */
function byType(raw: string): Condition<TokenValue> {
  const parts = splitEscaped(raw, '|').map(unescapeValue);
  if (parts.length !== 3 || parts.includes('')) {
    throw badRequest(`":of-type" needs "type system|type code|value", not "${raw}"`, 'value');
  }
  const [system, type, code] = parts as [string, string, string];
  return {
    keys: [code],
    test: (value) =>
      value.code === code && !!value.types?.some((coding) => coding.code === type && coding.system === system),
  };
}

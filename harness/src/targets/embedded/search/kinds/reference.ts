import { badRequest } from '../../outcome.js';
import { isObject, text, type Condition, type Kind, type ValueContext } from '../kind.js';
import { unescapeValue } from '../split.js';
import { token, type TokenValue } from './token.js';

/** A Reference, canonical or uri, as searched. */
export interface ReferenceValue {
  /** `Type/id` when it points into this server, else the URL without version. */
  key?: string;
  /** Type of the target, as far as the reference tells. */
  type?: string;
  id?: string;
  identifiers: readonly TokenValue[];
}

const RESTFUL = /^(?:(.*)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const TYPE_NAME = /^[A-Z][A-Za-z]+$/;

/**
 * A literal reference taken apart. Own absolute URLs become `Type/id`, a version is dropped (R4 search.html#versions), a canonical
 * keeps only its URL. Contained references (`#x`) point nowhere outside and give nothing.
 */
export function readReference(
  reference: string,
  base: string,
): { key: string; type?: string; id?: string } | undefined {
  if (reference === '' || reference.startsWith('#')) return undefined;
  const match = RESTFUL.exec(reference);
  if (!match) return { key: reference.split('|', 1)[0]! };
  const [, root, type, id] = match as unknown as [string, string | undefined, string, string];
  const own = root === undefined || root === base;
  return { key: own ? `${type}/${id}` : `${root}/${type}/${id}`, type, id };
}

/** Reference search (R4 search.html#reference). */
export const reference: Kind<ReferenceValue> = {
  extract(element, base) {
    if (typeof element === 'string') {
      const read = readReference(element, base);
      return read ? [{ ...read, identifiers: [] }] : [];
    }
    if (!isObject(element)) return [];
    const identifiers = isObject(element.identifier) ? token.extract(element.identifier, base) : [];
    const literal = text(element.reference);
    const read = literal === undefined ? undefined : readReference(literal, base);
    const type = read?.type ?? text(element.type);
    if (!read && identifiers.length === 0) return [];
    return [{ ...read, ...(type ? { type } : {}), identifiers }];
  },

  keys(value) {
    const keys = value.identifiers.flatMap((identifier) => token.keys(identifier).map(identifierKey));
    if (value.key !== undefined) keys.push(value.key);
    if (value.id !== undefined) keys.push(`*/${value.id}`);
    return keys;
  },

  parse(raw, modifier, context) {
    if (modifier === 'identifier') return byIdentifier(raw, context);
    if (modifier !== undefined && !TYPE_NAME.test(modifier)) {
      throw badRequest(`modifier ":${modifier}" is not supported for reference parameters`, 'not-supported');
    }
    return byTarget(unescapeValue(raw), modifier, context);
  },

  sortKey(value) {
    return value.key ?? '';
  },
};

function identifierKey(key: string): string {
  return `identifier ${key}`;
}

function byIdentifier(raw: string, context: ValueContext): Condition<ReferenceValue> {
  const wanted = token.parse(raw, undefined, context);
  return {
    ...(wanted.keys ? { keys: wanted.keys.map(identifierKey) } : {}),
    test: (value) => value.identifiers.some(wanted.test),
  };
}

/** `id`, `Type/id` or a URL. A bare id means the type of the modifier, or any type that the parameter may point to. */
function byTarget(wanted: string, type: string | undefined, context: ValueContext): Condition<ReferenceValue> {
  const read = readReference(wanted, context.base);
  if (!read) throw badRequest(`"${wanted}" is not a reference`, 'value');
  if (read.type !== undefined && type !== undefined && read.type !== type) {
    throw badRequest(`":${type}" and the reference "${wanted}" name different types`, 'value');
  }
  if (read.type !== undefined || !/^[A-Za-z0-9.-]{1,64}$/.test(wanted)) {
    return { keys: [read.key], test: (value) => value.key === read.key };
  }
  const types = type !== undefined ? [type] : context.targets;
  const fits = (value: ReferenceValue) =>
    types.length === 0 || (value.type !== undefined && types.includes(value.type));
  return { keys: [`*/${wanted}`], test: (value) => value.id === wanted && fits(value) };
}

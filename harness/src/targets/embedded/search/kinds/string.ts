import { badRequest } from '../../outcome.js';
import { isObject, type Kind } from '../kind.js';
import { unescapeValue } from '../split.js';

/** One string, as written and folded (no accents, lower case). */
export interface StringValue {
  raw: string;
  folded: string;
}

/** Lower case without combining marks (R4 search.html#string asks for both to be ignored). */
export function fold(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Parts of HumanName and Address that are searched (R4 search.html#string). */
const PARTS = [
  'text',
  'family',
  'given',
  'prefix',
  'suffix',
  'line',
  'city',
  'district',
  'state',
  'postalCode',
  'country',
];

/** String search: prefix by default, `:exact`, `:contains`. */
export const string: Kind<StringValue> = {
  extract(element) {
    if (typeof element === 'string') return element === '' ? [] : [{ raw: element, folded: fold(element) }];
    if (!isObject(element)) return [];
    return PARTS.flatMap((part) => {
      const value = element[part];
      return (Array.isArray(value) ? value : [value]).flatMap((one) =>
        typeof one === 'string' ? string.extract(one, '') : [],
      );
    });
  },

  keys(value) {
    return [value.raw];
  },

  parse(raw, modifier) {
    const wanted = unescapeValue(raw);
    const folded = fold(wanted);
    if (modifier === 'exact') return { keys: [wanted], test: (value) => value.raw === wanted };
    if (modifier === 'contains') return { test: (value) => value.folded.includes(folded) };
    if (modifier === undefined) return { test: (value) => value.folded.startsWith(folded) };
    throw badRequest(`modifier ":${modifier}" is not supported for string parameters`, 'not-supported');
  },

  sortKey(value) {
    return value.folded;
  },
};

import { badRequest } from '../../outcome.js';
import { isObject, text, type Kind } from '../kind.js';
import { unescapeValue } from '../split.js';

/** A uri, url, canonical or oid. */
export interface UriValue {
  uri: string;
}

/** URI search (R4 search.html#uri): exact, `:below`, `:above`. A canonical is also found without its version. */
export const uri: Kind<UriValue> = {
  extract(element) {
    const value = isObject(element) ? text(element.reference) : text(element);
    return value === undefined ? [] : [{ uri: value }];
  },

  keys(value) {
    const bar = value.uri.indexOf('|');
    return bar < 0 ? [value.uri] : [value.uri, value.uri.slice(0, bar)];
  },

  parse(raw, modifier) {
    const wanted = unescapeValue(raw);
    if (modifier === undefined) return { keys: [wanted], test: (value) => uri.keys(value).includes(wanted) };
    if (modifier === 'below') return { test: (value) => isBelow(value.uri, wanted) };
    if (modifier === 'above') return { test: (value) => isBelow(wanted, value.uri) };
    throw badRequest(`modifier ":${modifier}" is not supported for uri parameters`, 'not-supported');
  },

  sortKey(value) {
    return value.uri;
  },
};

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
}

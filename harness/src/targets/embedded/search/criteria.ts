import { badRequest } from '../outcome.js';
import type { Parameters } from './parameters.js';

/** One search criterion, taken apart: `owner:Organization.name:exact=X`, `_has:Task:focus:status=X`, `status:not=a,b`. */
export type Criterion =
  | { kind: 'values'; code: string; modifier?: string; value: string }
  | { kind: 'missing'; code: string; missing: boolean }
  /** Reference `code` to a resource (of `target`, when given) that fits `rest`. */
  | { kind: 'chain'; code: string; target?: string; rest: [string, string] }
  /** A resource of `type` points here by `code` and fits `rest`. */
  | { kind: 'has'; type: string; code: string; rest: [string, string] };

/** A name that can't be understood; `lenient` searches leave it out and say so. */
export class UnknownParameter extends Error {}

/** Takes a criterion apart. Throws UnknownParameter for a name the type doesn't have, a Refusal for other mistakes. */
export function parseCriterion(type: string, name: string, value: string, parameters: Parameters): Criterion {
  if (name.startsWith('_has:')) return parseHas(name, value);
  const dot = name.indexOf('.');
  const head = dot < 0 ? name : name.slice(0, dot);
  const [code = '', modifier, ...more] = head.split(':');
  if (more.length > 0) throw badRequest(`"${name}" has more than one modifier`);
  const parameter = parameters.get(type, code);
  if (!parameter) throw new UnknownParameter(`${type} has no search parameter "${code}" that this server supports`);
  if (dot >= 0) {
    if (parameter.definition.type !== 'reference') throw badRequest(`"${code}" is no reference: it can't be chained`);
    const rest: [string, string] = [name.slice(dot + 1), value];
    return { kind: 'chain', code, ...(modifier ? { target: modifier } : {}), rest };
  }
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false')
      throw badRequest(`":missing" needs true or false, not "${value}"`, 'value');
    return { kind: 'missing', code, missing: value === 'true' };
  }
  return { kind: 'values', code, ...(modifier === undefined ? {} : { modifier }), value };
}

/** `_has:Type:reference:parameter`, where parameter may be a `_has` again, or chained. */
function parseHas(name: string, value: string): Criterion {
  const [, type, code, ...rest] = name.split(':');
  const inner = rest.join(':');
  if (!type || !code || !inner) throw badRequest(`"${name}" should be _has:Type:reference:parameter`);
  return { kind: 'has', type, code, rest: [inner, value] };
}

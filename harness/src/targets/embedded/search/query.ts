import { badRequest, Refusal } from '../outcome.js';
import { UnknownParameter } from './criteria.js';
import type { Clause, Searcher, Sees } from './searcher.js';

/** A search of one type, understood. */
export interface Query {
  type: string;
  clauses: Clause[];
  /** Everything that was understood, for the self link. */
  applied: [string, string][];
  /** What was left out, as sentences. */
  ignored: string[];
  sort: { code: string; descending: boolean }[];
  count: number;
  includes: Include[];
  elements: string[];
  summary: Summary;
  total: 'accurate' | 'none';
}

export type Summary = 'false' | 'true' | 'text' | 'data' | 'count';

/** `_include=source:code[:target]` or `_revinclude`; `*` stands for all types or all reference parameters. */
export interface Include {
  reverse: boolean;
  iterate: boolean;
  source: string;
  code: string;
  target?: string;
}

/** How many results a page holds when `_count` does not say, and at most. */
export const DEFAULT_COUNT = 100;
export const MAX_COUNT = 1000;

const SUMMARIES: readonly string[] = ['false', 'true', 'text', 'data', 'count'];
const TOTALS: readonly string[] = ['none', 'estimate', 'accurate'];
/** Parameters that are dealt with elsewhere. */
const GENERAL = new Set(['_format', '_pretty']);

/**
 * Understands the parameters of a search. Unknown ones are refused when `strict` (R4 search.html#errors), else left out and named. A
 * known parameter with a bad value or modifier is always refused. `sees`: see {@link Searcher.compile}.
 */
export function parseSearch(
  type: string,
  parameters: readonly [string, string][],
  strict: boolean,
  searcher: Searcher,
  sees?: Sees,
): Query {
  const query: Query = {
    type,
    clauses: [],
    applied: [],
    ignored: [],
    sort: [],
    count: DEFAULT_COUNT,
    includes: [],
    elements: [],
    summary: 'false',
    total: 'accurate',
  };
  for (const [name, value] of parameters) {
    if (GENERAL.has(name)) continue;
    try {
      if (value === '') throw new UnknownParameter(`"${name}" has no value`);
      if (!control(query, name, value, searcher)) query.clauses.push(...searcher.compile(type, [[name, value]], sees));
      query.applied.push([name, value]);
    } catch (error) {
      if (!(error instanceof UnknownParameter)) throw error;
      if (strict) throw badRequest(error.message, 'not-supported');
      query.ignored.push(error.message);
    }
  }
  return query;
}

/** Takes up a parameter that controls the result; false when it is a criterion. */
function control(query: Query, name: string, value: string, searcher: Searcher): boolean {
  switch (name) {
    case '_sort':
      query.sort.push(...parseSort(query.type, value, searcher));
      return true;
    case '_count':
      query.count = parseCount(value);
      return true;
    case '_elements':
      query.elements.push(...value.split(',').filter(Boolean));
      return true;
    case '_summary':
      query.summary = oneOf(name, value, SUMMARIES) as Summary;
      return true;
    case '_total':
      query.total = oneOf(name, value, TOTALS) === 'none' ? 'none' : 'accurate';
      return true;
  }
  const include = /^_(rev)?include(:iterate|:recurse)?$/.exec(name);
  if (!include) return false;
  query.includes.push(parseInclude(value, include[1] !== undefined, include[2] !== undefined, searcher));
  return true;
}

function parseSort(type: string, value: string, searcher: Searcher): Query['sort'] {
  return value.split(',').map((part) => {
    const descending = part.startsWith('-');
    const code = descending ? part.slice(1) : part;
    if (!searcher.parameters.get(type, code)) throw new UnknownParameter(`_sort: ${type} can't be sorted by "${code}"`);
    return { code, descending };
  });
}

/** A whole number from 0; 0 asks for the total only (R4 search.html#count). */
export function parseCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw badRequest(`_count needs a whole number, not "${value}"`, 'value');
  return Math.min(Number(value), MAX_COUNT);
}

function oneOf(name: string, value: string, known: readonly string[]): string {
  if (!known.includes(value)) throw badRequest(`${name} is one of ${known.join(', ')}, not "${value}"`, 'value');
  return value;
}

/** Reads the value of an `_include` or `_revinclude`. Throws UnknownParameter or a Refusal. */
export function parseInclude(value: string, reverse: boolean, iterate: boolean, searcher: Searcher): Include {
  const [source = '', code = value === '*' ? '*' : '', target, ...more] = value.split(':');
  if (!code || more.length > 0)
    throw badRequest(`"${value}" should be Type:parameter or Type:parameter:Target`, 'value');
  if (code !== '*' && searcher.parameters.get(source, code)?.definition.type !== 'reference') {
    throw new UnknownParameter(`"${value}": ${source} has no reference parameter "${code}" that this server supports`);
  }
  return { reverse, iterate, source, code, ...(target ? { target } : {}) };
}

/** The one current version that fits `criteria`, or undefined. Used by conditional interactions; refuses several with 412. */
export function findOne(searcher: Searcher, type: string, criteria: readonly [string, string][], what: string) {
  const found = findAll(searcher, type, criteria, what);
  if (found.length > 1) {
    throw new Refusal(
      412,
      'multiple-matches',
      `${what}: ${found.length} resources fit "${show(criteria)}"; it must be one`,
    );
  }
  return found[0];
}

/** All current versions that fit `criteria`. At least one criterion is needed, and each must be known. */
export function findAll(searcher: Searcher, type: string, criteria: readonly [string, string][], what: string) {
  const real = criteria.filter(([name]) => !GENERAL.has(name));
  if (real.length === 0) throw new Refusal(412, 'required', `${what} needs at least one search parameter`);
  try {
    return searcher.find(type, searcher.compile(type, real));
  } catch (error) {
    if (error instanceof UnknownParameter) throw badRequest(`${what}: ${error.message}`, 'not-supported');
    throw error;
  }
}

function show(criteria: readonly [string, string][]): string {
  return criteria.map(([name, value]) => `${name}=${value}`).join('&');
}

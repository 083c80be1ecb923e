import { badRequest } from '../../outcome.js';
import { isObject, text, type Kind } from '../kind.js';
import { splitEscaped, unescapeValue } from '../split.js';
import { compare, takePrefix, type Prefix, type Range } from './range.js';

/** A number or Quantity with its unit, as searched. */
export interface QuantityValue extends Range {
  system?: string;
  code?: string;
  unit?: string;
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * A searched number as the stretch that its digits stand for: 100 is [99.5, 100.5), 1.00 is [0.995, 1.005) (R4 search.html#number).
 * Only `eq`, `ne` and `ap` look at it so; the others compare with the number itself.
 */
function numberRange(digits: string, prefix: Prefix): Range | undefined {
  if (!NUMBER.test(digits)) return undefined;
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  if (prefix !== 'eq' && prefix !== 'ne' && prefix !== 'ap') return { start: value, end: value };
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** (Number(exponent) - decimals);
  return { start: value - half, end: value + half };
}

/** Number search over integer, decimal and the numbers in Range. */
export const number: Kind<QuantityValue> = {
  extract: (element) => extract(element),
  keys: () => [],
  parse(raw, modifier) {
    if (modifier !== undefined)
      throw badRequest(`modifier ":${modifier}" is not supported for number parameters`, 'not-supported');
    return ordered(raw, raw);
  },
  sortKey: (value, last) => (last ? value.end : value.start),
};

/** Quantity search: `number`, `number|system|code`, `number||code or unit`. Units are compared as written, not converted. */
export const quantity: Kind<QuantityValue> = {
  extract: (element) => extract(element),
  keys: () => [],
  parse(raw, modifier) {
    if (modifier !== undefined)
      throw badRequest(`modifier ":${modifier}" is not supported for quantity parameters`, 'not-supported');
    const parts = splitEscaped(raw, '|').map(unescapeValue);
    if (parts.length !== 1 && parts.length !== 3) {
      throw badRequest(`"${raw}" is not a quantity: write number, number|system|code or number||unit`, 'value');
    }
    const [digits = '', system = '', unit = ''] = parts;
    const condition = ordered(digits, raw);
    return { test: (value) => condition.test(value) && unitFits(value, system, unit) };
  },
  sortKey: (value, last) => (last ? value.end : value.start),
};

function ordered(digits: string, raw: string): { test(value: QuantityValue): boolean } {
  const { prefix, rest } = takePrefix(digits);
  const wanted = numberRange(rest, prefix);
  if (!wanted) throw badRequest(`"${raw}" is not a number`, 'value');
  const slack = Math.abs((wanted.start + wanted.end) / 2) / 10;
  return { test: (value) => compare(prefix, value, wanted, slack) };
}

function unitFits(value: QuantityValue, system: string, unit: string): boolean {
  if (unit === '') return system === '' || value.system === system;
  if (system !== '') return value.system === system && value.code === unit;
  return value.code === unit || value.unit === unit;
}

function extract(element: unknown): QuantityValue[] {
  if (typeof element === 'number') return [{ start: element, end: element }];
  if (!isObject(element)) return [];
  if (isObject(element.low) || isObject(element.high)) return fromRange(element);
  if (typeof element.value !== 'number') return [];
  return [{ ...withComparator(element.value, text(element.comparator)), ...unitOf(element) }];
}

function unitOf(element: Record<string, unknown>): Omit<QuantityValue, 'start' | 'end'> {
  const system = text(element.system) ?? (text(element.currency) ? 'urn:iso:std:iso:4217' : undefined);
  const code = text(element.code) ?? text(element.currency);
  const unit = text(element.unit);
  return { ...(system ? { system } : {}), ...(code ? { code } : {}), ...(unit ? { unit } : {}) };
}

function withComparator(value: number, comparator: string | undefined): Range {
  if (comparator === '<' || comparator === '<=') return { start: -Infinity, end: value };
  if (comparator === '>' || comparator === '>=') return { start: value, end: Infinity };
  return { start: value, end: value };
}

function fromRange(range: Record<string, unknown>): QuantityValue[] {
  const low = isObject(range.low) ? range.low : {};
  const high = isObject(range.high) ? range.high : {};
  const start = typeof low.value === 'number' ? low.value : -Infinity;
  const end = typeof high.value === 'number' ? high.value : Infinity;
  if (start === -Infinity && end === Infinity) return [];
  return [{ start, end, ...unitOf(typeof low.value === 'number' ? low : high) }];
}

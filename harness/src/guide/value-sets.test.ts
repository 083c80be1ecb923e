import { describe, expect, it } from 'vitest';
import type { Resource } from './resource.js';
import { ValueSets } from './value-sets.js';

const animals: Resource = {
  resourceType: 'CodeSystem',
  url: 'urn:animals',
  content: 'complete',
  caseSensitive: true,
  concept: [
    { code: 'dog', display: 'Dog', concept: [{ code: 'poodle' }, { code: 'mutt' }] },
    { code: 'cat' },
    { code: 'wolfdog', property: [{ code: 'subsumedBy', valueCode: 'mutt' }] },
  ],
};
const loose: Resource = { ...animals, url: 'urn:loose', caseSensitive: false };
const partial: Resource = { ...animals, url: 'urn:partial', content: 'fragment' };

function contains(compose: unknown, system: string | undefined, code: string): boolean | undefined {
  return setsWith({ 'urn:vs': { resourceType: 'ValueSet', url: 'urn:vs', compose } }).contains(
    'urn:vs|1',
    system,
    code,
  );
}

function setsWith(valueSets: Record<string, Resource>): ValueSets {
  const systems: Record<string, Resource> = { 'urn:animals': animals, 'urn:loose': loose, 'urn:partial': partial };
  return new ValueSets({ codeSystem: (url) => systems[url], valueSet: (url) => valueSets[url] });
}

const filter = (op: string, value: string, property = 'concept'): unknown => [{ property, op, value }];
const all = { system: 'urn:animals' };

describe('which codes a value set holds', () => {
  it.each<[string, unknown, string | undefined, string, boolean | undefined]>([
    ['a whole system', { include: [all] }, 'urn:animals', 'poodle', true],
    ['no code of the system', { include: [all] }, 'urn:animals', 'fish', false],
    ['a code of another system', { include: [all] }, 'urn:other', 'dog', false],
    ['a code without a system', { include: [all] }, undefined, 'dog', true],
    ['another case where it matters', { include: [all] }, 'urn:animals', 'DOG', false],
    ['another case where it does not', { include: [{ system: 'urn:loose' }] }, 'urn:loose', 'DOG', true],
    ['listed concepts', { include: [{ ...all, concept: [{ code: 'cat' }] }] }, 'urn:animals', 'cat', true],
    ['none of the listed concepts', { include: [{ ...all, concept: [{ code: 'cat' }] }] }, 'urn:animals', 'dog', false],
    [
      'listed concepts of an unknown system',
      { include: [{ system: 'urn:x', concept: [{ code: 'a' }] }] },
      'urn:x',
      'b',
      false,
    ],
    ['a whole unknown system', { include: [{ system: 'urn:x' }] }, 'urn:x', 'a', undefined],
    ['a whole unknown system, asked for another', { include: [{ system: 'urn:x' }] }, 'urn:animals', 'dog', false],
    ['what a fragment lists', { include: [{ system: 'urn:partial' }] }, 'urn:partial', 'cat', true],
    ['what a fragment does not list', { include: [{ system: 'urn:partial' }] }, 'urn:partial', 'fish', undefined],
    ['is-a: itself', { include: [{ ...all, filter: filter('is-a', 'dog') }] }, 'urn:animals', 'dog', true],
    ['is-a: below', { include: [{ ...all, filter: filter('is-a', 'dog') }] }, 'urn:animals', 'poodle', true],
    [
      'is-a: below by a property',
      { include: [{ ...all, filter: filter('is-a', 'dog') }] },
      'urn:animals',
      'wolfdog',
      true,
    ],
    ['is-a: beside', { include: [{ ...all, filter: filter('is-a', 'dog') }] }, 'urn:animals', 'cat', false],
    [
      'is-a in a fragment',
      { include: [{ system: 'urn:partial', filter: filter('is-a', 'dog') }] },
      'urn:partial',
      'cat',
      undefined,
    ],
    [
      'descendent-of: itself',
      { include: [{ ...all, filter: filter('descendent-of', 'dog') }] },
      'urn:animals',
      'dog',
      false,
    ],
    ['is-not-a', { include: [{ ...all, filter: filter('is-not-a', 'dog') }] }, 'urn:animals', 'mutt', false],
    ['a bad regex', { include: [{ ...all, filter: filter('regex', '(', 'code') }] }, 'urn:animals', 'dog', undefined],
    ['regex', { include: [{ ...all, filter: filter('regex', '.*dog', 'code') }] }, 'urn:animals', 'wolfdog', true],
    [
      'a property that is not at hand',
      { include: [{ ...all, filter: filter('=', '4', 'legs') }] },
      'urn:animals',
      'dog',
      undefined,
    ],
    ['excluded', { include: [all], exclude: [{ ...all, concept: [{ code: 'cat' }] }] }, 'urn:animals', 'cat', false],
    ['not excluded', { include: [all], exclude: [{ ...all, concept: [{ code: 'cat' }] }] }, 'urn:animals', 'dog', true],
    ['perhaps excluded', { include: [all], exclude: [{ valueSet: ['urn:none'] }] }, 'urn:animals', 'dog', undefined],
    ['one include known, one not', { include: [{ system: 'urn:x' }, all] }, undefined, 'dog', true],
    ['in no known include', { include: [{ system: 'urn:x' }, all] }, undefined, 'fish', undefined],
    ['a missing import', { include: [{ valueSet: ['urn:none'] }] }, 'urn:animals', 'dog', undefined],
    ['an import of itself', { include: [{ valueSet: ['urn:vs'] }] }, 'urn:animals', 'dog', undefined],
  ])('%s', (_title, compose, system, code, answer) => {
    expect(contains(compose, system, code)).toBe(answer);
  });

  it('asks all imported value sets of one include', () => {
    const sets = setsWith({
      'urn:dogs': { resourceType: 'ValueSet', compose: { include: [{ ...all, filter: filter('is-a', 'dog') }] } },
      'urn:mixed': { resourceType: 'ValueSet', compose: { include: [{ ...all, valueSet: ['urn:dogs'] }] } },
    });
    expect(sets.contains('urn:mixed', 'urn:animals', 'mutt')).toBe(true);
    expect(sets.contains('urn:mixed', 'urn:animals', 'cat')).toBe(false);
    expect(sets.expand('urn:mixed')?.map(({ code }) => code)).toEqual(['dog', 'poodle', 'mutt', 'wolfdog']);
  });

  it('takes a stored expansion for what it shows and no more', () => {
    const expansion = { contains: [{ system: 'urn:x', code: 'a', contains: [{ system: 'urn:x', code: 'b' }] }] };
    const sets = setsWith({ 'urn:vs': { resourceType: 'ValueSet', expansion } });
    expect(sets.contains('urn:vs', 'urn:x', 'b')).toBe(true);
    expect(sets.contains('urn:vs', 'urn:x', 'c')).toBeUndefined();
  });

  it('enumerates with displays, less what is excluded, or not at all', () => {
    const sets = setsWith({
      'urn:vs': {
        resourceType: 'ValueSet',
        compose: { include: [all], exclude: [{ ...all, concept: [{ code: 'cat' }] }] },
      },
      'urn:open': { resourceType: 'ValueSet', compose: { include: [all, { system: 'urn:x' }] } },
    });
    expect(sets.expand('urn:vs')?.[0]).toEqual({ system: 'urn:animals', code: 'dog', display: 'Dog' });
    expect(sets.expand('urn:vs')).toHaveLength(4);
    expect(sets.expand('urn:open')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { fillQuery, placeholdersIn, searchValue } from './query.js';

const TASK = {
  resourceType: 'Task',
  groupIdentifier: { system: 'https://a.example/groups', value: 'G|1' },
  code: { coding: [{ system: 'https://a.example/codes', code: 'fulfill' }] },
  restriction: { period: { end: '2026-03-02T12:00:00Z' } },
  input: [{ valueString: 'one' }, { valueString: 'two' }],
};

describe('placeholders in a query', () => {
  it('are actors, references and values', () => {
    expect(
      placeholdersIn('Task?owner={actor:lab}&focus={ServiceRequest/a}&due=lt{Task/b: restriction.period.end}'),
    ).toEqual([
      { kind: 'actor', whole: '{actor:lab}', name: 'lab' },
      { kind: 'reference', whole: '{ServiceRequest/a}', key: 'ServiceRequest/a' },
      { kind: 'value', whole: '{Task/b: restriction.period.end}', key: 'Task/b', path: 'restriction.period.end' },
    ]);
  });

  it('are filled in encoded, and nothing else is touched', () => {
    expect(fillQuery('Task?code=a|b&owner={actor:lab}', () => 'http://x/O|1')).toBe(
      'Task?code=a|b&owner=http%3A%2F%2Fx%2FO%7C1',
    );
  });
});

describe('a value for a search', () => {
  it('is system|value of an identifier, with what has a meaning escaped', () => {
    expect(searchValue(TASK, 'groupIdentifier')).toBe('https://a.example/groups|G\\|1');
  });
  it('is system|code of a concept', () => {
    expect(searchValue(TASK, 'code')).toBe('https://a.example/codes|fulfill');
  });
  it('is a date as it stands', () => {
    expect(searchValue(TASK, 'restriction.period.end')).toBe('2026-03-02T12:00:00Z');
  });
  it('is nothing when there is none, or more than one', () => {
    expect(searchValue(TASK, 'owner')).toBeUndefined();
    expect(searchValue(TASK, 'input.value')).toBeUndefined();
  });
});

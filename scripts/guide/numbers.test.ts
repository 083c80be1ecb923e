import { expect, test } from 'vitest';
import { checkNumbers } from './numbers.js';

const where = ({ resourceType, id }: { resourceType: string; id: string }): string => `${resourceType}/${id}`;
const identifier = [{ system: 'https://practice.example/orders', value: '41' }];
const coded = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const order = (id: string, code: string) => ({ resourceType: 'ServiceRequest', id, identifier, code: coded(code) });
const task = (id: string, focus: string) => ({
  ...{ resourceType: 'Task', id, identifier, code: coded('fulfill') },
  focus: { reference: focus },
});

test('two orders for different things, and Tasks about different orders, do not share a number', () => {
  expect(checkNumbers([order('blood', '1-8'), order('culture', '2-6')], where)).toEqual([
    'ServiceRequest/culture has the identifier https://practice.example/orders|41, which ServiceRequest/blood has, and that is about ' +
      'something else: give it a number of its own.',
  ]);
  expect(checkNumbers([task('a', 'ServiceRequest/a'), task('b', 'ServiceRequest/b')], where)).toHaveLength(1);
});

test('states of one thing share theirs, and so may things of different types and systems', () => {
  const elsewhere = { ...order('other', '2-6'), identifier: { system: 'https://lab.example/orders', value: '41' } };
  expect(
    checkNumbers(
      [
        order('a', '1-8'),
        order('a-done', '1-8'),
        task('t', 'ServiceRequest/a'),
        task('t-done', 'ServiceRequest/a'),
        elsewhere,
      ],
      where,
    ),
  ).toEqual([]);
});

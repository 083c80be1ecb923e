import { expect, test } from 'vitest';
import { loadGuide } from '../../harness/src/guide/load-guide.js';
import { BASES, FAULTS } from '../../harness/src/judge/validate/faults.js';
import { compareAll, judgeComparisons, parseDisagreements, type Comparison } from './compare.js';
import { comparisonTable } from './table.js';

const { definitions } = loadGuide();
const wrong = { severity: 'error' as const, id: '', path: 'Task/*Task/t1*/.focus', message: 'wrong' };

test('each fault goes to both; what the official one says of the resource without the fault does not count', async () => {
  const usual = { ...wrong, message: 'of every Task' };
  let asked = 0;
  const comparisons = await compareAll(
    definitions,
    async () => {
      asked++;
      return [usual];
    },
    () => {},
  );
  expect(comparisons).toHaveLength(FAULTS.length);
  expect(asked).toBeGreaterThan(FAULTS.length);
  expect(comparisons.every(({ official }) => official.says === 'nothing')).toBe(true);
  expect(comparisons.some(({ agree }) => agree)).toBe(false);
});

test('what the official one says of a fault counts, and its paths are written as the quick one writes them', async () => {
  const right = new Set(Object.values(BASES).map((base) => JSON.stringify(base)));
  let done = 0;
  const comparisons = await compareAll(
    definitions,
    async (resource) => (right.has(JSON.stringify(resource)) ? [] : [wrong]),
    () => done++,
  );
  expect(done).toBe(FAULTS.length);
  expect(new Set(comparisons.map(({ official }) => official.where))).toEqual(new Set(['Task.focus']));
  const warned = comparisons.filter(({ agree }) => !agree).map(({ quick }) => quick.says);
  expect(new Set(warned)).toEqual(new Set(['warning']));
});

const side = (says: 'error' | 'nothing') => ({ says, where: 'Task', message: says === 'error' ? 'wrong' : '' });
const comparison = (fault: string, official: 'error' | 'nothing'): Comparison => ({
  fault,
  description: fault,
  quick: side('error'),
  official: side(official),
  agree: official === 'error',
});

test('a disagreement has to be listed, and a listed one has to be one', () => {
  const known = parseDisagreements('- fault: b\n  reason: r\n- fault: a\n  reason: r', 'disagreements.yaml');
  const { unlisted, stale } = judgeComparisons(
    [comparison('a', 'error'), comparison('b', 'nothing'), comparison('c', 'nothing')],
    known,
  );
  expect(unlisted.map(({ fault }) => fault)).toEqual(['c']);
  expect(stale).toEqual([{ fault: 'a', reason: 'r', line: 3 }]);
});

test('the table shows who says what, and the reasons', () => {
  const table = comparisonTable(
    [comparison('a', 'error'), comparison('b', 'nothing'), comparison('c', 'nothing')],
    [{ fault: 'b', reason: 'known since long', line: 1 }],
  );
  expect(table.split('\n')).toEqual([
    'fault  quick  official  agree       where (quick)  where (official)',
    'a      error  error     yes         Task           same',
    'b      error  nothing   no, listed  Task           same',
    'c      error  nothing   NO          Task           same',
    'b: known since long',
  ]);
});

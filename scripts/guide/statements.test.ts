import { expect, test } from 'vitest';
import { checkStatements, citationsIn, statementsIn, type Statement } from './statements.js';

const one: Statement = {
  theme: 'task',
  key: 'task-shared',
  conformance: 'SHALL',
  text: 'The Placer SHALL share the Task.',
  page: 'states.html',
};
const other: Statement = { ...one, key: 'task-owned', conformance: 'SHOULD', text: 'A Task SHOULD have an owner.' };

test('sound statements give no finding', () => {
  expect(checkStatements([one, other], [{ key: 'task-owned', file: 'a.yaml', line: 3 }])).toEqual([]);
});

test('statements are read from the resources', () => {
  const resource = {
    id: 'task',
    statement: [{ key: 'k', conformance: ['MAY'], requirement: 'It MAY.', reference: ['a.html#b'] }],
  };
  expect(statementsIn([resource, { id: 'empty' }])).toEqual([
    { theme: 'task', key: 'k', conformance: 'MAY', text: 'It MAY.', page: 'a.html#b' },
  ]);
});

test('a key that is used twice is found', () => {
  expect(checkStatements([one, { ...other, theme: 'request', key: one.key }], [])).toEqual([
    'Requirements/request, task-shared has the same key as Requirements/task, task-shared: ' +
      'keys are unique in a guide, so rename one.',
  ]);
});

test('a text that stands twice is found, however it is spaced and written', () => {
  const same = { ...one, key: 'shared-again', text: 'The placer  SHALL share the Task' };
  expect(checkStatements([one, same], [])).toEqual([
    'Requirements/task, shared-again has the same text as Requirements/task, task-shared: ' +
      'say each thing once, and refer to it by its key.',
  ]);
});

test('a statement without a page is found', () => {
  const { page: _, ...bare } = one;
  expect(checkStatements([bare], [])).toEqual([
    'Requirements/task, task-shared names no page that explains it: give it one.',
  ]);
});

test('a text that does not say what it is marked as is found', () => {
  expect(checkStatements([{ ...one, conformance: 'SHOULD' }], [])).toEqual([
    'Requirements/task, task-shared is marked SHOULD, and its text does not say SHOULD: correct one of the two.',
  ]);
  expect(checkStatements([{ ...one, text: 'The Placer shall share the Task.' }], [])).toHaveLength(1);
});

test('a key that a scenario cites must exist; its line and the nearest key are told', () => {
  const yaml =
    'acts:\n  - id: ask\n    verifies: [task-shared, task-ownd]\n    expect:\n      - verifies:\n          - nothing\n';
  const cited = citationsIn('scenarios/a.yaml', yaml);
  expect(cited.map(({ key, line }) => [key, line])).toEqual([
    ['task-shared', 3],
    ['task-ownd', 3],
    ['nothing', 6],
  ]);
  expect(checkStatements([one, other], cited.slice(0, 2))).toEqual([
    'scenarios/a.yaml:3: cites the requirement task-ownd, which stands in no Requirements resource; ' +
      'the nearest is task-owned.',
  ]);
});

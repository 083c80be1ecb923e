import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TASK_TRANSITIONS } from '../../harness/src/guide/task-state-machine.js';
import { findGuideRoot, guidePaths } from './paths.js';

interface Concept {
  code: string;
  definition: string;
  property?: { code: string; valueString?: string; valueCoding?: { code: string } }[];
}

function conceptsOf(id: string): Concept[] {
  const file = path.join(guidePaths(findGuideRoot()).generated, 'resources', `CodeSystem-${id}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { concept: Concept[] }).concept;
}

/** Statuses that a definition names behind "With Task.status". */
function statusesIn(definition: string): string[] {
  const [, named = ''] = /[Ww]ith Task\.status (.*)$/.exec(definition) ?? [];
  return statuses.filter((status) => new RegExp(`(?<![\\w-])${status}(?![\\w-])`).test(named));
}

const statuses = [...new Set(TASK_TRANSITIONS.flatMap(({ from, to }) => [from, to]))];

test.each(conceptsOf('cow-business-status'))(
  'the business status $code says with which Task.status it goes',
  (concept) => {
    expect(statusesIn(concept.definition)).not.toEqual([]);
  },
);

test.each(conceptsOf('cow-business-status'))('$code says the same to the harness as to people', (concept) => {
  const told = (concept.property ?? []).filter(({ code }) => code === 'task-status');
  expect(told.map(({ valueCoding }) => valueCoding?.code).sort()).toEqual(statusesIn(concept.definition).sort());
});

test('a definition that names no status, or one that Task does not have, is noticed', () => {
  expect(statusesIn('The specimen is there.')).toEqual([]);
  expect(statusesIn('Taken. With Task.status underway.')).toEqual([]);
  expect(statusesIn('Taken. With Task.status in-progress or on-hold.')).toEqual(['in-progress', 'on-hold']);
});

test.each(['cow-business-status', 'cow-status-reason'])('every code of %s belongs to a group', (id) => {
  const ungrouped = conceptsOf(id).filter(({ property = [] }) => !property.some(({ code }) => code === 'group'));
  expect(ungrouped.map(({ code }) => code)).toEqual([]);
});

test('every kind of input and output says which of the two it is', () => {
  const silent = conceptsOf('cow-task-output').filter(({ definition }) => !/\b(Input|Output)\b/.test(definition));
  expect(silent.map(({ code }) => code)).toEqual([]);
});

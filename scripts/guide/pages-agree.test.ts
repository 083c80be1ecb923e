import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exchanges } from '../../harness/src/exchange/catalog.js';
import { scenarioSchema } from '../../harness/src/plan/scenario/schema.js';
import { VERDICTS } from '../../harness/src/report/verdicts.js';
import { targetSchema } from '../../harness/src/targets/target-schema.js';
import { findGuideRoot, guidePaths } from './paths.js';

// Some tables and examples of pages are written by hand, since they explain more than their source says. What they share with
// it must be the same.

const paths = guidePaths(findGuideRoot());
const page = (name: string): string => readFileSync(path.join(paths.input, 'pagecontent', `${name}.md`), 'utf8');

/** The rows of all tables of a text, without heads and rules: their cells. */
function rowsOf(text: string): string[][] {
  const lines = text.split('\n');
  return lines
    .filter((line, index) => /^\|/.test(line) && !/^\|-/.test(line) && !/^\|-/.test(lines[index + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** Code blocks that begin with a key of YAML. */
function yamlIn(text: string, key: string): unknown[] {
  return [...text.matchAll(/```\n([^]*?)```/g)]
    .filter(([, block = '']) => block.startsWith(`${key}:`))
    .map(([, block = '']) => parse(block) as unknown);
}

test('the page on exchanges has those that flows run over, with their names and where the Task lives', () => {
  const homes = { placer: 'the Placer', fulfiller: 'the Fulfiller', each: 'each party, as its own copy' };
  const ids = new Set<string>(exchanges.map(({ id }) => id));
  const rows = rowsOf(page('exchange-patterns')).filter(([id = '']) => ids.has(id));
  expect(rows.map(([id, short, , home]) => [id, short, home])).toEqual(
    exchanges.map(({ id, short, taskHome }) => [id, short, homes[taskHome]]),
  );
});

test('vendors read of every verdict, and of no other', () => {
  const rows = rowsOf(page('for-vendors')).map(([cell = '']) => cell);
  const first = rows.indexOf('pass');
  expect(rows.slice(first, first + VERDICTS.length).sort()).toEqual([...VERDICTS].sort());
});

test('vendors read of the exit codes that the command tells of', () => {
  const main = readFileSync(path.join(paths.root, 'harness/src/cli/main.ts'), 'utf8');
  const [, told = ''] = /Exit codes: ([^]*?)`/.exec(main) ?? [];
  const codes = [...told.matchAll(/(?:^|; |;\n)(\d+) /g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(3);
  const rows = rowsOf(page('for-vendors')).map(([cell = '']) => cell);
  expect(rows.filter((cell) => /^\d+$/.test(cell))).toEqual(codes);
});

test('each kind of Task is listed with the code that its profile asks for', () => {
  const listed = rowsOf(page('request-and-task')).flatMap(([task = '', , , codes = '']) => {
    const [, id] = /\(StructureDefinition-(.+-task)\.html\)/.exec(task) ?? [];
    return id === undefined ? [] : [[id, codes.split(' or ')] as const];
  });
  expect(listed.length).toBe(5);
  for (const [id, codes] of listed) expect([id, codes.sort()]).toEqual([id, codesOf(id).sort()]);
});

interface Code {
  patternCodeableConcept?: { coding: { code: string }[] };
  binding?: { strength: string; valueSet: string };
}

/** The codes that a profile of Task allows: its pattern, or its required value set. */
function codesOf(profile: string): string[] {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(paths.generated, 'resources', `${name}.json`), 'utf8'));
  const { snapshot } = read(`StructureDefinition-${profile}`) as { snapshot: { element: ({ id: string } & Code)[] } };
  const { patternCodeableConcept, binding } = snapshot.element.find(({ id }) => id === 'Task.code') ?? {};
  if (patternCodeableConcept) return patternCodeableConcept.coding.map(({ code }) => code);
  if (binding?.strength !== 'required') return [];
  const set = read(`ValueSet-${binding.valueSet.slice(binding.valueSet.lastIndexOf('/') + 1)}`) as {
    compose: { include: { concept: { code: string }[] }[] };
  };
  return set.compose.include.flatMap(({ concept }) => concept.map(({ code }) => code));
}

test('flows and target files on pages follow their schemas', () => {
  const ajv = new Ajv2020({ allowUnionTypes: true, discriminator: true });
  const flows = yamlIn(page('for-authors'), 'id');
  const targets = yamlIn(page('for-vendors'), 'name');
  expect([flows.length, targets.length]).toEqual([1, 2]);
  for (const flow of flows) expect(ajv.validate(scenarioSchema, flow), ajv.errorsText()).toBe(true);
  for (const target of targets) expect(ajv.validate(targetSchema, target), ajv.errorsText()).toBe(true);
});

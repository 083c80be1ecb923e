import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import type { Artifact } from '../model/artifacts.js';
import { readSite } from '../model/read-site.js';
import { elementsCsv } from './elements-csv.js';

/** Rows of a table by RFC 4180. Cells are read by their quotes alone, independently of how they were written. */
function rowsOf(csv: string): string[][] {
  const cells = [...csv.replace(/^\ufeff/, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

function profile(elements: object[], own: object[] = []): Artifact {
  const resource = {
    resourceType: 'StructureDefinition',
    snapshot: { element: elements },
    differential: { element: own },
  };
  return { type: 'StructureDefinition', id: 'x', kind: 'profile', resource, json: '' } as unknown as Artifact;
}

it('gives a spreadsheet every element of every profile and extension of the guide, in as many columns each', () => {
  const { artifacts } = readSite({ root: projectRoot(), reports: [] });
  const structures = artifacts.filter(({ type }) => type === 'StructureDefinition');
  expect(structures.length).toBeGreaterThan(15);
  for (const artifact of structures) {
    const [head = [], ...rows] = rowsOf(elementsCsv(artifact) ?? '');
    const { element } = artifact.resource.snapshot as { element: { id: string }[] };
    expect(
      rows.map(([id]) => id),
      artifact.key,
    ).toEqual(element.map(({ id }) => id));
    expect(
      rows.filter(({ length }) => length !== head.length),
      artifact.key,
    ).toEqual([]);
  }
  expect(elementsCsv(artifacts.find(({ kind }) => kind === 'example')!)).toBeUndefined();
});

it('keeps commas, quotes and lines within a cell, and lets nothing be taken for a formula', () => {
  const element = {
    id: 'Task.note',
    path: 'Task.note',
    min: 0,
    max: '1',
    mustSupport: true,
    short: 'a "b", c\nd',
    definition: '=1+1',
  };
  const [head = [], row = []] = rowsOf(elementsCsv(profile([element], [{ id: 'Task.note' }])) ?? '');
  const cells = Object.fromEntries(head.map((name, index) => [name, row[index]]));
  expect(cells).toMatchObject({
    min: '0',
    max: '1',
    'must support': 'yes',
    short: 'a "b", c\nd',
    definition: "'=1+1",
    'constrained here': 'yes',
  });
});

it('tells types with their targets, bindings and values', () => {
  const type = [
    { code: 'Reference', targetProfile: ['http://x/StructureDefinition/task-a', 'http://x/StructureDefinition/Task'] },
  ];
  const element = {
    id: 'a',
    type,
    binding: { strength: 'required', valueSet: 'http://x/vs' },
    patternCodeableConcept: { text: 'x' },
  };
  const [head = [], row = []] = rowsOf(elementsCsv(profile([element])) ?? '');
  const cells = Object.fromEntries(head.map((name, index) => [name, row[index]]));
  expect(cells).toMatchObject({
    types: 'Reference (task-a | Task)',
    'binding strength': 'required',
    'value set': 'http://x/vs',
  });
  expect(parse(cells.pattern ?? '')).toEqual({ text: 'x' });
});

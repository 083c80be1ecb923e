import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkExamples, checkFsh, checkRequirements } from './check.js';
import { guidePaths, type GuidePaths } from './paths.js';

let paths: GuidePaths;
let compiled: string;

/** Writes a file of the guide, by its path below the root. */
function write(file: string, content: unknown): void {
  const full = path.join(paths.root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content));
}

beforeEach(() => {
  paths = guidePaths(mkdtempSync(path.join(tmpdir(), 'guide-check-')));
  compiled = path.join(paths.root, 'compiled');
  write('input/pagecontent/index.md', 'See [Amy](Patient-amy.html).\n');
  write('input/fsh/profiles/a.fsh', 'Profile: A\nId: a\nTitle: "A"\nDescription: "A."\n');
  write('scenarios/flow.yaml', 'acts:\n  - verifies: [task-shared]\n');
  write('compiled/resources/Patient-amy.json', { resourceType: 'Patient', id: 'amy' });
  write('compiled/resources/Requirements-task.json', {
    resourceType: 'Requirements',
    id: 'task',
    statement: [{ key: 'task-shared', conformance: ['SHALL'], requirement: 'It SHALL be.', reference: ['index.html'] }],
  });
  write('compiled/resources/ImplementationGuide-g.json', {
    resourceType: 'ImplementationGuide',
    id: 'g',
    definition: { resource: [{ reference: { reference: 'Patient/amy' }, exampleBoolean: true }] },
  });
});
afterEach(() => rmSync(paths.root, { recursive: true }));

test('a sound guide gives no finding', () => {
  expect(checkFsh(paths)).toEqual([]);
  expect(checkRequirements(paths, compiled)).toEqual([]);
  expect(checkExamples(paths, compiled)).toEqual([]);
});

test('a fault in the FSH is found, with the path from the root', () => {
  write('input/fsh/profiles/b.fsh', 'Profile: B\nId: b\nTitle: "B"\n');
  expect(checkFsh(paths)).toEqual(['input/fsh/profiles/b.fsh:1: Profile B has no Description: add one.']);
});

test('a key that a flow cites and no resource has is found, with the line of the flow', () => {
  write('scenarios/flow.yaml', 'acts:\n  - verifies: [task-shard]\n');
  expect(checkRequirements(paths, compiled)).toEqual([expect.stringMatching(/^scenarios\/flow\.yaml:2: cites/)]);
});

test('an example that no page, flow or resource leads to is found', () => {
  write('input/pagecontent/index.md', 'Nothing.\n');
  expect(checkExamples(paths, compiled)).toEqual([expect.stringContaining('Patient/amy is an orphan')]);
});

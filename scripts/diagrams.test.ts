import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadGuide } from '../harness/src/guide/load-guide.js';
import { projectRoot } from '../harness/src/guide/project-root.js';
import { pageDiagrams } from './diagrams.js';

const root = projectRoot();
const diagrams = pageDiagrams(loadGuide());
const committed = (name: string): string => readFileSync(path.join(root, 'input/includes', name), 'utf8');

test('the overview compares three exchanges', () => {
  expect([...diagrams.keys()].sort()).toEqual([
    'simple-lab-order-messaging.svg',
    'simple-lab-order-task-at-fulfiller.svg',
    'simple-lab-order-task-at-placer.svg',
  ]);
});

test.each([...diagrams])('%s is what the flow says now', (name, svg) => {
  const sameAsNow = committed(name) === svg; // compared here, since nobody reads a difference of two drawings
  expect(sameAsNow, 'draw it anew: npm run guide:diagrams').toBe(true);
});

test.each([...diagrams])('%s can stand in a page of either renderer', (name, svg) => {
  expect(svg).not.toMatch(/\n\s*\n/);
  expect(svg).not.toMatch(/\{\{|\{%/);
  expect(readFileSync(path.join(root, 'input/pagecontent/workflow-overview.md'), 'utf8')).toContain(
    `{% include ${name} %}`,
  );
});

test('the same flow gives the same bytes', () => {
  expect([...pageDiagrams(loadGuide())]).toEqual([...diagrams]);
});

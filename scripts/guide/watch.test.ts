import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Outcome } from './derive.js';
import { guidePaths, type GuidePaths } from './paths.js';
import { isSource, watchGuide } from './watch.js';

let paths: GuidePaths;
beforeEach(() => {
  paths = guidePaths(mkdtempSync(path.join(tmpdir(), 'guide-watch-')));
  for (const folder of ['input/fsh', 'input/pages', 'scenarios'])
    mkdirSync(path.join(paths.root, folder), { recursive: true });
});
afterEach(() => rmSync(paths.root, { recursive: true, force: true }));

const save = (file: string, text: string): void => writeFileSync(path.join(paths.root, file), text);
const good: Outcome = { good: true, faults: [], told: [] };

it('brings the guide up to date at first and after each saving, tells what failed and goes on, until it is ended', async () => {
  const end = new AbortController();
  const told: [string[], string[]][] = [];
  const steps = [
    () => save('input/fsh/a.fsh', 'Profile: A'),
    () => save('scenarios/flow.yaml', 'id: flow'),
    () => end.abort(),
  ];
  let calls = 0;
  await watchGuide(paths, {
    derive: async () => {
      calls += 1;
      save('input/pages/flow-a.md', `made ${calls}`); // what it makes itself is no reason to begin again
      if (calls === 2) throw new Error('input/fsh/a.fsh:1 is faulty');
      return good;
    },
    tell: ({ faults }, changed) => {
      told.push([changed, faults]);
      steps.shift()?.();
    },
    signal: end.signal,
  });
  expect(told).toEqual([
    [[], []],
    [['input/fsh/a.fsh'], ['input/fsh/a.fsh:1 is faulty']],
    [['scenarios/flow.yaml'], []],
  ]);
});

it('knows sources from what is made of them', () => {
  const sources = [
    'sushi-config.yaml',
    'scenarios/a.yaml',
    'input/fsh/x/a.fsh',
    'input/pagecontent/a.md',
    'input/images/a.png',
  ];
  const others = [
    'package.json',
    'scenarios/scenario.schema.json',
    'input/pages/flow-a.md',
    'input/includes/requirements-a.md',
    'input/fsh/.a.fsh.swp',
  ];
  expect(sources.filter((file) => !isSource(file))).toEqual([]);
  expect(others.filter(isSource)).toEqual([]);
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { projectRoot } from '../harness/src/guide/project-root.js';
import { copyAssets } from './assets.js';

const to = mkdtempSync(path.join(tmpdir(), 'assets-'));
afterAll(() => rmSync(to, { recursive: true }));

it('brings everything that the report page reads into the build, and no source', () => {
  const copied = copyAssets(path.join(projectRoot(), 'harness', 'src'), to);
  for (const file of ['page-head.hbs', 'run.hbs', 'page-tail.hbs', 'page.css', path.join('client', 'start.js')]) {
    expect(copied).toContain(path.join('report', 'html', file));
  }
  const arrived = readdirSync(to, { recursive: true, encoding: 'utf8' }).filter((file) => path.extname(file) !== '');
  const templates = copied.filter((file) => file.endsWith('.hbs'));
  expect(templates).not.toEqual([]);
  expect(arrived.sort()).toEqual([...copied, ...templates.map((file) => `${file}.cjs`)].sort());
  expect(copied.filter((file) => file.endsWith('.ts'))).toEqual([]);
});

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchFiles, type FileWatch } from './watch-files.js';

let root: string;
let watching: FileWatch | undefined;
let heard: string[];
const at = (file: string): string => path.join(root, file);
const hears = (...files: string[]) => vi.waitFor(() => expect([...new Set(heard)]).toEqual(files), { timeout: 10_000 });

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'watch-files-'));
  mkdirSync(at('input/fsh'), { recursive: true });
  for (const file of ['input/fsh/a.fsh', 'config.yaml', 'other.txt']) writeFileSync(at(file), 'first');
  heard = [];
  watching = await watchFiles(root, ['input', 'config.yaml', 'not-there'], (file) => heard.push(file));
});
afterEach(async () => {
  await watching?.close();
  rmSync(root, { recursive: true, force: true });
});

it('hears of a file again and again, also when it is replaced by another each time', async () => {
  for (const round of ['second', 'third', 'fourth']) {
    for (const file of ['input/fsh/a.fsh', 'config.yaml']) {
      heard = [];
      writeFileSync(at('draft'), round);
      renameSync(at('draft'), at(file));
      await hears(file);
    }
  }
  heard = [];
  writeFileSync(at('input/fsh/a.fsh'), 'in place');
  await hears('input/fsh/a.fsh');
});

it('hears of new files, of new folders’ files, and of removed ones; not of what was not named', async () => {
  writeFileSync(at('other.txt'), 'second');
  mkdirSync(at('input/pages'));
  writeFileSync(at('input/pages/b.md'), 'first');
  await hears('input/pages/b.md');
  heard = [];
  rmSync(at('input/pages/b.md'));
  await hears('input/pages/b.md');
});

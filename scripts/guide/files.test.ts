import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareFolders, hashFolder, listFiles, swapFolder } from './files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'guide-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: string): void {
  const full = path.join(folder, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
}

test('files are listed at every depth, sorted, with slashes', () => {
  for (const file of ['b.txt', 'a/z.txt', 'a/b/c.txt']) write(file, '');
  expect(listFiles(folder)).toEqual(['a/b/c.txt', 'a/z.txt', 'b.txt']);
  expect(listFiles(path.join(folder, 'absent'))).toEqual([]);
});

test('folders compare by content, not by time', () => {
  write('old/same.json', '1');
  write('old/changed.json', '1');
  write('old/gone.json', '1');
  write('new/same.json', '1');
  write('new/changed.json', '2');
  write('new/fresh.json', '1');
  expect(compareFolders(hashFolder(path.join(folder, 'old')), hashFolder(path.join(folder, 'new')))).toEqual({
    added: ['fresh.json'],
    removed: ['gone.json'],
    changed: ['changed.json'],
  });
});

test('a swap replaces the whole folder and leaves nothing aside', () => {
  write('out/old.json', 'old');
  write('fresh/new.json', 'new');
  const [out, fresh, aside] = ['out', 'fresh', 'aside'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  swapFolder(fresh, out, aside);
  expect(listFiles(out)).toEqual(['new.json']);
  expect(existsSync(aside)).toBe(false);
});

test('a swap that fails puts the old folder back', () => {
  write('out/old.json', 'old');
  const out = path.join(folder, 'out');
  expect(() => swapFolder(path.join(folder, 'absent'), out, path.join(folder, 'aside'))).toThrow(/ENOENT/);
  expect(readFileSync(path.join(out, 'old.json'), 'utf8')).toBe('old');
});

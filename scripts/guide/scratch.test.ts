import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withScratch } from './scratch.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'guide-scratch-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('the folder is gone afterwards, and the result is handed on', async () => {
  const result = await withScratch(home, async (scratch) => {
    mkdirSync(scratch);
    return path.dirname(scratch);
  });
  expect(result).toBe(home);
  expect(readdirSync(home)).toEqual([]);
});

test('the folder is gone after a failure as well', async () => {
  const failing = withScratch(home, async (scratch) => {
    mkdirSync(scratch);
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(readdirSync(home)).toEqual([]);
});

test('leftovers of processes that are gone are removed, those of others at work are not', async () => {
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  mkdirSync(path.join(home, `scratch-${gone}`));
  mkdirSync(path.join(home, `scratch-${process.ppid}`));
  mkdirSync(path.join(home, '.fhir'));
  await withScratch(home, async () => undefined);
  expect(readdirSync(home).sort()).toEqual(['.fhir', `scratch-${process.ppid}`]);
});

test('a home that does not exist yet is no fault', async () => {
  expect(await withScratch(path.join(home, 'later'), async (scratch) => existsSync(scratch))).toBe(false);
});

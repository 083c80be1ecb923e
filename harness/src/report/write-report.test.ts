import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labReport, labRun, mixedRuns } from './report.fixture.js';
import type { RunEvidence } from './report.js';
import { writeReports } from './write-report.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'report-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('writes all three reports into a folder that need not exist', async () => {
  const { report, evidence } = labReport(mixedRuns());
  const written = await writeReports(path.join(folder, 'a', 'b'), report, evidence);
  expect(JSON.parse(await readFile(written.json, 'utf8'))).toEqual(JSON.parse(JSON.stringify(report)));
  expect(await readFile(written.junit, 'utf8')).toMatch(/^<\?xml/);
  expect(await readFile(written.html, 'utf8')).toMatch(/<\/html>\s*$/);
});

it('asks for one run at a time, after the one before is written', async () => {
  const { report, evidence } = labReport(mixedRuns());
  let held = 0;
  let most = 0;
  async function* lazily(): AsyncGenerator<RunEvidence> {
    for (const each of evidence) {
      most = Math.max(most, ++held);
      yield each;
      held -= 1;
    }
  }
  await writeReports(folder, report, lazily());
  expect(most).toBe(1);
});

it('says so when a file cannot be written', async () => {
  const { report, evidence } = labReport([labRun('messaging')]);
  const { html } = await writeReports(folder, report, evidence);
  await expect(writeReports(path.join(html, 'below-a-file'), report, evidence)).rejects.toThrow(/ENOTDIR|EEXIST/);
});

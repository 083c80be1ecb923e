import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { writeQuality } from '../../../scripts/quality-result.js';
import { readSite } from '../model/read-site.js';
import { plainText } from '../text/html.js';
import { loadTemplates } from '../text/templates.js';
import { qualityPage } from './quality.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'quality-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function body(quality: string[], change: (site: ReturnType<typeof readSite>) => void = () => undefined): string {
  const site = readSite({ root: projectRoot(), reports: [], quality });
  change(site);
  return qualityPage({ site, templates: loadTemplates() }).body;
}

it('says that nothing is known when no result was given, and praises nothing', () => {
  expect(body([])).toContain('id="no-results"');
  expect(body([])).not.toMatch(/no findings|id="not-run"/);
});

it('shows what a check found, what was let pass and why, and that it looked at another version', () => {
  const file = path.join(folder, 'result.json');
  const accepted = [{ finding: 'dom-6 <b>', reason: 'read by systems', count: 12 }];
  const result = {
    quality: 1 as const,
    about: 'All <of> it.',
    at: '2026-01-02T03:04:05Z',
    findings: ['a & b'],
    accepted,
  };
  writeQuality(file, { ...result, version: '0.0.0' });
  const page = body([file]);
  expect(page).toContain('<li>a &amp; b</li>');
  expect(page).toContain('dom-6 &lt;b&gt;');
  expect(plainText(page)).toContain('All <of> it. 2026-01-02 03:04 UTC');
  expect(page).toContain('It looked at version 0.0.0.');
  expect(page).toContain('A check: 1 finding');
  expect(page).not.toContain('id="no-results"');
  writeQuality(file, { ...result, findings: [], version: '0.0.0' });
  expect(body([file])).toContain('A check: no findings but what is known');
  writeQuality(file, { ...result, findings: [], accepted: [], version: '0.0.0' });
  expect(body([file])).toMatch(/>A check: no findings ?</);
});

it('names the checks that gave a result, and those that did not run', () => {
  const file = path.join(folder, 'check.json');
  const about = 'The guide compiled anew by SUSHI and held against what is committed.';
  writeQuality(file, { quality: 1, about, at: '2026-01-02T03:04:05Z', version: '0.0.0', findings: [], accepted: [] });
  const page = body([file]);
  expect(page).toContain('guide:check: no findings');
  expect(page).toMatch(/id="not-run"[^]*?official validator[^]*?<\/ul>/);
});

it('counts each statement once, by how it is checked, and lists those that are not', () => {
  let count = 0;
  const page = body([], (site) => {
    count = site.requirements.length;
    const [first] = site.requirements;
    site.verifications.delete(first?.key ?? '');
    if (first) delete (first as { untestable?: string }).untestable;
  });
  const [, table = ''] = /id="statements">.*?<tbody[^>]*>(.*?)<\/tbody>/s.exec(page) ?? [];
  const cells = [...table.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, number]) => Number(number));
  expect(cells.reduce((sum, each) => sum + each, 0)).toBe(count);
  const unchecked = (of: string): number => Number(/Statements that nothing checks: (\d+)/.exec(of)?.[1] ?? 0);
  expect(unchecked(page)).toBe(unchecked(body([])) + 1);
  expect(page).toMatch(/Statements that no run can show: \d+/);
});

it('refuses a file that is no result, and says what to give', () => {
  const file = path.join(folder, 'other.json');
  writeFileSync(file, '{"schema":1}');
  expect(() => body([file])).toThrow(/--result/);
});

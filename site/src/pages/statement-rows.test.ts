import { beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { writtenPages } from '../build-site.js';
import { readSite } from '../model/read-site.js';
import type { SiteModel } from '../model/site.js';
import { loadTemplates } from '../text/templates.js';
import type { Page } from './page.js';

let site: SiteModel;
let pages: Page[];
beforeAll(() => {
  site = readSite({ root: projectRoot(), reports: [] });
  pages = writtenPages({ site, templates: loadTemplates() });
});

it('leads from each key to its statement', () => {
  for (const { file, body } of pages) expect(body, file).not.toMatch(/href="Requirements-[\w-]+\.html">[a-z-]+</);
});

it('makes the row of a requirement its place, with a link to it and what to cite', () => {
  const body = pages.find(({ file }) => file === 'order-initiation.html')?.body ?? '';
  const [row = ''] = /<tr id="request-before-task"[^]*?<\/tr>/.exec(body) ?? [];
  expect(row).toMatch(/data-cite="[^"]*requirement request-before-task \(SHALL\): &quot;[^"]*#request-before-task"/);
  expect(row).toContain('<a href="Requirements-request.html#request-before-task">');
  expect(row).toContain('href="#request-before-task" data-copy');
  expect(row).toMatch(/<td class="says"[^>]*>The Placer SHALL write the Request before/);
});

it('leaves no requirement of a page without a place', () => {
  for (const { key, page } of site.requirements.filter(({ page }) => page !== undefined)) {
    const file = `${page}`.replace(/#.*/, '');
    const found = pages.filter((each) => each.file === file && each.body.includes(`<tr id="${key}"`));
    expect(found, `${key} on ${file}`).toHaveLength(1);
  }
});

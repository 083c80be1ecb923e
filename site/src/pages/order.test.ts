import { expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { pagesOf } from '../build-site.js';
import { readSite } from '../model/read-site.js';
import { loadTemplates } from '../text/templates.js';
import { frameOf } from './frame.js';
import { readingOrder } from './order.js';

const site = readSite({ root: projectRoot(), reports: [] });
const pages = pagesOf({ site, templates: loadTemplates() });

it('reads pages one after another as they are numbered, and lists and artifacts after them', () => {
  const order = readingOrder(site, pages).map(({ file }) => file);
  const numbered = [...site.config.pages.keys()].map((name) => `${name}.html`);
  expect(order.filter((file) => numbered.includes(file))).toEqual(numbered);
  expect(order[order.indexOf('downloads.html') + 1]).toBe('artifacts.html');
});

it('lists pages in that order in the table of contents', () => {
  const contents = pages.find(({ file }) => file === 'toc.html')?.body ?? '';
  const listed = [...contents.matchAll(/<a href="([^"#]+)"/g)].map(([, file]) => file);
  const order = readingOrder(site, pages).map(({ file }) => file);
  const both = order.filter((file) => listed.includes(file));
  expect(listed.filter((file) => file !== 'search.html')).toEqual(both);
});

it('folds the long groups of the menu that do not lead to the page, and none of those to look things up', () => {
  const page = pages.find(({ file }) => file === 'states.html');
  const { menu } = frameOf(site, pages).viewOf(page!) as { menu: { title: string; folds?: boolean; open?: boolean }[] };
  const folded = menu.filter(({ folds, open }) => folds && !open).map(({ title }) => title);
  expect(folded).toContain('Life of an Order');
  expect(folded).not.toContain('Concepts');
  expect(menu.at(-1)).toMatchObject({ title: 'Look up', folds: false });
});

import { close, createIndex } from 'pagefind';
import type { SiteModel } from '../model/site.js';
import type { Page } from '../pages/page.js';
import { escapeHtml } from '../text/html.js';

/** Parts of pagefind that draw a search box of its own: ours does without. */
const UI = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;

/** What is found besides pages: a place on one of them. */
export interface SearchRecord {
  /** Page and anchor. */
  url: string;
  title: string;
  text: string;
}

/** Each requirement is found by itself: its words stand on several pages, and who looks for one wants the statement. */
export function requirementRecords({ requirements }: SiteModel): SearchRecord[] {
  return requirements.map(({ key, theme, conformance, label, text }) => ({
    url: `Requirements-${theme}.html#${key}`,
    title: `${key} (${conformance.replace('-', ' ')})`,
    text: `${label ?? key}. ${text.replace(/[*_`]/g, '')}`,
  }));
}

/** What repeats the words around it, or other pages: drawings of the acts, payloads of a flow's examples. */
const REPEATED = ['svg', '.payload', '.act-ran', '.anchor'];

/** A page as the index reads it: without the frame around it, which is the same on all. */
function bodyOf({ title, body }: Page): string {
  return `<html lang="en"><body data-pagefind-body><h1 data-pagefind-meta="title">${escapeHtml(title)}</h1>${body}</body></html>`;
}

/**
 * The full-text index of pages and of places on them, as files for the folder `pagefind/`; the same pages give the same bytes. Pages that
 * are lists of others (`unlisted`) are not found. The work is done by another process, beside ours.
 */
export async function searchIndex(
  pages: readonly Page[],
  records: readonly SearchRecord[],
): Promise<Map<string, Uint8Array>> {
  const { index, errors } = await createIndex({
    forceLanguage: 'en',
    keepIndexUrl: true,
    maxFragments: 40,
    excludeSelectors: REPEATED,
  });
  if (!index) throw new Error(`The search index cannot be made: ${errors.join('; ')}`);
  try {
    const added = await Promise.all([
      ...pages
        .filter(({ unlisted }) => !unlisted)
        .map((page) => index.addHTMLFile({ url: page.file, content: bodyOf(page) })),
      ...records.map(({ url, title, text }) =>
        index.addCustomRecord({ url, content: text, language: 'en', meta: { title } }),
      ),
    ]);
    const { files, errors: failed } = await index.getFiles();
    const all = [...added.flatMap((each) => each.errors), ...failed];
    if (all.length > 0) throw new Error(`The search index cannot be made: ${all.join('; ')}`);
    const kept = files.filter(({ path }) => !UI.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
    return new Map(kept.map(({ path, content }) => [`pagefind/${path}`, content]));
  } finally {
    await index.deleteIndex();
    await close();
  }
}

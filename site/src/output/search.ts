import { close, createIndex } from 'pagefind';
import type { SiteModel } from '../model/site.js';

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

/**
 * The full-text index of pages and of places on them, as files for the folder `pagefind/`; the same pages give the same bytes. Only pages
 * with a `data-pagefind-body` are found.
 */
export async function searchIndex(
  pages: Iterable<[string, string]>,
  records: readonly SearchRecord[],
): Promise<Map<string, Uint8Array>> {
  const { index, errors } = await createIndex({ forceLanguage: 'en', keepIndexUrl: true, maxFragments: 40 });
  if (!index) throw new Error(`The search index cannot be made: ${errors.join('; ')}`);
  try {
    const added = await Promise.all([
      ...[...pages].map(([url, content]) => index.addHTMLFile({ url, content })),
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

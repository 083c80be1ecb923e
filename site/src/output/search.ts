import { close, createIndex } from 'pagefind';

/** Parts of pagefind that draw a search box of its own: ours does without. */
const UI = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;

/**
 * The full-text index of pages, as files for the folder `pagefind/`; the same pages give the same bytes. Only pages with a
 * `data-pagefind-body` are found.
 */
export async function searchIndex(pages: Iterable<[string, string]>): Promise<Map<string, Uint8Array>> {
  const { index, errors } = await createIndex({ forceLanguage: 'en', keepIndexUrl: true });
  if (!index) throw new Error(`The search index cannot be made: ${errors.join('; ')}`);
  try {
    const added = await Promise.all([...pages].map(([url, content]) => index.addHTMLFile({ url, content })));
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

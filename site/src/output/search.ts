import { close, createIndex, type PagefindIndex } from 'pagefind';
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

/**
 * What repeats the words around it, or other pages: drawings of the acts, payloads of a flow's examples, JSON, the box of facts at the top of
 * definitions, what became of acts, numbers of sections. None of them
 * holds another of its element. They are half of all pages: the index is not handed what it would leave out.
 */
const REPEATED =
  /<svg[ >][^]*?<\/svg>|<details class="payload"[^]*?<\/details>|<pre class="json"[^]*?<\/pre>|<dl class="facts"[^]*?<\/dl>|<p class="act-ran"[^]*?<\/p>|<a class="anchor"[^]*?<\/a>|<span class="number">[^<]*<\/span>/g;

/** The end of a term or of a cell: in the words of a result, what follows must not run into it. */
const ENDS = /<\/(?:dt|dd|td|th)>/g;

/** A page as the index reads it: without the frame around it, which is the same on all, and without what is repeated. */
export function searchedHtml({ title, body }: Pick<Page, 'title' | 'body'>): string {
  return `<html lang="en"><body data-pagefind-body><h1 data-pagefind-meta="title">${escapeHtml(title)}</h1>${body.replace(REPEATED, '').replace(ENDS, ' $&')}</body></html>`;
}

/**
 * The full-text index in the making, by another process beside ours: it reads each page while the next is made. The same pages in the same
 * order give the same bytes.
 */
export class SearchIndexing {
  private readonly added: Promise<{ errors: string[] }>[] = [];

  private constructor(private readonly index: PagefindIndex) {}

  static async start(): Promise<SearchIndexing> {
    const { index, errors } = await createIndex({
      forceLanguage: 'en',
      keepIndexUrl: true,
      maxFragments: 40,
    });
    if (!index) throw new Error(`The search index cannot be made: ${errors.join('; ')}`);
    return new SearchIndexing(index);
  }

  /** Pages that are lists of others (`unlisted`) are not found. */
  add(page: Page): void {
    if (page.unlisted) return;
    const adding = this.index.addHTMLFile({ url: page.file, content: searchedHtml(page) });
    adding.catch(() => undefined); // is told by files()
    this.added.push(adding);
  }

  /** The index with places on pages besides, as files for the folder `pagefind/`. Ends the other process. */
  async files(records: readonly SearchRecord[]): Promise<Map<string, Uint8Array>> {
    try {
      const named = records.map(({ url, title, text }) =>
        this.index.addCustomRecord({ url, content: text, language: 'en', meta: { title } }),
      );
      const added = await Promise.all([...this.added, ...named]);
      const { files, errors: failed } = await this.index.getFiles();
      const all = [...added.flatMap((each) => each.errors), ...failed];
      if (all.length > 0) throw new Error(`The search index cannot be made: ${all.join('; ')}`);
      const kept = files.filter(({ path }) => !UI.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
      return new Map(kept.map(({ path, content }) => [`pagefind/${path}`, content]));
    } finally {
      await this.end();
    }
  }

  /** Ends the other process, also when pages could not be made. */
  async end(): Promise<void> {
    await this.index.deleteIndex();
    await close();
  }
}

/** The index of pages that are there already; see {@link SearchIndexing}. */
export async function searchIndex(
  pages: readonly Page[],
  records: readonly SearchRecord[],
): Promise<Map<string, Uint8Array>> {
  const indexing = await SearchIndexing.start();
  for (const page of pages) indexing.add(page);
  return indexing.files(records);
}

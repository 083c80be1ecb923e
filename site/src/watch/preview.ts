import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildPages, pagesOf, renderFramed, writtenPages, type SiteFiles } from '../build-site.js';
import { readSite } from '../model/read-site.js';
import type { SiteInput, SiteModel } from '../model/site.js';
import { frameOf } from '../pages/frame.js';
import type { Page } from '../pages/page.js';
import { loadTemplates, type Templates } from '../text/templates.js';

/** Pages as they are written, by their path below the project. */
const PAGE = /^input\/(?:pagecontent|pages)\/([^/]+)\.md$/;
const INCLUDE = /^input\/includes\/([^/]+)$/;

/** The site in memory, while its sources change. */
export class Preview {
  private site: SiteModel;
  private templates: Templates;
  private pages: Page[];
  private readonly current: SiteFiles;

  /** Builds everything once. Throws what cannot be read. */
  constructor(private readonly input: SiteInput) {
    this.templates = loadTemplates();
    this.site = readSite(input);
    this.pages = pagesOf({ site: this.site, templates: this.templates });
    this.current = buildPages(this.site, this.templates, this.pages);
  }

  /** The site's pages as they are now, before the frame around them. */
  get made(): readonly Page[] {
    return this.pages;
  }

  /** What the site is made from, as it is now. */
  get model(): SiteModel {
    return this.site;
  }

  /** The site's files as they are now. */
  get files(): ReadonlyMap<string, string | Uint8Array> {
    return this.current;
  }

  /**
   * Takes in that files changed, by their paths below the project, with `/`, and answers the files of the site that are other ones now. Of
   * a page's text only that page is made again, of an include the pages that take it in; of anything else, all. Throws what cannot be
   * read; the site stays as it was then.
   */
  update(changed: readonly string[]): string[] {
    const touched = this.touchedPages(changed);
    return touched ? this.updatePages(touched, changed) : this.updateAll();
  }

  /** Names of the written pages that the changes touch; undefined when they may touch anything. */
  private touchedPages(changed: readonly string[]): Set<string> | undefined {
    const touched = new Set<string>();
    for (const file of changed) {
      const page = PAGE.exec(file)?.[1];
      const include = INCLUDE.exec(file)?.[1];
      if (page !== undefined && this.site.pages.some(({ name }) => name === page)) touched.add(page);
      else if (include !== undefined && this.site.includes.has(include)) {
        for (const { name, text } of this.site.pages) if (text.includes(include)) touched.add(name);
      } else return undefined;
    }
    return touched;
  }

  private updatePages(touched: ReadonlySet<string>, changed: readonly string[]): string[] {
    const read = (file: string): string => readFileSync(path.join(this.input.root, file), 'utf8');
    const includes = new Map(this.site.includes);
    for (const file of changed) {
      const include = INCLUDE.exec(file)?.[1];
      if (include !== undefined) includes.set(include, read(file));
    }
    const pages = this.site.pages.map((page) => (touched.has(page.name) ? { ...page, text: read(page.file) } : page));
    const site = { ...this.site, includes, pages };
    const made = new Map(writtenPages({ site, templates: this.templates }, touched).map((page) => [page.file, page]));
    this.site = site;
    this.pages = this.pages.map((page) => made.get(page.file) ?? page);
    const frame = frameOf(site, this.pages);
    return this.keep(
      [...made.values()].map((page): [string, string] => [page.file, renderFramed(page, frame, this.templates)]),
    );
  }

  private updateAll(): string[] {
    this.templates = loadTemplates();
    const site = readSite(this.input);
    const pages = pagesOf({ site, templates: this.templates });
    const files = buildPages(site, this.templates, pages);
    const gone = [...this.current.keys()].filter((name) => !files.has(name));
    gone.forEach((name) => this.current.delete(name));
    this.site = site;
    this.pages = pages;
    return [...gone, ...this.keep(files)];
  }

  /** Keeps files whose bytes are other ones now, and answers their names. */
  private keep(files: Iterable<[string, string | Uint8Array]>): string[] {
    return [...files].flatMap(([name, content]) => {
      if (this.current.get(name) === content) return [];
      this.current.set(name, content);
      return [name];
    });
  }
}

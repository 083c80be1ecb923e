import type { MenuEntry } from '../model/config.js';
import type { GuideFacts, SiteModel } from '../model/site.js';
import { readingOrder } from './order.js';
import type { Page } from './page.js';

/** What stands around each page: menu, table of contents, citation, the pages before and after. */
export interface Frame {
  /** What the layout shows of a page. */
  viewOf(page: Page): object;
}

/** The menu as it is shown, with the current page told apart. */
interface ShownEntry {
  title: string;
  href?: string;
  current?: boolean;
  below?: ShownEntry[];
  /** Long, and without the current page: folded, so that what comes after it is seen at first sight. */
  folds?: boolean;
  open?: boolean;
}

/** A group of the guide's own menu of more links than this is folded. */
const LONG = 4;

/** The pages that the site adds to what the guide's own menu leads to. */
const EXTRA: MenuEntry = {
  title: 'Look up',
  below: [
    { title: 'All requirements', href: 'requirements.html', below: [] },
    { title: 'What ran', href: 'conformance.html', below: [] },
    { title: 'Quality', href: 'quality.html', below: [] },
    { title: 'Table of contents', href: 'toc.html', below: [] },
  ],
};

/**
 * What browsers let pages do, should a text of a resource ever get into one as markup: no script but the site's own, nothing from elsewhere.
 * Diagrams bring styles of their own, the search runs WebAssembly; `file:` is for pages that are opened from a folder.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' file: 'wasm-unsafe-eval'",
  "style-src 'self' file: 'unsafe-inline'",
  "img-src 'self' file: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** The frame of a site's pages. */
export function frameOf(site: SiteModel, pages: readonly Page[]): Frame {
  const { facts, config } = site;
  const order = readingOrder(site, pages);
  const places = new Map(order.map((page, index) => [page.file, index]));
  const changes = pages
    .filter(({ kind }) => kind === 'changes')
    .map(({ title, file }) => ({ title, href: file, below: [] }));
  const extra = { ...EXTRA, below: [...EXTRA.below, ...changes] };
  return {
    viewOf(page) {
      const place = places.get(page.file);
      const neighbour = (step: number): { title: string; href: string } | undefined => {
        const found = place === undefined ? undefined : order[place + step];
        return found && { title: found.title, href: found.file };
      };
      return {
        ...page,
        home: page.file === 'index.html',
        guide: facts,
        policy: POLICY,
        description: page.description ?? facts.description,
        menu: [...config.menu.map((entry) => shown(entry, page.file)), { ...shown(extra, page.file), folds: false }],
        toc: page.headings.length > 1 ? page.headings : undefined,
        previous: neighbour(-1),
        next: neighbour(1),
        // What a search finds is cited where it stands.
        cite: page.kind === 'search' ? undefined : citationOf(page, facts),
        comment: commentOn(page, facts),
      };
    },
  };
}

function shown({ title, href, below }: MenuEntry, file: string): ShownEntry {
  if (href === undefined) {
    const entries = below.map((each) => shown(each, file));
    return { title, below: entries, folds: below.length > LONG, open: entries.some(({ current }) => current) };
  }
  return { title, href, ...(href === file ? { current: true } : {}) };
}

/** How to cite a page, in one line of text. */
export function citationOf({ title, file }: Pick<Page, 'title' | 'file'>, facts: GuideFacts): string {
  return `${facts.title} (${facts.packageId}) ${facts.version}, ${facts.status}, ${facts.date}: "${title}". ${file}`;
}

/** A comment to fill in, as plain text that any tracker takes. */
function commentOn({ title, file }: Pick<Page, 'title' | 'file'>, facts: GuideFacts): string {
  return [
    `Guide: ${facts.title} (${facts.packageId}) ${facts.version}, ${facts.date}`,
    `Page: ${title} (${file})`,
    'Statement or section: ',
    'Existing wording: ',
    'Proposed wording: ',
    'Comment: ',
    'Kind: (question / typo / suggestion / negative)',
    '',
  ].join('\n');
}

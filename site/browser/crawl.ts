import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inParallel } from './parallel.js';
import { watch } from './watch.js';

/** What one page was like in the browser, on a phone 360 px wide. */
export interface PageFacts {
  /** File name below the site's folder. */
  file: string;
  /** Title of the page. */
  title: string;
  /** What went wrong while it loaded. */
  problems: string[];
  /** Every link and source, as the page writes it. */
  links: string[];
  /** Ids of all its elements, and names of old anchors. */
  ids: Set<string>;
  /** What stands out to the right of the phone when all is unfolded, or undefined. */
  overflow: string | undefined;
}

/** Width of a small phone, in CSS pixels. */
export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 } };

/** A page of a context of its own, to be closed with it. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ place: Page; close: () => Promise<void> }> {
  const context = await browser.newContext(options);
  return { place: await context.newPage(), close: () => context.close() };
}

/** Loads pages and notes what each was like. */
export function crawl(browser: Browser, url: string, files: readonly string[]): Promise<PageFacts[]> {
  const open = async (): Promise<{ place: { page: Page; seen: string[] }; close: () => Promise<void> }> => {
    const { place: page, close } = await openPage(browser, PHONE);
    return { place: { page, seen: watch(page, url) }, close };
  };
  return inParallel(files, open, async (file, { page, seen }) => {
    const before = seen.length;
    await page.goto(url + file);
    const facts = await page.evaluate(factsHere);
    await page.evaluate(unfold);
    const overflow = await page.evaluate(overflowHere);
    return { file, ...facts, ids: new Set(facts.ids), overflow, problems: seen.slice(before) };
  });
}

// What runs in the page stands in functions that hold no named functions: the loader would mark those with a helper of its own.

function factsHere(): { title: string; links: string[]; ids: string[] } {
  return {
    title: document.title,
    links: [
      ...new Set(
        [...document.querySelectorAll('[href], [src]')].map(
          (each) => each.getAttribute('href') ?? each.getAttribute('src') ?? '',
        ),
      ),
    ],
    ids: [...document.querySelectorAll('[id], a[name]')].map((each) => each.id || (each.getAttribute('name') ?? '')),
  };
}

/** Opens all that is folded: details, tabs, rows of trees. */
export function unfold(): void {
  document.querySelectorAll('details').forEach((each) => {
    each.removeAttribute('name');
    each.open = true;
  });
  document.querySelectorAll<HTMLElement>('.tab[hidden], tr[hidden]').forEach((each) => {
    each.hidden = false;
  });
}

/** Where things of one kind stand one after another. */
const ROWS = 'tbody, ul, ol, dl, section, pre, main, svg, g, details, div';

/**
 * Leaves, of the elements that stand together and are built alike (down to the last class and style), the first two: a page of a hundred
 * requirements then shows each way in which something looks on it, and is tested in a twentieth of the time.
 */
export async function thin(page: Page): Promise<void> {
  await page.evaluate((rows) => {
    for (const parent of document.querySelectorAll(rows)) {
      const seen = new Map<string, number>();
      for (const child of [...parent.children]) {
        const parts = [child, ...child.querySelectorAll('*')].map(
          (each) =>
            each.localName + ['class', 'role', 'style', 'lang'].map((name) => each.getAttribute(name) ?? '').join(),
        );
        const build = [...new Set(parts)].sort().join(' ');
        const before = seen.get(build) ?? 0;
        seen.set(build, before + 1);
        if (before >= 2) child.remove();
      }
    }
  }, ROWS);
}

/** The widest element that makes the page scroll sideways: those in a region that scrolls by itself do not. */
function overflowHere(): string | undefined {
  const width = document.documentElement.clientWidth;
  const reach = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  if (reach <= width) return undefined;
  const out = [...document.body.querySelectorAll('*')]
    .filter((each) => each.getBoundingClientRect().right > width + 0.5)
    .filter((each) => {
      for (let at = each.parentElement; at && at !== document.body; at = at.parentElement)
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return false;
      return true;
    })
    .map(
      (each) =>
        `${each.localName}${each.id ? `#${each.id}` : ''}${each.className ? `.${each.getAttribute('class')}` : ''}`,
    );
  return `${reach} px wide: ${out.slice(0, 3).join(', ') || 'no single element'}`;
}

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inParallel } from './parallel.js';
import { watch } from './watch.js';

/** What one page was like in the browser, on a phone 360 px wide. */
export interface PageFacts {
  /** File name below the site's folder. */
  file: string;
  /** `data-kind` of its body, or `report` for pages that runs have written. */
  kind: string;
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
  /** Number of elements: how much there is to test on it. */
  size: number;
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

function factsHere(): { kind: string; title: string; links: string[]; ids: string[]; size: number } {
  return {
    kind: document.body.dataset.kind ?? 'report',
    title: document.title,
    links: [...document.querySelectorAll('[href], [src]')]
      .map((each) => each.getAttribute('href') ?? each.getAttribute('src') ?? '')
      .filter((link, index, all) => all.indexOf(link) === index),
    ids: [...document.querySelectorAll('[id], a[name]')].map((each) => each.id || (each.getAttribute('name') ?? '')),
    size: document.querySelectorAll('*').length,
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

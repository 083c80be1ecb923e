import { count, type Check } from '../check.js';
import { openPage } from '../crawl.js';
import { inParallel } from '../parallel.js';

/** Tables of every kind of page at a desk: a code stands on one line, or is broken behind a hyphen or the like. */
export const words: Check = {
  id: 'words',
  title: 'No code in a table is broken within a word',
  async run({ browser, url, sample }) {
    const found = await inParallel(
      sample,
      () => openPage(browser, { viewport: { width: 1280, height: 900 } }),
      async ({ file }, page) => {
        await page.goto(url + file);
        return (await page.evaluate(brokenHere)).map((word) => `${file}: ${word}`);
      },
    );
    return { looked: count(sample.length, 'page'), faults: found.flat() };
  },
};

/** Codes of letters alone that take more than one line. */
function brokenHere(): string[] {
  return [...document.querySelectorAll('td code:not(.long)')]
    .filter((code) => /^[A-Za-z]+$/.test(code.textContent ?? '') && code.getClientRects().length > 1)
    .map((code) => code.textContent ?? '');
}

import type { Page } from 'playwright-core';
import { count, type Check, type Subject } from '../check.js';
import { openPage } from '../crawl.js';

/** How long the index may take to load and to answer, in ms. */
const PATIENCE = 30_000;

/** A requirement and words of its text. */
interface Wanted {
  file: string;
  words: string;
}

/** One requirement of each theme is looked up by words of its text; the first is also gone to by keyboard. */
export const search: Check = {
  id: 'search',
  title: 'Search finds requirements by their words',
  async run(subject) {
    const { place: page, close } = await openPage(subject.browser, {});
    try {
      const wanted = await wantedOf(page, subject);
      const faults: string[] = wanted.length === 0 ? ['no requirement was found to look up'] : [];
      for (const each of wanted) faults.push(...(await lookUp(page, subject.url, each)));
      return { looked: count(wanted.length, 'requirement'), faults };
    } finally {
      await close();
    }
  },
};

/** The first long words of the first statement of each page of requirements. */
async function wantedOf(page: Page, { url, pages }: Subject): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  for (const { file } of pages.filter(({ file }) => file.startsWith('Requirements-'))) {
    await page.goto(url + file);
    const text = await page.locator('[data-requirement] .says').first().innerText();
    wanted.push({ file, words: (text.match(/[A-Za-z]{5,}/g) ?? []).slice(0, 6).join(' ') });
  }
  return wanted;
}

async function lookUp(page: Page, url: string, { file, words }: Wanted): Promise<string[]> {
  await page.goto(`${url}search.html`);
  await page.locator('#search').focus();
  await page.keyboard.insertText(words);
  const result = page.locator(`#search-results a[href^="${file}"]`).first();
  try {
    await result.waitFor({ timeout: PATIENCE });
  } catch {
    return [
      `search.html: "${words}" does not find ${file}; it says "${await page.locator('#search-status').innerText()}"`,
    ];
  }
  await result.focus();
  await Promise.all([page.waitForURL(`**/${file}*`, { timeout: PATIENCE }), page.keyboard.press('Enter')]);
  return [];
}

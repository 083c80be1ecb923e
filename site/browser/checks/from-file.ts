import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { count, type Check } from '../check.js';
import { openPage } from '../crawl.js';
import { inParallel } from '../parallel.js';
import { watch } from '../watch.js';

/** Every kind of page opened from the folder itself, as a reader does who unpacked the site. */
export const fromFile: Check = {
  id: 'file',
  title: 'Pages work from file://',
  async run({ browser, folder, few }) {
    const base = pathToFileURL(folder + path.sep).href;
    const found = await inParallel(
      few,
      () => openPage(browser, {}),
      async ({ file }, page) => {
        const seen = watch(page, base);
        await page.goto(base + file);
        const styled = await page.evaluate(() => document.styleSheets.length > 0);
        page.removeAllListeners();
        return [...seen, ...(styled ? [] : ['it has no style'])].map((problem) => `${file}: ${problem}`);
      },
    );
    return { looked: count(few.length, 'page'), faults: found.flat() };
  },
};

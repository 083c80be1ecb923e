import { count, type Check } from '../check.js';
import { openPage, unfold } from '../crawl.js';
import { tabFrom } from '../keyboard.js';
import { inParallel } from '../parallel.js';

/** The first link within the guide to another page. */
const firstOf = (file: string): string => `pre.json a[href]:not([href*=":"]):not([href="${file}"])`;

/** Links within the JSON of resources: the keyboard comes to them, and Enter follows them. */
export const jsonLinks: Check = {
  id: 'json',
  title: 'Links in JSON work by keyboard',
  async run({ browser, url, few, files }) {
    const found = await inParallel(
      few,
      () => openPage(browser, {}),
      async ({ file }, page) => {
        await page.goto(url + file);
        await page.evaluate(unfold);
        const first = firstOf(file);
        const href = await page.evaluate((selector) => document.querySelector(selector)?.getAttribute('href'), first);
        if (!href) return { faults: [], tried: false };
        if (!(await tabFrom(page, first))) return { faults: [`${file}: Tab does not come to ${href}`], tried: true };
        await Promise.all([
          page.waitForURL(`**/${href}`, { timeout: 20_000 }).catch(() => undefined),
          page.keyboard.press('Enter'),
        ]);
        const [name = ''] = page.url().slice(url.length).split('#');
        const right = page.url() === url + href && files.has(name);
        return {
          faults: right ? [] : [`${file}: Enter on ${href} leads to ${page.url().slice(url.length)}`],
          tried: true,
        };
      },
    );
    const tried = found.filter((each) => each.tried).length;
    const none = tried === 0 ? ['no JSON with a link was found'] : [];
    return { looked: count(tried, 'page'), faults: [...none, ...found.flatMap(({ faults }) => faults)] };
  },
};

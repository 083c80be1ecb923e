import { count, type Check } from '../check.js';
import { openPage } from '../crawl.js';
import { inParallel } from '../parallel.js';

/** Every kind of page without scripts: all its text is there, and nothing offers to do what needs a script. */
export const noScript: Check = {
  id: 'no-script',
  title: 'Pages are readable without JavaScript',
  async run({ browser, url, few }) {
    const chosen = few.filter(({ kind }) => kind !== 'report');
    const found = await inParallel(
      chosen,
      () => openPage(browser, { javaScriptEnabled: false }),
      async ({ file }, page) => {
        await page.goto(url + file);
        const unseen = await page.locator('main .tab:not(:visible), main [hidden]').count();
        const dead = await page.locator('button:visible:not(dialog button)').count();
        const text = (await page.locator('main').innerText()).trim();
        return [
          ...(unseen > 0 ? [`${file}: ${count(unseen, 'part')} cannot be seen`] : []),
          ...(dead > 0 ? [`${file}: ${count(dead, 'button')} that can do nothing`] : []),
          ...(text.length < 80 ? [`${file}: its text is "${text}"`] : []),
        ];
      },
    );
    return { looked: count(chosen.length, 'page'), faults: found.flat() };
  },
};

import type { Page } from 'playwright-core';
import { count, type Check } from '../check.js';
import { openPage } from '../crawl.js';
import { tabFrom, tabTo } from '../keyboard.js';
import { inParallel } from '../parallel.js';

/** Tree tables of profiles and extensions: tabs by arrow keys, rows fold and unfold by Enter. */
export const trees: Check = {
  id: 'trees',
  title: 'Tree tables and their tabs work by keyboard',
  async run({ browser, url, sample }) {
    const chosen = sample.filter(({ kind }) => kind === 'profile' || kind === 'extension');
    const found = await inParallel(
      chosen,
      () => openPage(browser, {}),
      async ({ file }, page) => {
        await page.goto(url + file);
        return [...(await foldingFaults(page)), ...(await tabFaults(page))].map((fault) => `${file}: ${fault}`);
      },
    );
    const none = chosen.length === 0 ? ['no page with a tree was found'] : [];
    return { looked: count(chosen.length, 'page'), faults: [...none, ...found.flat()] };
  },
};

async function foldingFaults(page: Page): Promise<string[]> {
  if (!(await tabTo(page, 'table.tree .twist'))) return ['Tab never comes to a row that folds'];
  const before = await rows(page);
  await page.keyboard.press('Enter');
  const folded = await rows(page);
  await page.keyboard.press('Enter');
  const again = await rows(page);
  if (folded >= before) return [`Enter on a row folds nothing: ${before} rows before, ${folded} after`];
  if (again !== before) return [`Enter on a folded row shows ${again} rows, not the ${before} from before`];
  return [];
}

/** Rows of trees that can be seen. */
function rows(page: Page): Promise<number> {
  return page.locator('table.tree tbody tr:visible').count();
}

async function tabFaults(page: Page): Promise<string[]> {
  if ((await page.locator('[role=tab]').count()) === 0) return [];
  const selected = '[role=tab][aria-selected=true]';
  if (!(await tabFrom(page, selected))) return ['Tab does not come to the views'];
  const before = await panel(page);
  await page.keyboard.press('ArrowRight');
  const after = await panel(page);
  return before !== after && after.split(' ').length === 1 && after !== ''
    ? []
    : [`the right arrow shows "${after}" where "${before}" was shown`];
}

/** Ids of the panels that the first row of tabs shows. */
function panel(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...(document.querySelector('[role=tablist]')?.parentElement?.querySelectorAll(':scope > [role=tabpanel]') ?? [])]
      .filter((each) => each.getBoundingClientRect().height > 0)
      .map((each) => each.id)
      .join(' '),
  );
}

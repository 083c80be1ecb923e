import type { Page } from 'playwright-core';
import { count, type Check } from '../check.js';
import { openPage } from '../crawl.js';
import { tabFrom, tabTo } from '../keyboard.js';
import { inParallel } from '../parallel.js';

/** The exchange switch of every flow page: the whole way to it by Tab on the first, then Enter and Space. */
export const switches: Check = {
  id: 'switch',
  title: 'The exchange switch works by keyboard, and its choice is kept',
  async run({ browser, url, pages }) {
    const flows = pages.filter(({ file, kind }) => kind === 'flow' && file.startsWith('flow-'));
    const found = await inParallel(
      flows,
      () => openPage(browser, {}),
      async ({ file }, page) => {
        await page.goto(url + file);
        const switched = await groupsWithoutSwitch(page);
        if (switched.length > 0) return switched.map((name) => `${file}: ${name} has no switch`);
        if ((await page.locator('.switch').count()) === 0) return [];
        const walked = file !== flows[0]?.file || (await tabTo(page, '.switch button'));
        if (!walked) return [`${file}: Tab never comes to the switch`];
        return (await tried(page)).map((fault) => `${file}: ${fault}`);
      },
    );
    const none = flows.length === 0 ? ['no flow page was found'] : [];
    return { looked: count(flows.length, 'flow page'), faults: [...none, ...found.flat()] };
  },
};

/** Groups of exchanges before which no row of buttons stands. */
function groupsWithoutSwitch(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...new Set([...document.querySelectorAll('details.exchange')].map((each) => each.getAttribute('name') ?? ''))]
      .filter((name) => document.querySelectorAll(`details.exchange[name="${name}"]`).length > 1)
      .filter((name) => {
        const before = document.querySelector(`details.exchange[name="${name}"]`)?.previousElementSibling;
        return !before?.matches('.switch') || before.querySelectorAll('button').length < 2;
      }),
  );
}

/** Presses the last button by Enter and the first by Space, and loads the page anew between them. */
async function tried(page: Page): Promise<string[]> {
  const last = '.switch button:last-child';
  if (!(await tabFrom(page, last))) return ['Tab does not come to the last exchange'];
  await page.keyboard.press('Enter');
  const wanted = (await page.locator(last).first().getAttribute('data-exchange')) ?? '';
  const after = await shown(page);
  if (after !== wanted) return [`Enter on ${wanted} shows ${after}`];
  await page.reload();
  const kept = await shown(page);
  if (kept !== wanted) return [`after loading again ${kept} is shown, not ${wanted}`];
  if (!(await tabFrom(page, '.switch button'))) return ['Tab does not come to the first exchange'];
  await page.keyboard.press('Space');
  const first = (await page.locator('.switch button').first().getAttribute('data-exchange')) ?? '';
  const back = await shown(page);
  return back === first ? [] : [`Space on ${first} shows ${back}`];
}

/** The exchange that the first switch shows: the one that is pressed, if its part and no other of the group is open. */
function shown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const row = document.querySelector('.switch');
    const pressed = [...(row?.querySelectorAll('[aria-pressed="true"]') ?? [])].map((each) =>
      each.getAttribute('data-exchange'),
    );
    const name = row?.nextElementSibling?.getAttribute('name');
    const open = [...document.querySelectorAll<HTMLDetailsElement>(`details.exchange[name="${name}"]`)]
      .filter((each) => each.open && each.getBoundingClientRect().height > 0)
      .map((each) => each.id);
    return open.length === 1 && pressed.length === 1 && open[0] === `${name}-${pressed[0]}`
      ? `${pressed[0]}`
      : `pressed ${pressed.join(' and ') || 'none'}, open ${open.join(' and ') || 'none'}`;
  });
}

import type { Page } from 'playwright-core';

/** No page has more stops than this before what is looked for. */
const STOPS = 600;

/** Goes on by the Tab key until the focus is on an element that matches; false when it is not met. */
export async function tabTo(page: Page, selector: string): Promise<boolean> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return true;
  }
  return false;
}

/**
 * Where a reader who tabs comes next when the focus was last just before an element: the way through the menu is the same on every page,
 * and is walked in full but once.
 */
export async function tabFrom(page: Page, selector: string): Promise<boolean> {
  await page.locator(selector).first().focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  return page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector);
}

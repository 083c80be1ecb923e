import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { writeFiles } from '../../src/output/write.js';
import { count, type Check } from '../check.js';
import { openPage } from '../crawl.js';
import { ATTACKS, HOSTILE_PAGE } from '../hostile-site.js';
import { serveFolder } from '../serve.js';
import { watch } from '../watch.js';

/** An example full of attacks, built into a site of its own: they are read on its page, and nothing of them runs. */
export const hostile: Check = {
  id: 'hostile',
  title: "Script and HTML in an example's text are shown, not run",
  async run({ browser, hostileFiles }) {
    const folder = mkdtempSync(path.join(tmpdir(), 'hostile-site-'));
    writeFiles(folder, hostileFiles());
    const { url, close } = await serveFolder(folder);
    const { place: page, close: leave } = await openPage(browser, {});
    try {
      const seen = watch(page, url);
      await page.goto(url + HOSTILE_PAGE, { waitUntil: 'networkidle' });
      const faults = [...seen, ...(await harm(page))].map((fault) => `${HOSTILE_PAGE}: ${fault}`);
      return { looked: `${count(ATTACKS.length, 'attack')} in narrative, strings and links`, faults };
    } finally {
      await leave();
      await close();
      rmSync(folder, { recursive: true });
    }
  },
};

/** What of the attacks became part of the page, and what is not to be read on it. */
async function harm(page: Page): Promise<string[]> {
  const alive = await page.evaluate(() => [
    ...('harmed' in window ? ['a script of the example ran'] : []),
    ...[
      ...document.querySelectorAll('main script, main iframe, main img, main [onerror], main [onload], main [onclick]'),
    ].map((each) => `an element of the example stands in the page: ${each.localName}`),
    ...[...document.querySelectorAll('a[href^="javascript:"]')].map(() => 'a link of the example runs a script'),
  ]);
  const text = await page.locator('main').evaluate((main) => main.textContent ?? '');
  return [
    ...alive,
    ...ATTACKS.filter((attack) => !text.includes(attack)).map((attack) => `not shown as text: ${attack}`),
  ];
}

import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { count, type Check } from '../check.js';
import { openPage, thin, unfold } from '../crawl.js';
import { inParallel } from '../parallel.js';
import { kindsIn } from '../sample.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** WCAG 2.0, 2.1 and 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const;

/** axe on every kind of page, with all that is folded open: light at a desk, dark on a phone. */
export const accessibility: Check = {
  id: 'axe',
  title: 'axe finds no violation of WCAG A or AA, light at a desk, dark on a phone',
  async run({ browser, url, sample }) {
    const found = await inParallel(
      sample,
      // Pages say by a Content-Security-Policy that no other scripts than theirs run: axe is one.
      () => openPage(browser, { bypassCSP: true }),
      async ({ file }, page) => {
        await page.goto(url + file);
        await page.addScriptTag({ path: AXE });
        await page.evaluate(unfold);
        await thin(page);
        const faults: string[] = [];
        for (const look of LOOKS) faults.push(...(await violations(page, look)).map((each) => `${file}: ${each}`));
        return faults;
      },
    );
    return {
      looked: `${count(sample.length, 'page')} of ${count(kindsIn(sample).length, 'kind')}, ${LOOKS.length} times each`,
      faults: found.flat(),
    };
  },
};

/** The violations of a page that has axe, as it looks one way: rule, how often, and the first place. */
async function violations(page: Page, { colorScheme, viewport }: (typeof LOOKS)[number]): Promise<string[]> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  const results = await page.evaluate(
    (values) =>
      (window as unknown as { axe: { run: (on: Document, options: object) => Promise<AxeResults> } }).axe.run(
        document,
        {
          runOnly: { type: 'tag', values },
          resultTypes: ['violations'],
        },
      ),
    RULES,
  );
  return results.violations.map(({ id, nodes }) => {
    const [first] = nodes;
    const why = (first?.any[0] ?? first?.all[0] ?? first?.none[0])?.message ?? first?.failureSummary ?? '';
    return `${colorScheme}, ${viewport.width} px: ${id} at ${count(nodes.length, 'place')}, first ${String(first?.target)}: ${why}`;
  });
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { launchChromium } from './chromium.js';
import { openPage } from './crawl.js';
import { serveFolder } from './serve.js';

// npm run site:screenshots: the pictures of the site that stand in docs/images, taken anew from site-output, which must hold a report.
// Exit code 2: it could not be done.

const DESK = { viewport: { width: 1000, height: 640 } };
const PHONE = { viewport: { width: 360, height: 640 } };

/** What is shown, and with what at its top; without a place, the page from its beginning. */
const PICTURES = [
  { name: 'home', page: 'index.html', look: { ...DESK, colorScheme: 'light' } },
  { name: 'flow', page: 'flow-order-declined.html', at: '.switch', look: { ...DESK, colorScheme: 'light' } },
  {
    name: 'profile',
    page: 'StructureDefinition-coordination-task.html',
    at: '.tablist',
    look: { ...DESK, colorScheme: 'dark' },
  },
  {
    name: 'requirements-phone',
    page: 'Requirements-cancellation-and-modification.html',
    at: '[data-requirement]',
    look: { ...PHONE, colorScheme: 'light' },
  },
  { name: 'what-ran', page: 'conformance.html', at: 'main h2', look: { ...DESK, colorScheme: 'light' } },
  { name: 'report', page: 'report-1.html#order-declined@messaging', look: { ...DESK, colorScheme: 'light' } },
] as const;

/** Takes each picture with its place at the top. */
async function take(): Promise<void> {
  const folder = path.join(projectRoot(), 'docs', 'images');
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  const { url, close } = await serveFolder(path.join(projectRoot(), 'site-output'));
  try {
    for (const picture of PICTURES) {
      const { name, page: file, look } = picture;
      const { place: page, close: leave } = await openPage(browser, look);
      await page.goto(url + file, { waitUntil: 'networkidle' });
      if ('at' in picture) {
        await page
          .locator(picture.at)
          .first()
          .evaluate((element) => element.scrollIntoView());
      }
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
      await leave();
      console.log(`docs/images/${name}.png: ${file}`);
    }
  } finally {
    await close();
    await browser.close();
  }
}

try {
  await take();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

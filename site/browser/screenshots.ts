import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { launchChromium } from './chromium.js';
import { openPage } from './crawl.js';
import { serveFolder } from './serve.js';

// npm run site:screenshots: the pictures of the site that stand in docs/images, taken anew from site-output. Exit code 2: it could not be done.

const DESK = { viewport: { width: 1100, height: 720 } };
const PHONE = { viewport: { width: 360, height: 640 } };

const PICTURES = [
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
] as const;

/** Takes each picture with its place at the top. */
async function take(): Promise<void> {
  const folder = path.join(projectRoot(), 'docs', 'images');
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  const { url, close } = await serveFolder(path.join(projectRoot(), 'site-output'));
  try {
    for (const { name, page: file, at, look } of PICTURES) {
      const { place: page, close: leave } = await openPage(browser, look);
      await page.goto(url + file);
      await page
        .locator(at)
        .first()
        .evaluate((element) => element.scrollIntoView());
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

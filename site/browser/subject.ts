import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { listFiles } from '../src/output/write.js';
import type { Subject } from './check.js';
import { crawl, type PageFacts } from './crawl.js';
import { hostilePages } from './hostile-site.js';
import { oneOfEach, pagesIn, sampleOf } from './sample.js';
import { serveFolder } from './serve.js';

/**
 * Serves a site and lets something be done with it. Its pages are loaded once, when the first check asks what they are like.
 *
 * @param only no other pages than these, each of them in the sample
 *
 * Throws when the folder holds no site; the message says how to make it.
 */
export async function withSubject<Result>(
  browser: Browser,
  folder: string,
  work: (subject: Subject) => Promise<Result>,
  only?: ReadonlySet<string>,
): Promise<Result> {
  if (!existsSync(path.join(folder, 'index.html')))
    throw new Error(`${folder} holds no site: make it by npm run site.`);
  const { url, close } = await serveFolder(path.resolve(folder));
  try {
    const files = new Set(listFiles(folder));
    const names = [...files].filter((file) => file.endsWith('.html') && (only?.has(file) ?? true));
    const pages = pagesIn(folder, names);
    let loaded: Promise<PageFacts[]> | undefined;
    return await work({
      browser,
      folder: path.resolve(folder),
      url,
      files,
      pages,
      sample: only ? pages : sampleOf(pages),
      few: only ? pages : oneOfEach(pages),
      loaded: () => (loaded ??= crawl(browser, url, names)),
      hostileFiles: hostilePages,
    });
  } finally {
    await close();
  }
}

import type { Browser } from 'playwright-core';
import type { SiteFiles } from '../src/build-site.js';
import type { PageFacts } from './crawl.js';
import type { SitePage } from './sample.js';

/** What checks look at. */
export interface Subject {
  browser: Browser;
  /** The site's folder. */
  folder: string;
  /** Where it is served. */
  url: string;
  /** Every file of the site. */
  files: ReadonlySet<string>;
  /** Its pages. */
  pages: SitePage[];
  /** One or two pages of each kind: what a check looks at that need not see all. */
  sample: SitePage[];
  /** One page of each kind: what is enough where all pages of a kind do the same. */
  few: SitePage[];
  /** What each page was like when it was loaded; each is loaded once. */
  loaded: () => Promise<PageFacts[]>;
  /** The pages of a guide with a hostile example. */
  hostileFiles: () => SiteFiles;
}

/** What a check looked at and what it found. */
export interface Outcome {
  /** E.g. `12 pages, 340 links`. */
  looked: string;
  /** One line a fault, beginning with the page. None: the check passes. */
  faults: string[];
}

/** A test of the site in a browser. */
export interface Check {
  /** For `--only` and for the planted faults. */
  id: string;
  /** What holds when it passes. */
  title: string;
  run(subject: Subject): Promise<Outcome> | Outcome;
}

/** How many of something, in words: `1 page`, `2 pages`. */
export function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}

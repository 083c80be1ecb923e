import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../harness/src/guide/project-root.js';
import { readSite } from '../site/src/model/read-site.js';
import type { SiteModel } from '../site/src/model/site.js';
import { narrativePage, readerOf } from '../site/src/pages/narrative.js';
import { firstDifference, outlineOf } from './kramdown/outline.js';

// npm run kramdown: every page, read as the IG Publisher reads it (Liquid and kramdown of Ruby), must say what it says on our site.
// With --planted: texts that the two are known to read differently must be told apart, so that the comparison is seen to fail.
// Exit code 0: alike; 1: a page differs; 2: Ruby, kramdown or Liquid is missing.

/** All pages as kramdown renders them, by name. Ends the program where the tools are missing. */
function byKramdown({ pages, includes }: SiteModel): Record<string, string> {
  const input = {
    includes: Object.fromEntries(includes),
    pages: Object.fromEntries(pages.map(({ name, text }) => [name, text])),
  };
  const script = path.join(projectRoot(), 'scripts', 'kramdown', 'render.rb');
  const { status, stdout, stderr, error } = spawnSync('ruby', [script], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 120_000,
  });
  if (error ?? /cannot load such file/.test(stderr)) {
    console.error('This needs Ruby with kramdown and Liquid: apt-get install ruby-kramdown-parser-gfm ruby-liquid');
    process.exit(2);
  }
  if (status !== 0) throw new Error(stderr.trim());
  return JSON.parse(stdout) as Record<string, string>;
}

/** Written headings begin at the third level for the IG Publisher's template, and stand one level higher on our site. */
function asWritten(line: string): string {
  return line.replace(/^h([1-5])#/, (_all, level: string) => `h${Number(level) + 1}#`);
}

/** Texts that kramdown and markdown-it read differently: none may pass for alike. */
const PLANTED: Record<string, string> = {
  'table-without-head': '|x|y|\n|z|w|\n',
  'definition-list': 'term\n: what it means\n',
  dash: 'from here -- to there\n',
  'heading-with-number': '### 0.1.0\n',
  'text-in-html': '<div markdown="1">\ntext with **weight**\n</div>\n',
};

const planted = process.argv.includes('--planted');
const site = readSite({ root: projectRoot(), reports: [] });
const model = planted
  ? { ...site, pages: Object.entries(PLANTED).map(([name, text]) => ({ name, title: name, file: name, text })) }
  : site;
const theirs = byKramdown(model);
const read = readerOf(model);
let differing = 0;
for (const page of model.pages) {
  const ours = outlineOf(narrativePage(page, read).body).map(asWritten);
  const difference = firstDifference(outlineOf(theirs[page.name] ?? ''), ours);
  if (difference === undefined) continue;
  differing += 1;
  console.error(`${page.file}\n    ${difference}`);
}
console.log(
  `${model.pages.length - differing} of ${model.pages.length} pages say the same by kramdown and on our site`,
);
process.exitCode = differing === (planted ? model.pages.length : 0) ? 0 : 1;

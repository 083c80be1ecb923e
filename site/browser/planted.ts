import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { SiteFiles } from '../src/build-site.js';
import { CHECKS } from './catalog.js';
import type { Subject } from './check.js';
import { HOSTILE_PAGE, hostilePages } from './hostile-site.js';
import { withSubject } from './subject.js';

/** A fault that is planted into a copy of the site, and the one check that must find it. */
interface Fault {
  check: string;
  what: string;
  /** File of the copy that is changed, and how. */
  file: string;
  edit: (text: string) => string;
  /** Pages that show it; the changed one when left out. */
  pages?: readonly string[];
}

/** What every loaded page tells without further steps: these are tried with each fault, and must find nothing in others' faults. */
const ALWAYS: readonly string[] = ['load', 'links', 'width'];

/** A page of each kind that a check needs: enough to see that nothing else fails. */
const PAGES = [
  'index.html',
  'search.html',
  'flow-order-declined.html',
  'Requirements-cancellation-and-modification.html',
  'StructureDefinition-coordination-task.html',
  'Task-cbc-coordination.html',
];

/** Puts HTML at the end of the page's text. */
const add =
  (html: string) =>
  (text: string): string =>
    text.replace('<footer class="after"', `${html}<footer class="after"`);

const FAULTS: readonly Fault[] = [
  {
    check: 'load',
    what: 'a script complains in the console',
    file: 'assets/site.js',
    edit: (text) => `${text}\nconsole.error('planted');`,
    pages: ['index.html'],
  },
  {
    check: 'links',
    what: 'a link to a page that is not there',
    file: 'index.html',
    edit: add('<p><a href="nowhere.html">here</a></p>'),
  },
  {
    check: 'links',
    what: 'a link to a place that is not there',
    file: 'index.html',
    edit: add('<p><a href="#nowhere">here</a></p>'),
  },
  {
    check: 'width',
    what: 'a line that does not break',
    file: 'index.html',
    edit: add('<p style="white-space:nowrap">a line that is far too long for a phone, and does not break at all</p>'),
  },
  {
    check: 'width',
    what: 'the head of a table that is a list on a phone keeps its width',
    file: 'assets/site.css',
    edit: (text) => text.replace(/(\.stacked thead \{[^}]*?)width: 1px;/, '$1'),
    pages: ['CapabilityStatement-fulfiller-messaging.html'],
  },
  {
    check: 'words',
    what: 'codes in tables break anywhere',
    file: 'assets/site.css',
    edit: (text) => text.replace('overflow-wrap: break-word;\n}\ntd p', 'overflow-wrap: anywhere;\n}\ntd p'),
    pages: ['flow-cancel-in-progress.html'],
  },
  {
    check: 'axe',
    what: 'a picture without a text',
    file: 'index.html',
    edit: add('<img src="assets/icon.svg" width="20">'),
  },
  {
    check: 'axe',
    what: 'grey on grey',
    file: 'index.html',
    edit: add('<p style="color:#999;background:#888">hardly to be read</p>'),
  },
  {
    check: 'search',
    what: 'an index that holds nothing',
    file: 'pagefind/pagefind.js',
    edit: () => 'export const search = async () => ({ results: [] });',
    pages: ['search.html', 'Requirements-cancellation-and-modification.html'],
  },
  {
    check: 'switch',
    what: 'buttons of the switch do nothing',
    file: 'assets/site.js',
    edit: (text) => text.replace("remember('cow-exchange', exchangeOf(part, name));\n    press(part, name);", ''),
    pages: ['flow-order-declined.html'],
  },
  {
    check: 'trees',
    what: 'rows do not fold',
    file: 'assets/site.js',
    edit: (text) => text.replace("button.addEventListener('click', () => toggle(button))", 'void button'),
    pages: ['StructureDefinition-coordination-task.html'],
  },
  {
    check: 'json',
    what: 'links in JSON that the keyboard passes over',
    file: 'assets/site.js',
    edit: (text) => `${text}\ndocument.querySelectorAll('pre.json a').forEach((each) => { each.tabIndex = -1; });`,
    pages: ['Task-cbc-coordination.html'],
  },
  {
    check: 'no-script',
    what: 'a part that only a script shows',
    file: 'index.html',
    edit: add('<p class="tab js">unseen</p>'),
  },
  {
    check: 'file',
    what: 'a script that browsers load from servers alone',
    file: 'index.html',
    edit: add('<script type="module" src="assets/theme.js"></script>'),
  },
  {
    check: 'hostile',
    what: 'text of an example is put into the page as it is',
    file: HOSTILE_PAGE,
    edit: (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
  },
];

/**
 * Tries a few sound pages, then plants each fault alone. True when nothing was found without a fault, and each time exactly the check meant
 * for the fault found it.
 */
export async function plantedFaults(browser: Browser, site: string): Promise<boolean> {
  const copy = mkdtempSync(path.join(tmpdir(), 'planted-'));
  try {
    cpSync(site, copy, { recursive: true });
    const sound = hostilePages();
    const all = CHECKS.map(({ id }) => id);
    const failing = (fault: Fault, hostile: SiteFiles): Promise<string[]> =>
      failingChecks(browser, copy, hostile, [...ALWAYS, fault.check], new Set(fault.pages ?? [fault.file]));
    let right = tell('nothing', [], await failingChecks(browser, copy, sound, all, new Set(PAGES)));
    for (const fault of FAULTS) {
      const failed =
        fault.check === 'hostile'
          ? await failing(fault, edited(sound, fault))
          : await withFault(copy, fault, () => failing(fault, sound));
      right = tell(fault.what, [fault.check], failed) && right;
    }
    return right;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function tell(what: string, wanted: string[], failed: string[]): boolean {
  const right = failed.join() === wanted.join();
  const said = failed.join(', ') || 'nothing';
  console.log(
    `${right ? 'found' : 'WRONG'}  planted: ${what}; fails: ${said}${right ? '' : `, wanted: ${wanted.join() || 'nothing'}`}`,
  );
  return right;
}

/** Ids of those of the wanted checks that fail on a few pages of a site; what they find is told. */
async function failingChecks(
  browser: Browser,
  folder: string,
  hostile: SiteFiles,
  wanted: readonly string[],
  pages: ReadonlySet<string>,
): Promise<string[]> {
  const work = async (subject: Subject): Promise<string[]> => {
    const failed: string[] = [];
    for (const check of CHECKS.filter(({ id }) => wanted.includes(id))) {
      const { faults } = await check.run({ ...subject, hostileFiles: () => hostile });
      if (faults.length > 0) failed.push(check.id);
      faults.slice(0, 1).forEach((fault) => console.log(`    ${check.id}: ${fault}`));
    }
    return failed;
  };
  return withSubject(browser, folder, work, pages);
}

/** Does something while a fault is in a file, which is put right after it. Throws when the fault changes nothing. */
async function withFault<Result>(
  folder: string,
  { file, what, edit }: Fault,
  work: () => Promise<Result>,
): Promise<Result> {
  const place = path.join(folder, file);
  const before = readFileSync(place, 'utf8');
  const after = edit(before);
  if (after === before)
    throw new Error(`"${what}" changes nothing in ${file}: what it replaces is written otherwise now.`);
  writeFileSync(place, after);
  try {
    return await work();
  } finally {
    writeFileSync(place, before);
  }
}

function edited(files: SiteFiles, { file, what, edit }: Fault): SiteFiles {
  const before = `${files.get(file)}`;
  const after = edit(before);
  if (after === before) throw new Error(`"${what}" changes nothing in ${file}.`);
  return new Map([...files, [file, after]]);
}

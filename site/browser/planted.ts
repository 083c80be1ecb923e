import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { SiteFiles } from '../src/build-site.js';
import { CHECKS } from './catalog.js';
import { HOSTILE_PAGE, hostilePages } from './hostile-site.js';
import { withSubject } from './subject.js';

/** A fault that is planted into a copy of the site, and the one check that must find it. */
interface Fault {
  check: string;
  what: string;
  /** File of the copy that is changed, and how. */
  file: string;
  edit: (text: string) => string;
}

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
    file: 'index.html',
    edit: add('<script>if (location.protocol !== "file:") console.error("planted")</script>'),
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
  },
  {
    check: 'switch',
    what: 'buttons of the switch do nothing',
    file: 'assets/site.js',
    edit: (text) => text.replace("remember('cow-exchange', exchangeOf(part, name));\n    press(part, name);", ''),
  },
  {
    check: 'trees',
    what: 'rows do not fold',
    file: 'assets/site.js',
    edit: (text) => text.replace("button.addEventListener('click', () => toggle(button))", 'void button'),
  },
  {
    check: 'json',
    what: 'links in JSON that the keyboard passes over',
    file: 'assets/site.js',
    edit: (text) => `${text}\ndocument.querySelectorAll('pre.json a').forEach((each) => { each.tabIndex = -1; });`,
  },
  {
    check: 'no-script',
    what: 'a part that only a script shows',
    file: 'index.html',
    edit: add(
      '<p class="tab" style="display:none" id="planted">unseen</p><script>document.getElementById("planted").style.display = "block"</script>',
    ),
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

/** Plants each fault alone and tells what failed. True when each time exactly the check meant for it did, and none without a fault. */
export async function plantedFaults(browser: Browser, site: string): Promise<boolean> {
  const copy = mkdtempSync(path.join(tmpdir(), 'planted-'));
  try {
    cpSync(site, copy, { recursive: true });
    const sound = hostilePages();
    let right = tell('nothing', [], await failing(browser, copy, sound));
    for (const fault of FAULTS) {
      const failed =
        fault.check === 'hostile'
          ? await failing(browser, copy, edited(sound, fault), fault.check)
          : await withFault(copy, fault, () => failing(browser, copy, sound, fault.check));
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

/** Ids of the checks that fail on a few pages of a site; what others than the wanted one find is told. */
async function failing(browser: Browser, folder: string, hostile: SiteFiles, wanted?: string): Promise<string[]> {
  return withSubject(
    browser,
    folder,
    async (subject) => {
      const failed: string[] = [];
      for (const check of CHECKS) {
        const { faults } = await check.run({ ...subject, sample: subject.pages, hostileFiles: () => hostile });
        if (faults.length > 0) failed.push(check.id);
        if (check.id !== wanted) faults.slice(0, 3).forEach((fault) => console.log(`    ${check.id}: ${fault}`));
      }
      return failed;
    },
    new Set(PAGES),
  );
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

import { Command } from 'commander';
import { CHECKS } from './catalog.js';
import { launchChromium } from './chromium.js';
import { plantedFaults } from './planted.js';
import { runChecks } from './run.js';
import { withSubject } from './subject.js';

// npm run site:browser: the site in a real browser. Exit code 0: every check passed; 1: faults, each told with its page;
// 2: it could not be tried, and the message says what to do.

interface Options {
  site: string;
  only: string[];
  planted?: true;
}

async function checkSite({ site, only, planted }: Options): Promise<void> {
  const checks = CHECKS.filter(({ id }) => only.length === 0 || only.includes(id));
  const unknown = only.filter((id) => !CHECKS.some((check) => check.id === id));
  if (unknown.length > 0)
    throw new Error(`No such check: ${unknown.join(', ')}. There are ${CHECKS.map(({ id }) => id).join(', ')}.`);
  const browser = await launchChromium();
  try {
    if (planted) {
      process.exitCode = (await plantedFaults(browser, site)) ? 0 : 1;
      return;
    }
    const failed = await withSubject(browser, site, (subject) => runChecks(checks, subject));
    if (failed.length > 0) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

const program = new Command('site:browser')
  .description('Tries the site in a real browser (Chromium).')
  .option('--site <folder>', 'the site to try', 'site-output')
  .option(
    '--only <check>',
    'only this check; may be given several times',
    (value, before: string[]) => [...before, value],
    [],
  )
  .option('--planted', 'plant a fault for each check into a copy of the site: that check must fail, and no other')
  .action(checkSite);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

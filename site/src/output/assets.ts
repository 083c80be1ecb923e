import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { colours } from '../../../harness/src/report/html/colours.js';
import { sequenceStyle } from '../../../harness/src/publish/sequence-style.js';
import { siteFolder } from '../text/templates.js';

/** Parts of the page's script, in order; each is a module that is type-checked, put into one scope without a bundler. */
const CLIENT = ['elements', 'copy', 'tabs', 'trees', 'filters', 'switches', 'search', 'start'];

/** Style sheets, in order, after the colours that the report has as well. */
const STYLES = ['frame', 'text', 'tables', 'artifacts', 'marks', 'print'];

/** What all pages share: style sheet, scripts, icon; by file name. */
export function assets(): Map<string, string> {
  const folder = siteFolder();
  const styles = STYLES.map((name) => readFileSync(path.join(folder, 'styles', `${name}.css`), 'utf8'));
  const scripts = CLIENT.map((name) => clientPart(path.join(folder, 'client', `${name}.js`)));
  return new Map([
    ['site.css', `${colours()}\n${styles.join('\n')}\n${sequenceStyle}\n`],
    ['site.js', `(() => {\n'use strict';\n${scripts.join('\n')}})();\n`],
    ['theme.js', readFileSync(path.join(folder, 'client', 'theme.js'), 'utf8')],
    ['icon.svg', readFileSync(path.join(folder, 'client', 'icon.svg'), 'utf8')],
  ]);
}

/** Where the client's parts are, for tests that hold the list against the folder. */
export function clientParts(): { listed: string[]; present: string[] } {
  const present = readdirSync(path.join(siteFolder(), 'client')).filter((name) => name.endsWith('.js'));
  return { listed: [...CLIENT, 'theme', 'watch'].map((name) => `${name}.js`).sort(), present: present.sort() };
}

/** A module to stand beside the others in one scope: without its import lines and `export` words. */
function clientPart(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export /gm, '');
}

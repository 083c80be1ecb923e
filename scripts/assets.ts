import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { TEMPLATE_OPTIONS } from '../harness/src/report/html/template-options.js';
import { projectRoot } from '../harness/src/guide/project-root.js';

/** Files beside the sources that the compiler does not carry over: page templates, style sheets, page scripts. */
const KINDS = /\.(hbs|css|js)$/;

/** Copies them to the same places below `to`, templates also as compiled modules, and answers their paths relative to `from`. */
export function copyAssets(from: string, to: string): string[] {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((file) => KINDS.test(file));
  for (const file of files) {
    cpSync(path.join(from, file), path.join(to, file));
    if (file.endsWith('.hbs')) compileTemplate(path.join(to, file));
  }
  return files.sort();
}

/** Compiling a page template takes longer than filling it: here it is done once. */
function compileTemplate(file: string): void {
  const specification = Handlebars.precompile(readFileSync(file, 'utf8'), TEMPLATE_OPTIONS) as string;
  writeFileSync(`${file}.cjs`, `module.exports = ${specification};\n`);
}

if (process.argv[1] && path.basename(process.argv[1]).startsWith('assets.')) {
  const root = projectRoot();
  copyAssets(path.join(root, 'harness', 'src'), path.join(root, 'dist', 'harness', 'src'));
}

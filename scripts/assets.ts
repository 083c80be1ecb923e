import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../harness/src/guide/project-root.js';

/** Files beside the sources that the compiler does not carry over: page templates, style sheets, page scripts. */
const KINDS = /\.(hbs|css|js)$/;

/** Copies them to the same places below `to`, and answers their paths relative to `from`. */
export function copyAssets(from: string, to: string): string[] {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((file) => KINDS.test(file));
  for (const file of files) cpSync(path.join(from, file), path.join(to, file));
  return files.sort();
}

if (process.argv[1] && path.basename(process.argv[1]).startsWith('assets.')) {
  const root = projectRoot();
  copyAssets(path.join(root, 'harness', 'src'), path.join(root, 'dist', 'harness', 'src'));
}

import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { Preview } from '../../site/src/watch/preview.js';

/** Wall time of the first and of later rebuilds of one page in the preview, milliseconds. */
export function pageRebuilds(times: number): number[] {
  const preview = new Preview({ root: projectRoot(), reports: [] });
  return Array.from({ length: times }, () => {
    const began = performance.now();
    preview.update(['input/pagecontent/states.md']);
    return performance.now() - began;
  });
}

/** The heaviest page of a kind in a folder of a site: name and bytes; undefined when there is none. */
export function heaviest(folder: string, pattern: RegExp): { name: string; bytes: number } | undefined {
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => ({ name, bytes: statSync(path.join(folder, name)).size }))
    .sort((a, b) => b.bytes - a.bytes)[0];
}

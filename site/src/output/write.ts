import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What writing changed. */
export interface Written {
  changed: string[];
  removed: string[];
}

/**
 * Writes files below a folder and removes what it held besides them, so that it is the site and nothing else. A file whose bytes are the
 * same is left alone.
 *
 * Throws when the folder holds something that is no site: nothing of a user's is removed by a mistyped name.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Written {
  const before = existsSync(folder) ? listFiles(folder) : [];
  if (before.length > 0 && !before.includes('assets/site.css')) {
    throw new Error(`${folder} holds files that are no site of this guide: give an empty or a new folder by --out.`);
  }
  const changed = [...files]
    .filter(([name, content]) => writeFile(path.join(folder, name), content))
    .map(([name]) => name);
  const removed = before.filter((name) => !files.has(name));
  for (const name of removed) rmSync(path.join(folder, name));
  return { changed, removed };
}

function writeFile(file: string, content: string | Uint8Array): boolean {
  const bytes = Buffer.from(content as Uint8Array);
  if (existsSync(file) && statSync(file).size === bytes.length && readFileSync(file).equals(bytes)) return false;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return true;
}

/** Paths of all files below a folder, with `/`, sorted. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** A short name for content: equal bytes, equal name. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** The files below a folder, as sorted paths relative to it with `/` as separator; none when the folder does not exist. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** The files below a folder with the SHA-256 (hex) of their contents. */
export function hashFolder(folder: string): Map<string, string> {
  return new Map(listFiles(folder).map((file) => [file, sha256(readFileSync(path.join(folder, file)))]));
}

/** SHA-256 in hex. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** How one folder differs from another, as sorted relative paths. */
export interface FolderDifference {
  added: string[];
  removed: string[];
  changed: string[];
}

/** What has to happen to `before` to become `after`, both as path -> hash of contents. */
export function compareFolders(before: Map<string, string>, after: Map<string, string>): FolderDifference {
  return {
    added: [...after.keys()].filter((file) => !before.has(file)).sort(),
    removed: [...before.keys()].filter((file) => !after.has(file)).sort(),
    changed: [...after.keys()].filter((file) => before.has(file) && before.get(file) !== after.get(file)).sort(),
  };
}

/**
 * Puts the folder `fresh` in the place of `target`; both must be on one file system. The old one is moved to `aside` first and
 * comes back when the second move fails, so `target` is always whole: the old one or the new one.
 */
export function swapFolder(fresh: string, target: string, aside: string): void {
  const had = existsSync(target);
  if (had) renameSync(target, aside);
  try {
    renameSync(fresh, target);
  } catch (error) {
    if (had) renameSync(aside, target);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

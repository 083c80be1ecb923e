import { existsSync } from 'node:fs';
import path from 'node:path';
import { watch } from 'chokidar';

/** A watch that can be ended. */
export interface FileWatch {
  close(): Promise<void>;
}

/**
 * Tells of every file that is written, added, removed or replaced by another (as many editors save). Answers when nothing more can be
 * missed.
 * @param places files and folders, from the root; those that are not there are left out
 * @param heard told the path from the root, with slashes
 */
export async function watchFiles(
  root: string,
  places: readonly string[],
  heard: (file: string) => void,
): Promise<FileWatch> {
  const there = places.map((place) => path.join(root, place)).filter((place) => existsSync(place));
  const watcher = watch(there, { ignoreInitial: true });
  const ready = new Promise<void>((resolve, reject) => watcher.once('ready', resolve).once('error', reject));
  watcher.on('all', (event, file) => {
    if (event === 'add' || event === 'change' || event === 'unlink')
      heard(path.relative(root, file).split(path.sep).join('/'));
  });
  await ready;
  return watcher;
}

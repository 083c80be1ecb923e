import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Newest change below a folder, milliseconds since 1970. */
function newest(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .reduce((latest, entry) => Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs), 0);
}

/** Some tests start the compiled command: it is built anew when a source is newer. */
export default function setup(): void {
  const command = 'dist/harness/src/cli/main.js';
  const built = existsSync(command) ? newest('dist') : 0;
  if (built >= Math.max(newest('harness/src'), newest('scripts'))) return;
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('npm run build failed: the tests of the command need it');
}

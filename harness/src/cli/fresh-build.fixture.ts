import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Newest change below a folder, milliseconds since 1970. */
function newest(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.(test|fixture)\.ts$/.test(entry.name))
    .reduce((latest, entry) => Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs), 0);
}

/** For tests that start the compiled command: builds it anew when a source is newer. */
export function freshBuild(root: string): void {
  const command = path.join(root, 'dist/harness/src/cli/main.js');
  const built = existsSync(command) ? statSync(command).mtimeMs : 0;
  if (built >= Math.max(newest(path.join(root, 'harness/src')), newest(path.join(root, 'scripts')))) return;
  const { status } = spawnSync('npm', ['run', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm run build failed: the tests of the command need it');
}

import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Gives `work` the path of a scratch folder in `home` that is this process's own and does not exist yet, and removes it
 * afterwards, however `work` ends. What killed processes left behind is removed first.
 */
export async function withScratch<T>(home: string, work: (scratch: string) => Promise<T>): Promise<T> {
  removeLeftovers(home);
  const scratch = path.join(home, `scratch-${process.pid}`);
  try {
    return await work(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function removeLeftovers(home: string): void {
  if (!existsSync(home)) return;
  for (const name of readdirSync(home)) {
    const [, pid] = /^scratch-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

/** Whether a process with that id is there; one of another user counts (signal 0 only asks). */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false; // an earlier process had the id that is ours now
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

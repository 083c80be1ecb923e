import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { listFiles, sha256 } from '../guide/files.js';
import { withScratch } from '../guide/scratch.js';
import { LongWork } from './progress.js';
import { requireMaven } from './tools.js';

/** A Maven module of this project and where what comes of it is kept. */
export interface JavaModule {
  /** What it is, as in "Building ...". */
  title: string;
  /** Folder of its pom.xml. */
  source: string;
  /** Folder for the built ones, each below a name that is a hash of its sources. */
  builds: string;
  /** What is kept of Maven's output: files and folders, by name. */
  keep: readonly string[];
}

/** Characters of Maven's output that an error shows at most. */
const TAIL = 4000;

/**
 * The folder with the built module: the one of an earlier call if neither the pom nor a source has changed since, else Maven
 * makes it. It appears whole or not at all, so a build that was cut off does no harm.
 *
 * @throws MissingToolError when there is something to build and no Maven; Error with Maven's own words when the build fails
 */
export async function buildModule(module: JavaModule): Promise<string> {
  const hash = sourceHash(module.source);
  const built = path.join(module.builds, hash);
  if (module.keep.every((name) => existsSync(path.join(built, name)))) return built;
  requireMaven(`Building ${module.title}`);
  mkdirSync(module.builds, { recursive: true });
  await withScratch(module.builds, async (scratch) => {
    await runMaven(module, path.join(scratch, 'target'));
    place(module, scratch, built);
  });
  removeOthers(module.builds, hash);
  return built;
}

/** A hash (16 hex digits) of the pom and all sources, by name and content. */
export function sourceHash(source: string): string {
  const files = listFiles(source).filter((file) => file === 'pom.xml' || file.startsWith('src/'));
  const lines = files.map((file) => `${file} ${sha256(readFileSync(path.join(source, file)))}`);
  return sha256(lines.join('\n')).slice(0, 16);
}

async function runMaven(module: JavaModule, target: string): Promise<void> {
  const work = new LongWork(`Building ${module.title} with Maven`);
  const args = ['--batch-mode', '--file', path.join(module.source, 'pom.xml'), 'package', `-Dbuild.folder=${target}`];
  const maven = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let fetched = 0;
  const take = (chunk: string): void => {
    fetched += chunk.match(/^Downloaded /gm)?.length ?? 0;
    if (fetched > 0) work.at(`${fetched} files fetched`);
    output = (output + chunk).slice(-4 * TAIL);
  };
  maven.stdout.setEncoding('utf8').on('data', take);
  maven.stderr.setEncoding('utf8').on('data', take);
  const kill = (): void => void maven.kill();
  process.once('exit', kill);
  const code = await new Promise<number | null>((resolve, reject) => {
    maven.once('error', reject);
    maven.once('close', resolve);
  }).finally(() => process.off('exit', kill));
  work.end(code === 0 ? 'built' : 'failed');
  if (code !== 0) throw new Error(`Maven could not build ${module.title}:\n${mavenErrors(output)}`);
}

/** What Maven's output says about a failure: its error lines, or its end where there are none. */
export function mavenErrors(output: string): string {
  const errors = output
    .split('\n')
    .filter((line) => /^\[ERROR\] \S/.test(line) && !/^\[ERROR\] (\[Help|To see|Re-run|For more)/.test(line));
  return (errors.length > 0 ? errors.join('\n') : output).slice(-TAIL);
}

/** Moves what is kept to its place; when another process was faster, that one's stays. */
function place(module: JavaModule, scratch: string, built: string): void {
  const kept = path.join(scratch, 'kept');
  mkdirSync(kept);
  for (const name of module.keep) renameSync(path.join(scratch, 'target', name), path.join(kept, name));
  try {
    renameSync(kept, built);
  } catch (error) {
    if (!module.keep.every((name) => existsSync(path.join(built, name)))) throw error;
  }
}

/** Builds of older sources are of no more use. */
function removeOthers(builds: string, hash: string): void {
  for (const name of readdirSync(builds)) {
    if (/^[0-9a-f]{16}$/.test(name) && name !== hash) rmSync(path.join(builds, name), { recursive: true, force: true });
  }
}

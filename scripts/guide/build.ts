import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkBuild, pagesByName } from './check.js';
import { listFiles, swapFolder } from './files.js';
import { fingerprintInputs, fingerprintOutputs, readStamp, writeStamp } from './fingerprint.js';
import { pageIncludes, wantedIncludes, writeIncludes } from './includes.js';
import type { GuidePaths } from './paths.js';
import { formatProblem } from './problems.js';
import { withScratch } from './scratch.js';
import { runSushi } from './sushi.js';

/** What a build came to. */
export interface BuildResult {
  /** Whether fsh-generated is now what the sources say; if not, it is as it was. */
  built: boolean;
  /** What stopped the build: place, fault, and what to do. Empty when it was built. */
  faults: string[];
  /** A line that sums it up. */
  summary: string;
}

/**
 * FSH -> `paths.generated`, with the includes that pages show. Nothing is compiled when neither sources nor outcome have changed.
 * What SUSHI or {@link checkBuild} finds stops the build before anything is replaced. The package cache must be there.
 */
export async function buildGuide(paths: GuidePaths): Promise<BuildResult> {
  const inputs = fingerprintInputs(paths);
  const last = readStamp(paths.stamp);
  const fresh = last?.inputs === inputs && last.outputs === fingerprintOutputs(paths.generated);
  const result = fresh ? compared(paths) : await compiled(paths, inputs);
  if (!result.built) return result;
  const changed = showOnPages(paths);
  return changed.length === 0
    ? result
    : { ...result, summary: `${result.summary}\ninput/includes: ${changed.join(', ')}` };
}

/** Pages and flows are no part of the fingerprint, so they are looked at each time. */
function compared(paths: GuidePaths): BuildResult {
  const faults = checkBuild(paths, paths.generated);
  return faults.length === 0
    ? { built: true, faults, summary: `fsh-generated is up to date (${listFiles(paths.generated).length} files)` }
    : stopped(paths, faults, `${faults.length} errors`);
}

async function compiled(paths: GuidePaths, inputs: string): Promise<BuildResult> {
  const started = performance.now();
  return withScratch(paths.home, async (scratch) => {
    const { problems, ignored } = await runSushi(paths, scratch);
    const errors = problems.filter(({ level }) => level === 'error').length;
    const sushi = `SUSHI: ${errors} errors, ${problems.length - errors} warnings, ${ignored} ignored`;
    if (problems.length > 0) {
      return stopped(
        paths,
        problems.map((problem) => `${formatProblem(problem, paths.root)}\n`),
        sushi,
      );
    }
    const fresh = path.join(scratch, 'fsh-generated');
    const faults = checkBuild(paths, fresh);
    if (faults.length > 0) return stopped(paths, faults, `${sushi}; ${faults.length} other errors`);
    const outputs = fingerprintOutputs(fresh);
    swapFolder(fresh, paths.generated, path.join(scratch, 'replaced'));
    writeStamp(paths.stamp, { inputs, outputs });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const files = listFiles(paths.generated).length;
    return { built: true, faults: [], summary: `${sushi}; ${files} files in fsh-generated, ${seconds} s` };
  });
}

function stopped(paths: GuidePaths, faults: string[], summary: string): BuildResult {
  const kept = existsSync(paths.generated) ? '; fsh-generated stays as it was' : '';
  return { built: false, faults, summary: `${summary}${kept}.` };
}

/** What pages show from the compiled guide; answers the names of the includes that have changed. */
function showOnPages(paths: GuidePaths): string[] {
  const includes = pageIncludes(wantedIncludes(pagesByName(paths)), paths.generated);
  return writeIncludes(path.join(paths.input, 'includes'), includes);
}

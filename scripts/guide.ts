import { existsSync } from 'node:fs';
import path from 'node:path';
import { assembleFhirCache } from './fhir-cache.js';
import { pagesWithRequirements } from './guide/check.js';
import { listFiles, swapFolder } from './guide/files.js';
import { fingerprintInputs, fingerprintOutputs, readStamp, writeStamp } from './guide/fingerprint.js';
import { pageIncludes, writeIncludes } from './guide/includes.js';
import { findGuideRoot, guidePaths, type GuidePaths } from './guide/paths.js';
import { formatProblem } from './guide/problems.js';
import { withScratch } from './guide/scratch.js';
import { runSushi } from './guide/sushi.js';

// npm run guide: FSH -> fsh-generated/. Exit code 0: built or up to date; 1: an error or a warning, nothing was changed.
try {
  const paths = guidePaths(findGuideRoot());
  const inputs = fingerprintInputs(paths);
  const last = readStamp(paths.stamp);
  if (last?.inputs === inputs && last.outputs === fingerprintOutputs(paths.generated)) {
    console.log(`fsh-generated is up to date (${listFiles(paths.generated).length} files)`);
  } else {
    process.exitCode = await build(paths, inputs);
  }
  if (process.exitCode !== 1) showOnPages(paths);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** What pages show from the compiled guide; pages change without a build, so this is done each time. */
function showOnPages(paths: GuidePaths): void {
  const includes = pageIncludes(pagesWithRequirements(paths), paths.generated);
  const changed = writeIncludes(path.join(paths.input, 'includes'), includes);
  if (changed.length > 0) console.log(`input/includes: ${changed.join(', ')}`);
}

async function build(paths: GuidePaths, inputs: string): Promise<number> {
  const started = performance.now();
  assembleFhirCache(paths.modules, paths.cache);
  return withScratch(paths.home, async (scratch) => {
    const { problems, ignored } = await runSushi(paths, scratch);
    for (const problem of problems) console.error(`${formatProblem(problem, paths.root)}\n`);
    const errors = problems.filter(({ level }) => level === 'error').length;
    const summary = `SUSHI: ${errors} errors, ${problems.length - errors} warnings, ${ignored} ignored`;
    if (problems.length > 0) {
      console.error(`${summary}${existsSync(paths.generated) ? '; fsh-generated stays as it was' : ''}.`);
      return 1;
    }
    const fresh = path.join(scratch, 'fsh-generated');
    const outputs = fingerprintOutputs(fresh);
    swapFolder(fresh, paths.generated, path.join(scratch, 'replaced'));
    writeStamp(paths.stamp, { inputs, outputs });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${summary}; ${listFiles(paths.generated).length} files in fsh-generated, ${seconds} s`);
    return 0;
  });
}

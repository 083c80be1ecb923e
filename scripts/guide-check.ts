import path from 'node:path';
import { Command } from 'commander';
import { loadGuide } from '../harness/src/guide/load-guide.js';
import { assembleFhirCache } from './fhir-cache.js';
import {
  checkExamples,
  checkFresh,
  checkFsh,
  checkPageIncludes,
  checkPages,
  checkRequirements,
  checkResources,
} from './guide/check.js';
import { checkFlows, checkVerified } from './guide/check-flows.js';
import { findGuideRoot, guidePaths, type GuidePaths } from './guide/paths.js';
import { loadFlows } from './guide/publish.js';
import { formatProblem } from './guide/problems.js';
import { writeQuality } from './quality-result.js';
import { withScratch } from './guide/scratch.js';
import { runSushi } from './guide/sushi.js';

// npm run guide:check: compiles the guide anew, beside what is committed, and compares. Exit code 0: all agree; 1: not.
// It trusts no stamp of an earlier build, since it is what says that the committed files may be trusted.
const { result } = new Command('guide:check')
  .description('Compiles the guide anew, beside what is committed, and says where anything disagrees.')
  .option('--result <file>', 'also write what came of it to this file, for `npm run site -- --quality`')
  .parse()
  .opts<{ result?: string }>();
try {
  const paths = guidePaths(findGuideRoot());
  const findings = await check(paths);
  if (result !== undefined) writeResult(result, findings, paths);
  for (const finding of findings) console.error(finding);
  console.log(findings.length === 0 ? 'The guide is fresh, and its pages agree.' : `${findings.length} findings`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function writeResult(file: string, findings: string[], paths: GuidePaths): void {
  const { version } = loadGuide(path.join(paths.generated, 'resources'));
  const about =
    'The guide compiled anew by SUSHI and held against what is committed; its pages, requirements, examples and flows against each other.';
  writeQuality(file, { quality: 1, about, at: new Date().toISOString(), version, findings, accepted: [] });
}

async function check(paths: GuidePaths): Promise<string[]> {
  assembleFhirCache(paths.modules, paths.cache);
  return withScratch(paths.home, async (scratch) => {
    const { problems } = await runSushi(paths, scratch);
    if (problems.length > 0) return problems.map((problem) => formatProblem(problem, paths.root));
    const fresh = path.join(scratch, 'fsh-generated');
    const flows = loadFlows(paths, fresh);
    return [
      ...checkVerified(flows),
      ...checkFresh(paths.generated, fresh),
      ...checkPageIncludes(paths, fresh),
      ...checkFlows(paths, fresh, flows),
      ...checkPages(paths, fresh),
      ...checkResources(paths, fresh),
      ...checkRequirements(paths, fresh),
      ...checkExamples(paths, fresh),
      ...checkFsh(paths),
    ];
  });
}

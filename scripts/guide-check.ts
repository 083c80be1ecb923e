import path from 'node:path';
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
import { withScratch } from './guide/scratch.js';
import { runSushi } from './guide/sushi.js';

// npm run guide:check: compiles the guide anew, beside what is committed, and compares. Exit code 0: all agree; 1: not.
// It trusts no stamp of an earlier build, since it is what says that the committed files may be trusted.
try {
  const findings = await check(guidePaths(findGuideRoot()));
  for (const finding of findings) console.error(finding);
  console.log(findings.length === 0 ? 'The guide is fresh, and its pages agree.' : `${findings.length} findings`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
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

import { assembleFhirCache } from './fhir-cache.js';
import { buildGuide } from './guide/build.js';
import { findGuideRoot, guidePaths } from './guide/paths.js';

// npm run guide: FSH -> fsh-generated/. Exit code 0: built or up to date; 1: an error or a warning, nothing was changed.
try {
  const paths = guidePaths(findGuideRoot());
  assembleFhirCache(paths.modules, paths.cache);
  const { built, faults, summary } = await buildGuide(paths);
  for (const fault of faults) console.error(fault);
  (built ? console.log : console.error)(summary);
  process.exitCode = built ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

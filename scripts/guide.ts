import { assembleFhirCache } from './fhir-cache.js';
import { deriveAll, report } from './guide/derive.js';
import { findGuideRoot, guidePaths } from './guide/paths.js';

// npm run guide: everything derived, from FSH, pages and flows. Exit code 0: built or up to date; 1: an error or a warning, and the part
// that it is about was not changed.
try {
  const paths = guidePaths(findGuideRoot());
  assembleFhirCache(paths.modules, paths.cache);
  process.exitCode = report(await deriveAll(paths));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

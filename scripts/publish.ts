import { publishAnew, report } from './guide/derive.js';
import { announceFlows } from './guide/flow-files.js';
import { findGuideRoot, guidePaths } from './guide/paths.js';

// npm run publish: the flows' pages, diagrams and resources, from scenarios/ and the guide as it is compiled. `npm run guide` does
// this as well, after compiling. Exit code 0: all is up to date; 1: a flow is faulty, and nothing was changed.
try {
  const paths = guidePaths(findGuideRoot());
  announceFlows(paths);
  process.exitCode = report(await publishAnew(paths));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

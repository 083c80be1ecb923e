import { Command } from 'commander';
import { assembleFhirCache } from './fhir-cache.js';
import { deriveAfter, deriveAll, report } from './guide/derive.js';
import { findGuideRoot, guidePaths, type GuidePaths } from './guide/paths.js';

// npm run guide: everything derived, from FSH, pages and flows. Exit code 0: built or up to date; 1: an error or a warning, and the part
// that it is about was not changed.
const command = new Command('guide')
  .description('Brings everything derived up to date: what SUSHI compiles, what pages show, what comes of the flows.')
  .option('--watch', 'again after each change of a source, until Ctrl-C');
const { watch } = command.parse().opts<{ watch?: boolean }>();
try {
  const paths = guidePaths(findGuideRoot());
  assembleFhirCache(paths.modules, paths.cache);
  if (watch) await keepWatching(paths);
  else process.exitCode = report(await deriveAll(paths));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function keepWatching(paths: GuidePaths): Promise<void> {
  const { watchGuide } = await import('./guide/watch.js');
  const { prepareToLook } = await import('./guide/sushi.js');
  const end = new AbortController();
  process.once('SIGINT', () => {
    end.abort();
    // A build that is under way writes nothing in part: it may be left there.
    setImmediate(() => process.exit(0));
  });
  await watchGuide(paths, {
    derive: (changed) => (changed.length > 0 ? deriveAfter(paths, changed) : deriveAll(paths)),
    prepare: () => prepareToLook(paths),
    tell: (outcome, changed, seconds) => {
      if (changed.length > 0) console.log(`\n${changed.join(', ')}`);
      report(outcome);
      console.log(`${outcome.good ? 'Good' : 'Faulty'}, ${seconds.toFixed(1)} s. Watching; Ctrl-C ends.`);
    },
    signal: end.signal,
  });
}

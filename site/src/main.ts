import path from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { buildSite } from './build-site.js';
import { readSite } from './model/site.js';
import { writeFiles } from './output/write.js';

// npm run site: the whole guide as static pages. Exit code 0: written; 1: something could not be read, and the message says what.
const program = new Command('site')
  .description('Renders the guide as static pages that open from anywhere.')
  .option('--out <folder>', 'where to write', 'site-output')
  .option('--report <file>', 'report.json of a run to show; may be given several times', collect, [])
  .action(async (options: { out: string; report: string[] }) => {
    const began = performance.now();
    const root = projectRoot();
    const files = await buildSite(readSite({ root, reports: options.report.map((file) => path.resolve(file)) }));
    const { changed, removed } = writeFiles(path.resolve(options.out), files);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${options.out}: ${files.size} files, ${changed.length} changed, ${removed.length} removed, ${seconds} s`,
    );
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

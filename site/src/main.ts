import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { buildSite } from './build-site.js';
import { readKnownSite } from './model/read-known-site.js';
import type { SiteInput } from './model/site.js';
import { writeFiles } from './output/write.js';

interface Options {
  out: string;
  report: string[];
  quality: string[];
  compare?: string;
  watch?: boolean;
  port: number;
}

// npm run site: the whole guide as static pages. Exit code 0: written; 1: something could not be read, and the message says what.
const program = new Command('site')
  .description('Renders the guide as static pages that open from anywhere.')
  .option('--out <folder>', 'where to write', 'site-output')
  .option('--compare <folder>', 'another build of the guide: adds a page that tells what is different')
  .option('--report <file>', 'report.json of a run to show; may be given several times', collect, [])
  .option(
    '--quality <file>',
    'result of a check of the guide to show (`--result` of guide:check and validate); may be given several times',
    collect,
    [],
  )
  .option('--watch', 'serve on loopback, and keep the pages as their sources are')
  .option('--port <number>', 'port of --watch', portOf, 8090)
  .action((options: Options) => (options.watch ? watchOn(options) : write(options)));

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function write(options: Options): Promise<void> {
  const began = performance.now();
  const files = await buildSite(await readKnownSite(inputOf(options)));
  const { changed, removed } = writeFiles(path.resolve(options.out), files);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${options.out}: ${files.size} files, ${changed.length} changed, ${removed.length} removed, ${seconds} s`,
  );
}

async function watchOn(options: Options): Promise<void> {
  const { watchSite } = await import('./watch/watch.js'); // and all that it takes, which writing does not
  const { url } = await watchSite(inputOf(options), { port: options.port, say: (text) => console.log(text) });
  console.log(`${url} shows the guide while it is written. Ctrl+C ends it.`);
}

function inputOf({ report, quality, compare }: Options): SiteInput {
  return {
    root: projectRoot(),
    reports: report.map((file) => path.resolve(file)),
    quality: quality.map((file) => path.resolve(file)),
    ...(compare === undefined ? {} : { compare: path.resolve(compare) }),
  };
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function portOf(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
}

import { spawn } from 'node:child_process';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { findGuideRoot, guidePaths } from './guide/paths.js';
import { installSearchParameters } from './hapi/search-parameters.js';
import { startHapi, type Hapi } from './hapi/start-hapi.js';
import { MissingToolError } from './java/tools.js';

interface Options {
  port?: number;
  two?: boolean;
  notifyEvery?: number;
}

// npm run hapi: prints a base URL a line once the servers take requests, and runs until it is stopped (exit code 0), or until the
// command that it was given ends (that one's exit code). Exit code 1: a server could not be started or ended by itself; 2: wrong
// usage, or Java or Maven is missing.
const command = new Command('hapi')
  .description(
    "Starts HAPI FHIR (JPA, R4, in memory) on loopback as an independent target with the guide's search parameters, until it is stopped.",
  )
  .option('-p, --port <number>', 'TCP port; a free one when left out (with --two, this one and the next)', portNumber)
  .option('--two', 'two servers, one for each party')
  .option('--notify-every <ms>', 'how often it looks for changes to notify of (default 100)', wholeNumber)
  .argument('[command...]', 'what to run once they are ready; they are stopped when it ends. Put it behind --')
  .addHelpText('after', '\nExample: npm run hapi -- --port 18080 -- npm start -- --target targets/hapi.yaml')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

try {
  process.exitCode = await serve(command.opts<Options>(), command.args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof MissingToolError ? 2 : 1;
}

async function serve({ port, two = false, notifyEvery }: Options, work: readonly string[]): Promise<number> {
  const paths = guidePaths(findGuideRoot());
  const servers: Hapi[] = [];
  let stopped = false;
  const stopAll = async (): Promise<void> => {
    stopped = true;
    await Promise.all(servers.map((server) => server.stop()));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stopAll().then(() => process.exit(0)));
  }
  try {
    // One after the other: the first call builds, and two that start at once would only be slower on two cores.
    for (let index = 0; index < (two ? 2 : 1); index++) {
      servers.push(
        await startHapi({
          paths,
          ...(port === undefined ? {} : { port: port + index }),
          ...(notifyEvery === undefined ? {} : { notifyEveryMs: notifyEvery }),
        }),
      );
    }
    const resources = path.join(paths.generated, 'resources');
    await Promise.all(servers.map(({ url }) => installSearchParameters(url, resources)));
    for (const { url } of servers) console.log(url);
    const death = Promise.race(servers.map(({ ended }) => ended)).then((tail) => {
      if (!stopped) throw new Error(`HAPI FHIR ended by itself:\n${tail}`);
      return 0;
    });
    return await (work.length > 0 ? Promise.race([death, exitCodeOf(work)]) : death);
  } finally {
    await stopAll();
  }
}

/** Runs a command on this terminal and answers its exit code; 1 when a signal ended it. */
async function exitCodeOf([program = '', ...args]: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${program} cannot be started: ${error.message}`)));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw new InvalidArgumentError('a whole number of 1 or more');
  return value;
}

function portNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > 65_534) throw new InvalidArgumentError('a port of 1 to 65534');
  return value;
}

import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Writable } from 'node:stream';
import type * as Loader from 'fhir-package-loader';
import type * as Sushi from 'fsh-sushi';
import type * as SushiIg from 'fsh-sushi/dist/ig/index.js';
import { hashFolder } from './files.js';
import type { GuidePaths } from './paths.js';
import { parseProblem, type Problem } from './problems.js';
import { rememberingDb } from './remembering-db.js';

/** What one run of SUSHI gave. */
export interface SushiResult {
  problems: Problem[];
  /** Warnings that sushi-ignoreWarnings.txt names. */
  ignored: number;
}

/**
 * Compiles the FSH at `paths.root` into `out`/fsh-generated, with snapshots and without any network. The steps are those of
 * SUSHI's own command (dist/app.js of 3.21.0) less its look for newer versions; `out` must be empty or absent. Loading SUSHI
 * takes a second or so, hence only here.
 */
export async function runSushi(paths: GuidePaths, out: string): Promise<SushiResult> {
  const require = createRequire(import.meta.url);
  const { sushiExport, utils } = require('fsh-sushi') as typeof Sushi;
  const { IGExporter } = require('fsh-sushi/dist/ig') as typeof SushiIg;

  utils.stats.reset(); // SUSHI counts per process
  const problems = collectProblems(utils);
  if (existsSync(paths.ignoredWarnings)) utils.setIgnoredWarnings(readFileSync(paths.ignoredWarnings, 'utf8'));
  const fsh = path.join(paths.input, 'fsh');
  mkdirSync(out, { recursive: true });
  try {
    const config = utils.readConfig(paths.root);
    const tank = utils.fillTank(utils.getRawFSHes(fsh), config);
    tank.checkDuplicateNameEntities();
    const definitions = await definitionsFor(paths, config);
    const guide = sushiExport.exportFHIR(tank, definitions);
    const { skippedResources } = utils.writeFHIRResources(out, guide, definitions, true);
    utils.writeFSHIndex(out, guide, fsh, skippedResources);
    new IGExporter(guide, definitions, paths.root).export(out);
  } catch (error) {
    // SUSHI logs what is wrong before it gives up; only an error that it did not log is news.
    await settled();
    if (!problems.some(({ level }) => level === 'error')) problems.push(unexpected(error));
  }
  await settled();
  return { problems, ignored: utils.stats.numIgnoredWarn };
}

type Config = ReturnType<typeof Sushi.utils.readConfig>;
type Definitions = Awaited<ReturnType<typeof Sushi.fhirdefs.createFHIRDefinitions>>;

/** The definitions of this process's last build, and what they were loaded for: a build that watches needs them again and again. */
let loaded: { of: string; definitions: Definitions } | undefined;

/** FHIR's definitions, those of the packages that the guide depends on, and the resources in input/ that SUSHI lists. */
async function definitionsFor(paths: GuidePaths, config: Config): Promise<Definitions> {
  const resources = [...hashFolder(path.join(paths.input, 'resources'))];
  const of = JSON.stringify([
    paths.root,
    paths.cache,
    config.fhirVersion,
    config.dependencies,
    config.parameters,
    resources,
  ]);
  if (loaded?.of === of) return loaded.definitions;
  const require = createRequire(import.meta.url);
  const { fhirdefs, utils } = require('fsh-sushi') as typeof Sushi;
  const { loadPredefinedResources } = require('fsh-sushi/dist/ig') as typeof SushiIg;
  const { DiskBasedPackageCache, createSQLJSPackageDB } = require('fhir-package-loader') as typeof Loader;
  const definitions = await fhirdefs.createFHIRDefinitions({
    packageDB: rememberingDb(await createSQLJSPackageDB()),
    options: { resourceCacheSize: 1000 },
    packageCache: new DiskBasedPackageCache(paths.cache, { log: utils.logMessage }),
    ...offline(paths.cache),
  });
  await utils.loadExternalDependencies(definitions, config);
  await loadPredefinedResources(definitions, paths.input, paths.root, config.parameters);
  definitions.optimize();
  loaded = { of, definitions };
  return definitions;
}

/** Takes over SUSHI's log: nothing is printed, warnings and errors are kept. */
function collectProblems(utils: typeof Sushi.utils): Problem[] {
  const problems: Problem[] = [];
  const sink = new Writable({
    objectMode: true,
    write(info: { level: string; message: string }, _encoding, done) {
      if (info.level === 'error' || info.level === 'warn') problems.push(parseProblem(info.level, info.message));
      done();
    },
  });
  utils.logger.clear();
  // winston takes any object stream as a transport if it has a `log` function, which it never calls on a stream.
  utils.logger.add(Object.assign(sink, { log: () => undefined }));
  return problems;
}

/** Lets the log's stream hand on what was written to it. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function unexpected(error: unknown): Problem {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { level: 'error', message: `SUSHI stopped unexpectedly: ${text}` };
}

/** Stands in for the package registries: `latest` is what the cache has, anything else that is missing is an error. */
function offline(cache: string): {
  registryClient: Loader.RegistryClient;
  currentBuildClient: Loader.CurrentBuildClient;
} {
  const missing = (name: string): never => {
    throw new Error(`${name} is not in ${cache}`);
  };
  return {
    registryClient: {
      async resolveVersion(name, version) {
        if (version !== 'latest') return version;
        const newest = readdirSync(cache)
          .filter((folder) => folder.startsWith(`${name}#`))
          .sort()
          .at(-1);
        return newest?.split('#')[1] ?? missing(name);
      },
      async download(name, version) {
        return missing(`${name}#${version}`);
      },
    },
    currentBuildClient: {
      async downloadCurrentBuild(name) {
        return missing(`${name}#current`);
      },
      async getCurrentBuildDate() {
        return '';
      },
    },
  };
}

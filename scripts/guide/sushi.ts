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
import { rememberTank } from './remembering-tank.js';

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
  const { utils, IGExporter } = sushi();
  mkdirSync(out, { recursive: true });
  return compiled(paths, (guide, definitions) => {
    const { skippedResources } = utils.writeFHIRResources(out, guide, definitions, true);
    utils.writeFSHIndex(out, guide, path.join(paths.input, 'fsh'), skippedResources);
    new IGExporter(guide, definitions, paths.root).export(out);
  });
}

/**
 * What is wrong in FSH files that were changed since the last good build of this process, in a fraction of a build's time: what stands in
 * them is compiled against all else as it was. Finds no fault that the change brings elsewhere. Without a good build before, nothing.
 * @param files paths from the root
 */
export async function lookAtFsh(paths: GuidePaths, files: readonly string[]): Promise<Problem[]> {
  const before = lastGood?.root === paths.root ? lastGood : undefined;
  const places = files.filter((file) => file.endsWith('.fsh')).map((file) => path.join(paths.root, file));
  if (!before || places.length === 0) return [];
  const { problems } = await collecting(paths, async () => {
    const { config, tank } = imported(paths);
    const changed = namesIn([before.tank, tank], new Set(places));
    exported(tank, await definitionsFor(paths, config), without(before.guide, changed));
  });
  return problems.filter(({ file, appliedFile }) => [file, appliedFile].some((one) => one && places.includes(one)));
}

/** Compiles in memory what stands, so that {@link lookAtFsh} has something to hold changes against; nothing when a build did so already. */
export async function prepareToLook(paths: GuidePaths): Promise<void> {
  if (lastGood?.root !== paths.root) await compiled(paths, () => undefined);
}

/** Compiles what stands and uses it; without a problem in either it is the last good build. */
function compiled(paths: GuidePaths, use: (guide: Package, definitions: Definitions) => void): Promise<SushiResult> {
  return collecting(paths, async (problems) => {
    const { config, tank } = imported(paths);
    const definitions = await definitionsFor(paths, config);
    const guide = exported(tank, definitions);
    use(guide, definitions);
    await settled();
    if (problems.length === 0) lastGood = { root: paths.root, guide, tank };
  });
}

/** The last build of this process without a problem. */
let lastGood: { root: string; guide: Package; tank: Tank } | undefined;

function sushi() {
  const require = createRequire(import.meta.url);
  return {
    ...(require('fsh-sushi') as typeof Sushi),
    ...(require('fsh-sushi/dist/ig') as Pick<typeof SushiIg, 'IGExporter' | 'loadPredefinedResources'>),
  };
}

type Tank = ReturnType<typeof Sushi.utils.fillTank>;
type Package = ReturnType<typeof Sushi.sushiExport.exportFHIR>;

/** Does work of SUSHI and keeps what it logs of problems. */
async function collecting(paths: GuidePaths, work: (problems: Problem[]) => Promise<void>): Promise<SushiResult> {
  const { utils } = sushi();
  utils.stats.reset(); // SUSHI counts per process
  const problems = collectProblems(utils);
  if (existsSync(paths.ignoredWarnings)) utils.setIgnoredWarnings(readFileSync(paths.ignoredWarnings, 'utf8'));
  try {
    await work(problems);
  } catch (error) {
    // SUSHI logs what is wrong before it gives up; only an error that it did not log is news.
    await settled();
    if (!problems.some(({ level }) => level === 'error')) problems.push(unexpected(error));
  }
  await settled();
  return { problems, ignored: utils.stats.numIgnoredWarn };
}

/** All FSH, read. */
function imported(paths: GuidePaths): { config: Config; tank: Tank } {
  const { utils } = sushi();
  const config = utils.readConfig(paths.root);
  const tank = utils.fillTank(utils.getRawFSHes(path.join(paths.input, 'fsh')), config);
  tank.checkDuplicateNameEntities();
  return { config, tank };
}

/** All that the tank defines, compiled; what is in `known` already is taken as it is. */
function exported(tank: Tank, definitions: Definitions, known?: Package): Package {
  const { sushiExport, utils } = sushi();
  const guide = known ?? new sushiExport.Package(tank.config);
  const fisher = new utils.MasterFisher(tank, definitions, guide);
  // What export() does first is done before: rule sets may set ids and urls, by which the tank is asked.
  const { StructureDefinitionExporter, CodeSystemExporter, ValueSetExporter, InstanceExporter } = sushiExport;
  for (const Exporter of [StructureDefinitionExporter, CodeSystemExporter, ValueSetExporter, InstanceExporter])
    new Exporter(tank, guide, fisher).applyInsertRules();
  rememberTank(tank);
  return new sushiExport.FHIRExporter(tank, guide, fisher).export();
}

/** Names of what some files define, in any of the tanks. */
function namesIn(tanks: readonly Tank[], files: ReadonlySet<string>): Set<string> {
  const documents = tanks.flatMap(({ docs }) => docs).filter(({ file }) => files.has(file));
  return new Set(
    documents.flatMap((one) =>
      [
        one.profiles,
        one.extensions,
        one.logicals,
        one.resources,
        one.valueSets,
        one.codeSystems,
        one.instances,
      ].flatMap((entities) => [...entities.keys()]),
    ),
  );
}

/** A copy of a compiled guide without what has one of the names. */
function without(guide: Package, names: ReadonlySet<string>): Package {
  const { sushiExport } = sushi();
  const copy = new sushiExport.Package(guide.config);
  const keep = <T>(from: readonly T[], to: T[], nameOf: (one: T) => string | undefined): void => {
    to.push(...from.filter((one) => !names.has(nameOf(one) ?? '')));
  };
  keep(guide.profiles, copy.profiles, ({ name }) => name);
  keep(guide.extensions, copy.extensions, ({ name }) => name);
  keep(guide.logicals, copy.logicals, ({ name }) => name);
  keep(guide.resources, copy.resources, ({ name }) => name);
  keep(guide.valueSets, copy.valueSets, ({ name }) => name);
  keep(guide.codeSystems, copy.codeSystems, ({ name }) => name);
  keep(guide.instances, copy.instances, ({ _instanceMeta }) => _instanceMeta.name);
  return copy;
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
  const { fhirdefs, utils, loadPredefinedResources } = sushi();
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

import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findGuideRoot, guidePaths } from './guide/paths.js';

/** npm packages that are FHIR packages as they stand: npm unpacks their `package` folder straight into node_modules. */
const ready = ['hl7.terminology.r4', 'hl7.fhir.uv.extensions.r4'];

/** hl7.fhir.r4.core is not on npm under its own name, but this package holds every definition of it, with snapshots. */
const coreSource = 'hl7.fhir.r4.examples';
const core = { name: 'hl7.fhir.r4.core', version: '4.0.1' };
const definitionFile =
  /^(StructureDefinition|ValueSet|CodeSystem|SearchParameter|OperationDefinition|ConceptMap|CompartmentDefinition|ImplementationGuide)-.+\.json$/;

/** Raised when the way that the cache is assembled changes, so that older caches are made anew. */
const recipe = 1;

/**
 * Makes sure that `cache` holds all FHIR packages that the guide needs, from the npm packages in `modules`. Nothing is
 * fetched, and what is already there is kept. Each package appears whole or not at all, so a killed run does no harm.
 *
 * @throws when an npm package is not installed
 */
export function assembleFhirCache(modules: string, cache: string): void {
  mkdirSync(cache, { recursive: true });
  // The FHIR tools (SUSHI, the IG Publisher, the validator) empty a cache that does not state this layout version.
  const layout = path.join(cache, 'packages.ini');
  if (!existsSync(layout)) writeFileSync(layout, '[cache]\nversion = 4\n\n[urls]\n\n[local]\n');
  for (const name of ready) linkPackage(modules, cache, name);
  assembleCore(modules, cache);
}

/** Whether a resource of the examples package belongs to the R4 definitions, and is no plain example of a definition. */
export function isCoreDefinition(resource: Record<string, unknown>): boolean {
  if (resource.resourceType === 'StructureDefinition' && !(resource.fhirVersion === '4.0.1' && resource.snapshot)) {
    return false;
  }
  const official = /^http:\/\/(hl7\.org\/fhir|terminology\.hl7\.org)\//.test(String(resource.url ?? ''));
  return official || resource.resourceType === 'CodeSystem';
}

function linkPackage(modules: string, cache: string, name: string): void {
  const source = packageFolder(modules, name);
  const folder = path.join(cache, `${name}#${versionOf(source)}`);
  if (existsSync(path.join(folder, 'package', 'package.json'))) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(source, path.join(folder, 'package'), 'junction'); // a junction needs no special right on Windows
}

function assembleCore(modules: string, cache: string): void {
  const source = packageFolder(modules, coreSource);
  const target = path.join(cache, `${core.name}#${core.version}`);
  const origin = `${coreSource}@${versionOf(source)} by recipe ${recipe}`;
  const manifest = path.join(target, 'package', 'package.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes(`"${origin}"`)) return;

  const fresh = `${target}.${process.pid}`;
  mkdirSync(path.join(fresh, 'package'), { recursive: true });
  for (const file of readdirSync(source)) {
    if (!definitionFile.test(file)) continue;
    const from = path.join(source, file);
    if (!isCoreDefinition(JSON.parse(readFileSync(from, 'utf8')) as Record<string, unknown>)) continue;
    linkOrCopy(from, path.join(fresh, 'package', file));
  }
  const about = { ...core, canonical: 'http://hl7.org/fhir', fhirVersions: ['4.0.1'], type: 'Core', origin };
  writeFileSync(path.join(fresh, 'package', 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
}

/** A hard link costs no space; the package loader skips symbolic links to files, so a copy is the other choice. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function packageFolder(modules: string, name: string): string {
  const folder = path.join(modules, name);
  if (!existsSync(path.join(folder, 'package.json'))) {
    throw new Error(`The npm package ${name} is not installed: run \`npm ci\`.`);
  }
  return folder;
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const paths = guidePaths(findGuideRoot());
  assembleFhirCache(paths.modules, paths.cache);
  console.log(`FHIR package cache: ${path.relative(process.cwd(), paths.cache)}`);
}

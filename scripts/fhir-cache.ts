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

/** A definition of hl7.fhir.uv.extensions.r4 that the validator cannot read as it stands. */
const baseExtension = 'StructureDefinition-datatype.json';

/**
 * The validator does not start without this package. It may be empty: the guide defines the extensions of later releases that it
 * uses itself, and any other is to be an error.
 */
const crossVersion = { name: 'hl7.fhir.xver-extensions', version: '0.1.0', fhirVersions: ['4.0.1'], type: 'fhir.ig' };

/** Defines ActorDefinition, Requirements, SubscriptionTopic and TestPlan, which an R4 guide may hold. */
const laterCore = 'hl7.fhir.r5.core';

/** Raised when the way that the cache is assembled changes, so that older caches are made anew. */
const recipe = 1;

/**
 * Makes sure that `cache` holds all FHIR packages that the guide needs, from the npm packages in `modules`. Nothing is
 * fetched, and what is already there is kept. Each package appears whole or not at all, so a killed run does no harm.
 *
 * @throws when an npm package is not installed
 */
export function assembleFhirCache(modules: string, cache: string): void {
  stateLayout(cache);
  for (const name of ready) linkPackage(modules, cache, name);
  assembleCore(modules, cache);
}

/**
 * The same for the official validator, which needs a cache of its own: it writes indexes into the packages, and goes after each
 * package that one depends on. Those for other FHIR releases are not to be had, and R4 resources need none of them.
 *
 * @returns the packages that the guide depends on besides the core, as `name#version`
 * @throws when an npm package is not installed
 */
export function assembleValidatorCache(modules: string, cache: string): string[] {
  stateLayout(cache);
  assembleCore(modules, cache);
  const origin = `empty by recipe ${recipe}`;
  replacePackage(
    path.join(cache, `${crossVersion.name}#${crossVersion.version}`),
    { ...crossVersion, origin },
    () => {},
  );
  adaptPackage(modules, cache, laterCore, /^(StructureDefinition|ValueSet|CodeSystem)-.+\.json$/);
  return ready.map((name) => adaptPackage(modules, cache, name));
}

/** The FHIR tools (SUSHI, the IG Publisher, the validator) empty a cache that does not state this layout version. */
function stateLayout(cache: string): void {
  mkdirSync(cache, { recursive: true });
  const layout = path.join(cache, 'packages.ini');
  if (!existsSync(layout)) writeFileSync(layout, '[cache]\nversion = 4\n\n[urls]\n\n[local]\n');
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

/** Puts in place a copy of the files that match, which depends on the R4 core alone. */
function adaptPackage(modules: string, cache: string, name: string, files = /^[^.].*\.json$/): string {
  const source = packageFolder(modules, name);
  const id = `${name}#${versionOf(source)}`;
  const about = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as Record<string, unknown>;
  const origin = `${id} by recipe ${recipe}`;
  replacePackage(path.join(cache, id), { ...about, dependencies: { [core.name]: core.version }, origin }, (folder) => {
    for (const file of readdirSync(source)) {
      if (file === 'package.json' || !files.test(file)) continue;
      if (file === baseExtension) writeFileSync(path.join(folder, file), onAnyElement(path.join(source, file)));
      else linkOrCopy(path.join(source, file), path.join(folder, file));
    }
  });
  return id;
}

/** R4 has no type Base, which this definition names as the place of the extension; there, every datatype is an Element. */
function onAnyElement(file: string): string {
  return readFileSync(file, 'utf8').replace(/"expression"\s*:\s*"Base"/, '"expression":"Element"');
}

function assembleCore(modules: string, cache: string): void {
  const source = packageFolder(modules, coreSource);
  const origin = `${coreSource}@${versionOf(source)} by recipe ${recipe}`;
  const about = { ...core, canonical: 'http://hl7.org/fhir', fhirVersions: ['4.0.1'], type: 'Core', origin };
  replacePackage(path.join(cache, `${core.name}#${core.version}`), about, (folder) => {
    for (const file of readdirSync(source)) {
      if (!definitionFile.test(file)) continue;
      const from = path.join(source, file);
      if (!isCoreDefinition(JSON.parse(readFileSync(from, 'utf8')) as Record<string, unknown>)) continue;
      linkOrCopy(from, path.join(folder, file));
    }
  });
}

/** Makes a package anew by `fill`, unless there is one of the same `origin`. Its manifest is written last. */
function replacePackage(
  target: string,
  about: { origin: string; [key: string]: unknown },
  fill: (folder: string) => void,
): void {
  const manifest = path.join(target, 'package', 'package.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes(`"${about.origin}"`)) return;
  const fresh = `${target}.${process.pid}`;
  const folder = path.join(fresh, 'package');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  fill(folder);
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
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

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashFolder, listFiles, sha256 } from './files.js';
import { isDerivedFromFlows, listingOf } from './flow-files.js';
import type { GuidePaths } from './paths.js';

/** Fingerprints of a clean build: when both still hold, building again would change nothing. */
export interface Stamp {
  inputs: string;
  outputs: string;
}

/** Packages whose version decides what SUSHI writes. */
const toolPackages = [
  'fsh-sushi',
  'fhir-package-loader',
  'hl7.fhir.r4.examples',
  'hl7.fhir.uv.extensions.r4',
  'hl7.terminology.r4',
];

/**
 * Folders of input/ of which SUSHI looks at the names only, so that editing a page needs no build. Of the includes it looks
 * for a menu and nothing else; most of them are made after the build.
 */
const namesOnly = ['pagecontent/', 'pages/', 'images/', 'includes/menu.xml', 'resource-docs/'];

/** One hash over everything that decides what SUSHI writes: sources, configuration, tool versions and this build itself. */
export function fingerprintInputs(paths: GuidePaths): string {
  const lines = [...toolVersions(paths.modules), ...inputHashes(paths.input), ...ownHashes()];
  for (const file of ['sushi-config.yaml', 'sushi-ignoreWarnings.txt', 'ig.ini']) {
    const full = path.join(paths.root, file);
    lines.push(`${file} ${existsSync(full) ? sha256(readFileSync(full)) : 'absent'}`);
  }
  return sha256(lines.join('\n'));
}

/** One hash over everything that decides what is made from flows: the compiled guide, the flows, the list of pages, the code. */
export function fingerprintFlows(paths: GuidePaths): string {
  const code = path.join(paths.root, 'harness', 'src');
  const folders = ['exchange', 'guide', 'plan', 'publish', 'yaml'].map((folder) => path.join(code, folder));
  const hashes = [path.join(paths.root, 'scenarios'), ...folders].map(fingerprintOutputs);
  return sha256([fingerprintOutputs(paths.generated), sha256(readFileSync(paths.config)), ...hashes].join('\n'));
}

/** One hash over the names and contents of a built folder. */
export function fingerprintOutputs(folder: string): string {
  return sha256([...hashFolder(folder)].map(([file, hash]) => `${file} ${hash}`).join('\n'));
}

/** The stamp of the last clean build, or undefined when there is none that can be read. */
export function readStamp(file: string): Stamp | undefined {
  try {
    const { inputs, outputs } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Stamp>;
    return inputs && outputs ? { inputs, outputs } : undefined;
  } catch {
    return undefined; // absent or cut off: the next build writes it anew
  }
}

/** Keeps the stamp of a clean build. */
export function writeStamp(file: string, stamp: Stamp): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stamp, null, 2)}\n`);
}

function toolVersions(modules: string): string[] {
  return toolPackages.map((name) => {
    const manifest = path.join(modules, name, 'package.json');
    if (!existsSync(manifest)) throw new Error(`The npm package ${name} is not installed: run \`npm ci\`.`);
    return `${name} ${(JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version}`;
  });
}

function inputHashes(input: string): string[] {
  const read = listFiles(input).filter((file) => !file.startsWith('includes/') || file === 'includes/menu.xml');
  return read.flatMap((file) => {
    if (isDerivedFromFlows(file)) return derivedHash(file, input);
    if (namesOnly.some((folder) => file.startsWith(folder))) return [file];
    return [`${file} ${sha256(readFileSync(path.join(input, file)))}`];
  });
}

/** Flow pages are listed in sushi-config.yaml, whether they are there yet or not; of the resources it matters how they are listed. */
function derivedHash(file: string, input: string): string[] {
  if (!file.startsWith('resources/')) return [];
  return [`${file} ${sha256(listingOf(readFileSync(path.join(input, file), 'utf8')))}`];
}

/** The build's own code, as far as it decides what is written: a change in it may change the output. */
function ownHashes(): string[] {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return [...hashFolder(here)]
    .filter(([file]) => /^(sushi|remembering-db)\.[jt]s$/.test(file))
    .map(([file, hash]) => `${file} ${hash}`);
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createTar } from 'nanotar';
import { ZipFile } from 'yazl';
import type { Resource } from '../../../harness/src/guide/resource.js';
import { objectsOf, textOf } from '../model/json.js';
import { filesIn, type SiteModel } from '../model/site.js';
import { jsonText } from './json-text.js';

const gzipAsync = promisify(gzip);

/** Zip and tar keep a time for each file; the guide's date makes equal content equal bytes. */
function momentOf(site: SiteModel): Date {
  return new Date(`${site.facts.date.slice(0, 10)}T00:00:00`);
}

/** What can be downloaded besides the site as a whole: by file name. */
export async function downloads(site: SiteModel): Promise<Map<string, Uint8Array>> {
  const examples = site.artifacts.filter(({ kind }) => kind === 'example');
  const definitions = site.artifacts.filter(({ kind }) => kind !== 'example');
  const asFiles = (artifacts: typeof examples): [string, string][] =>
    artifacts.map(({ type, id, resource }) => [`${type}-${id}.json`, jsonText(resource)]);
  const [tgz, definitionsZip, examplesZip, scenariosZip] = await Promise.all([
    packageOf(site),
    zipOf(asFiles(definitions), site),
    zipOf(asFiles(examples), site),
    zipOf(scenarioFiles(site), site),
  ]);
  return new Map([
    ['package.tgz', tgz],
    ['definitions.json.zip', definitionsZip],
    ['examples.json.zip', examplesZip],
    ['scenarios.zip', scenariosZip],
  ]);
}

/** What is compressed already: archives, and the parts of the search index. */
const PACKED = /\.(zip|tgz|pf_[a-z]+|pagefind)$/;

/** Files as a zip with the same bytes each time. Those that come first are packed while others are still made. */
export async function zipOf(
  files: Iterable<[string, string | Uint8Array]> | AsyncIterable<[string, string | Uint8Array]>,
  site: SiteModel,
): Promise<Uint8Array> {
  const zip = new ZipFile();
  const packed = buffer(zip.outputStream as NodeJS.ReadableStream);
  const options = { mtime: momentOf(site), mode: 0o100644, forceDosTimestamp: true };
  for await (const [name, content] of files)
    zip.addBuffer(Buffer.from(content as string), name, { ...options, compressionLevel: PACKED.test(name) ? 0 : 1 });
  zip.end();
  return packed;
}

function scenarioFiles({ input }: SiteModel): [string, string][] {
  const folder = path.join(input.root, 'scenarios');
  return filesIn(folder, /\.(yaml|json)$/).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
}

/**
 * The guide as a FHIR package: definitions in `package/`, examples in `package/example/`, each folder with an index
 * (https://confluence.hl7.org/display/FHIR/NPM+Package+Specification).
 */
export async function packageOf(site: SiteModel): Promise<Uint8Array> {
  const ig = site.guide.keys().find((key) => key.startsWith('ImplementationGuide/')) ?? '';
  const definitions = site.artifacts.filter(({ kind }) => kind !== 'example').map(({ resource }) => resource);
  const examples = site.artifacts.filter(({ kind }) => kind === 'example').map(({ resource }) => resource);
  const own = site.guide.instance(ig);
  const files = [
    ['package/package.json', jsonText(manifestOf(site, own))],
    ...folderOf('package', [...(own ? [own] : []), ...definitions]),
    ...folderOf('package/example', examples),
  ] as [string, string][];
  const mtime = momentOf(site).getTime();
  const tar = createTar(
    files.map(([name, data]) => ({ name: checkedName(name), data, attrs: { mtime, uid: 0, gid: 0 } })),
  );
  return gzipAsync(tar, { level: 6 });
}

/** Plain tar headers hold names of up to 100 characters. */
function checkedName(name: string): string {
  if (name.length <= 100) return name;
  throw new Error(`${name} is too long a name for a file in package.tgz: give the resource a shorter id.`);
}

function folderOf(folder: string, resources: readonly Resource[]): [string, string][] {
  const index = { 'index-version': 2, files: resources.map(indexEntry) };
  return [
    [`${folder}/.index.json`, jsonText(index)],
    ...resources.map((each): [string, string] => [`${folder}/${fileOf(each)}`, jsonText(each)]),
  ];
}

function fileOf({ resourceType, id }: Resource): string {
  return `${resourceType}-${id}.json`;
}

/** What loaders look up without opening a file. */
function indexEntry(resource: Resource): Record<string, unknown> {
  const facts = ['resourceType', 'id', 'url', 'version', 'kind', 'type', 'supplements', 'content', 'derivation'];
  const known = facts.flatMap((name) => (textOf(resource[name]) === undefined ? [] : [[name, resource[name]]]));
  return { filename: fileOf(resource), ...Object.fromEntries(known) };
}

function manifestOf({ facts, config }: SiteModel, ig: Resource | undefined): Record<string, unknown> {
  const fhirVersions = ((ig?.fhirVersion ?? []) as string[]).map(String);
  const dependsOn = objectsOf(ig?.dependsOn).map(({ packageId, version }) => [`${packageId}`, `${version}`]);
  return {
    name: facts.packageId,
    version: facts.version,
    'tools-version': 3,
    type: 'IG',
    date: `${facts.date.replaceAll('-', '')}000000`,
    license: config.license,
    canonical: facts.canonical,
    title: facts.title,
    description: facts.description,
    fhirVersions,
    dependencies: { 'hl7.fhir.r4.core': fhirVersions[0] ?? '4.0.1', ...Object.fromEntries(dependsOn) },
    author: facts.publisher,
    directories: { lib: 'package', example: 'package/example' },
  };
}

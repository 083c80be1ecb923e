import { existsSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import type { SearchParameter } from './guide.js';
import { projectRoot } from './project-root.js';
import type { Resource } from './resource.js';

/** FHIR R4 core definitions (with HL7's terminology and extension packs), read one at a time when first asked for. */
export interface CoreDefinitions {
  /** StructureDefinition by canonical url, without a version. */
  structure(url: string): Resource | undefined;
  /** ValueSet or CodeSystem by canonical url, without a version. */
  terminology(type: 'ValueSet' | 'CodeSystem', url: string): Resource | undefined;
  /** All search parameters of R4. */
  searchParameters(): SearchParameter[];
  /** Names of all concrete resource types, sorted. */
  resourceTypes(): string[];
}

/**
 * Opens the definitions that `npm run build` wrote.
 * @param folder `dist/r4` of this package unless given.
 * Throws with what to do when the folder is missing or incomplete. Reads nothing else until asked.
 */
export function coreDefinitions(folder: string = path.join(projectRoot(), 'dist', 'r4')): CoreDefinitions {
  if (!existsSync(path.join(folder, 'stamp.json'))) {
    throw new Error(`The FHIR R4 definitions are missing in ${folder}; run \`npm run build\` first.`);
  }
  const structures = new Pack(path.join(folder, 'structures'));
  const terminology = new Pack(path.join(folder, 'terminology'));
  const json = <T>(name: string): (() => T) =>
    once(() => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as T);
  return {
    structure: (url) => structures.get(url),
    terminology: (type, url) => terminology.get(`${type} ${url}`),
    searchParameters: json<SearchParameter[]>('search-parameters.json'),
    resourceTypes: json<string[]>('types.json'),
  };
}

/** Resources of one file, found by its index; the layout is described in scripts/definitions.ts. */
class Pack {
  private readonly read = new Map<string, Resource | undefined>();
  private readonly index: () => string;
  private readonly file: () => number;

  constructor(base: string) {
    this.index = once(() => readFileSync(`${base}.index`, 'utf8'));
    this.file = once(() => openSync(`${base}.ndjson`, 'r'));
  }

  get(key: string): Resource | undefined {
    if (!this.read.has(key)) this.read.set(key, this.find(key));
    return this.read.get(key);
  }

  private find(key: string): Resource | undefined {
    const start = `\n${key}\t`;
    const at = this.index().indexOf(start);
    if (at < 0) return undefined;
    const from = at + start.length;
    const [offset, length] = this.index().slice(from, this.index().indexOf('\n', from)).split('\t').map(Number);
    const bytes = Buffer.alloc(length ?? 0);
    readSync(this.file(), bytes, 0, bytes.length, offset ?? 0);
    return JSON.parse(bytes.toString('utf8')) as Resource;
  }
}

/** A function that computes its value at the first call and keeps it. */
function once<T>(compute: () => T): () => T {
  let value: { is: T } | undefined;
  return () => (value ??= { is: compute() }).is;
}

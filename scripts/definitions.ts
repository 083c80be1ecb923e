import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes `dist/r4/`: the FHIR R4 definitions as the harness reads them at run time, so that an installed package needs
 * neither the npm packages they come from nor a network, and a cold process pays for what it uses only.
 *
 * - `structures.ndjson`, `terminology.ndjson`: one resource a line, without what a machine has no use for
 *   (narrative, definitions, comments, mappings, examples);
 * - `structures.index`, `terminology.index`: a line for each of them, `url<TAB>byte offset<TAB>bytes`, made to be searched
 *   as text; in `terminology.index` the resource type and a space go before the url;
 * - `search-parameters.json`, `types.json` (names of all resource types);
 * - `stamp.json`: what it was made from. Nothing is written again while that stays the same.
 */

type Json = Record<string, unknown>;

/** What is read, in order of precedence: a later package's definition of a url replaces an earlier one's. */
const SOURCES = ['hl7.fhir.r4.examples', 'hl7.terminology.r4', 'hl7.fhir.uv.extensions.r4'] as const;
const CORE = SOURCES[0];

/** Larger than any code system that a required binding names; keeps out copies of SNOMED CT subsets. */
const MAX_BYTES = 600_000;

const TERMINOLOGY_KEYS = new Set(
  'resourceType id url version name title status caseSensitive hierarchyMeaning content compose concept code display system include exclude filter property op value valueSet valueCode'.split(
    ' ',
  ),
);
const STRUCTURE_KEYS =
  'resourceType id url version name title status fhirVersion kind abstract context contextInvariant type baseDefinition derivation'.split(
    ' ',
  );
const ELEMENT_KEYS =
  /^(id|path|sliceName|slicing|min|max|base|contentReference|type|maxLength|isModifier|isSummary|(fixed|pattern|minValue|maxValue)[A-Z]\w*)$/;

/** Properties of a concept that say what it stands under; others are dropped. */
const HIERARCHY = new Set(['parent', 'child', 'subsumedBy']);

/**
 * Builds `dist/r4` below `root` from `root/node_modules`, unless it is up to date.
 * @returns true if it was written. Throws with what to do when a source package is not installed.
 */
export function buildDefinitions(root: string): boolean {
  const out = path.join(root, 'dist', 'r4');
  const stamp = stampOf(root);
  const stampFile = path.join(out, 'stamp.json');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const making = `${out}.making-${process.pid}`;
  mkdirSync(making, { recursive: true });
  const structures = new Map<string, Json>();
  const terminology = new Map<string, Json>();
  const parameters: Json[] = [];
  for (const source of SOURCES) {
    for (const resource of definitionsIn(path.join(root, 'node_modules', source))) {
      const { resourceType, url } = resource;
      if (resourceType === 'SearchParameter' && source === CORE) parameters.push(...searchParameter(resource));
      if (resourceType === 'StructureDefinition' && isUsable(resource)) structures.set(`${url}`, structure(resource));
      if (resourceType === 'ValueSet' || resourceType === 'CodeSystem') {
        terminology.set(`${resourceType} ${url}`, terminologyResource(resource));
      }
    }
  }
  writePack(path.join(making, 'structures'), structures);
  writePack(path.join(making, 'terminology'), terminology);
  writeFileSync(path.join(making, 'search-parameters.json'), JSON.stringify(parameters));
  writeFileSync(path.join(making, 'types.json'), JSON.stringify(resourceTypes(structures)));
  writeFileSync(path.join(making, 'stamp.json'), stamp);
  rmSync(out, { recursive: true, force: true }); // at the very end: a build cut off must leave nothing half done
  renameSync(making, out);
  return true;
}

/** The sources' versions and this script's own content. */
function stampOf(root: string): string {
  const versions = SOURCES.map((name) => {
    const file = path.join(root, 'node_modules', name, 'package.json');
    if (!existsSync(file)) throw new Error(`${name} is not installed in ${root}; run \`npm ci\` first.`);
    return `${name}#${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
  });
  const script = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
  return JSON.stringify({ versions, script });
}

function* definitionsIn(folder: string): Generator<Json> {
  for (const file of readdirSync(folder).sort()) {
    const type = /^(StructureDefinition|ValueSet|CodeSystem|SearchParameter)-.+\.json$/.exec(file)?.[1];
    if (!type) continue;
    const resource = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Json;
    if (resource.resourceType === type && typeof resource.url === 'string') yield resource;
  }
}

/** The core package also holds StructureDefinitions that are plain examples: no snapshot, or another FHIR version. */
function isUsable(definition: Json): boolean {
  return definition.fhirVersion === '4.0.1' && definition.snapshot !== undefined;
}

function structure(definition: Json): Json {
  const compact = pick(definition, STRUCTURE_KEYS);
  const { element } = definition.snapshot as { element: Json[] };
  compact.snapshot = { element: element.map((each) => compactElement(each, `${definition.id}`)) };
  return compact;
}

function compactElement(element: Json, definitionId: string): Json {
  const compact: Json = {};
  for (const [key, value] of Object.entries(element)) {
    if (ELEMENT_KEYS.test(key) && value !== false) compact[key] = value;
  }
  const binding = element.binding as Json | undefined;
  if (binding) compact.binding = pick(binding, ['strength', 'valueSet']);
  const constraints = (element.constraint ?? []) as Json[];
  // Every element repeats ele-1 and every extension ext-1; the definition that states them keeps them.
  const statedBy: Record<string, string> = { 'ele-1': 'Element', 'ext-1': 'Extension' };
  const own = constraints.filter(({ key }) => (statedBy[`${key}`] ?? definitionId) === definitionId);
  if (own.length > 0) compact.constraint = own.map((each) => pick(each, ['key', 'severity', 'human', 'expression']));
  return compact;
}

function terminologyResource(resource: Json): Json {
  const compact = keepOnly(resource) as Json;
  return JSON.stringify(compact).length > MAX_BYTES ? pick(compact, ['resourceType', 'id', 'url', 'version']) : compact;
}

function keepOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keepOnly);
  if (value === null || typeof value !== 'object') return value;
  const kept: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    if (!TERMINOLOGY_KEYS.has(key)) continue;
    const property = key === 'property' && Array.isArray(inner) ? inner.filter(isHierarchy) : inner;
    if (!Array.isArray(property) || property.length > 0) kept[key] = keepOnly(property);
  }
  return kept;
}

function isHierarchy(property: unknown): boolean {
  const { code, valueCode } = property as Json;
  return HIERARCHY.has(`${code}`) && valueCode !== undefined;
}

/** Parameters over extensions of some other guide are marked experimental and left out, those with a base are FHIR's. */
function searchParameter(resource: Json): Json[] {
  if (resource.experimental === true || !Array.isArray(resource.base)) return [];
  return [pick(resource, ['code', 'url', 'type', 'base', 'expression', 'target'])];
}

function resourceTypes(structures: ReadonlyMap<string, Json>): string[] {
  return [...structures.values()]
    .filter((each) => each.kind === 'resource' && each.derivation === 'specialization' && each.abstract !== true)
    .map((each) => `${each.type}`)
    .sort();
}

function writePack(base: string, resources: ReadonlyMap<string, Json>): void {
  const index = [''];
  const lines: Buffer[] = [];
  let offset = 0;
  for (const [key, resource] of resources) {
    const line = Buffer.from(`${JSON.stringify(resource)}\n`);
    index.push(`${key}\t${offset}\t${line.length}`);
    offset += line.length;
    lines.push(line);
  }
  writeFileSync(`${base}.ndjson`, Buffer.concat(lines));
  writeFileSync(`${base}.index`, `${index.join('\n')}\n`);
}

function pick(from: Json, keys: readonly string[]): Json {
  const compact: Json = {};
  for (const key of keys) if (from[key] !== undefined && from[key] !== false) compact[key] = from[key];
  return compact;
}

/** The folder with package.json that this script, compiled or not, belongs to. */
function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  const written = buildDefinitions(projectRoot());
  console.log(`dist/r4: ${written ? `R4 definitions written in ${Date.now() - started} ms` : 'up to date'}`);
}

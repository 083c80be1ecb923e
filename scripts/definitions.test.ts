import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coreDefinitions } from '../harness/src/guide/core-definitions.js';
import { buildDefinitions } from './definitions.js';

const PACKAGES = ['hl7.fhir.r4.examples', 'hl7.terminology.r4', 'hl7.fhir.uv.extensions.r4'];
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'definitions-'));
  for (const name of PACKAGES) put(name, 'package.json', { name, version: '1.0.0' });
});
afterEach(() => rmSync(root, { recursive: true }));

function put(name: string, file: string, content: unknown): void {
  const folder = path.join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, file), JSON.stringify(content));
}

const thing = {
  resourceType: 'StructureDefinition',
  id: 'Thing',
  url: 'http://hl7.org/fhir/StructureDefinition/Thing',
  type: 'Thing',
  kind: 'resource',
  derivation: 'specialization',
  fhirVersion: '4.0.1',
  text: { div: 'long' },
  snapshot: {
    element: [
      {
        path: 'Thing.a',
        min: 0,
        definition: 'long',
        constraint: [{ key: 'ele-1' }, { key: 'tng-1', severity: 'error', xpath: 'long' }],
      },
    ],
  },
};

describe('the definitions at run time', () => {
  it('hold what a machine needs and nothing else', () => {
    put(PACKAGES[0]!, 'StructureDefinition-Thing.json', thing);
    buildDefinitions(root);
    const core = coreDefinitions(path.join(root, 'dist', 'r4'));
    const built = core.structure(thing.url);
    expect(built?.text).toBeUndefined();
    expect(built?.snapshot).toEqual({
      element: [{ path: 'Thing.a', min: 0, constraint: [{ key: 'tng-1', severity: 'error' }] }],
    });
    expect(core.resourceTypes()).toEqual(['Thing']);
  });

  it('leave out StructureDefinitions that are plain examples and search parameters over foreign extensions', () => {
    put(PACKAGES[0]!, 'StructureDefinition-a.json', { ...thing, url: 'urn:a', snapshot: undefined });
    put(PACKAGES[0]!, 'StructureDefinition-b.json', { ...thing, url: 'urn:b', fhirVersion: '3.0.1' });
    const parameter = { resourceType: 'SearchParameter', url: 'urn:p', code: 'p', base: ['Thing'] };
    put(PACKAGES[0]!, 'SearchParameter-p.json', parameter);
    put(PACKAGES[0]!, 'SearchParameter-q.json', { ...parameter, code: 'q', experimental: true });
    buildDefinitions(root);
    const core = coreDefinitions(path.join(root, 'dist', 'r4'));
    expect(core.structure('urn:a')).toBeUndefined();
    expect(core.structure('urn:b')).toBeUndefined();
    expect(core.searchParameters()).toEqual([{ url: 'urn:p', code: 'p', base: ['Thing'] }]);
  });

  it('prefer the newer terminology, keep its hierarchy, and take only the name of what is huge', () => {
    const system = { resourceType: 'CodeSystem', url: 'urn:s', content: 'complete', concept: [{ code: 'old' }] };
    const property = [
      { code: 'subsumedBy', valueCode: 'new' },
      { code: 'status', valueCode: 'active' },
    ];
    put(PACKAGES[0]!, 'CodeSystem-s.json', system);
    put(PACKAGES[1]!, 'CodeSystem-s.json', {
      ...system,
      concept: [
        { code: 'new', definition: 'long' },
        { code: 'n2', property },
      ],
    });
    const many = Array.from({ length: 30_000 }, (_, n) => ({ code: `concept-number-${n}` }));
    put(PACKAGES[1]!, 'CodeSystem-h.json', { ...system, url: 'urn:h', concept: many });
    buildDefinitions(root);
    const core = coreDefinitions(path.join(root, 'dist', 'r4'));
    expect(core.terminology('CodeSystem', 'urn:s')?.concept).toEqual([
      { code: 'new' },
      { code: 'n2', property: [{ code: 'subsumedBy', valueCode: 'new' }] },
    ]);
    expect(core.terminology('CodeSystem', 'urn:h')).toEqual({ resourceType: 'CodeSystem', url: 'urn:h' });
  });

  it('are written again only when a source changed, or when the last build was cut off', () => {
    const file = path.join(root, 'dist', 'r4', 'types.json');
    expect(buildDefinitions(root)).toBe(true);
    const first = statSync(file).mtimeMs;
    expect(buildDefinitions(root)).toBe(false);
    expect(statSync(file).mtimeMs).toBe(first);
    put(PACKAGES[1]!, 'package.json', { version: '1.0.1' });
    expect(buildDefinitions(root)).toBe(true);
    rmSync(path.join(root, 'dist', 'r4', 'stamp.json'));
    expect(buildDefinitions(root)).toBe(true);
    expect(existsSync(file)).toBe(true);
  });

  it('say what to do when a source is not installed', () => {
    rmSync(path.join(root, 'node_modules', PACKAGES[2]!), { recursive: true });
    expect(() => buildDefinitions(root)).toThrow(/hl7.fhir.uv.extensions.r4 is not installed .* run `npm ci` first/);
  });
});

describe('dist/r4 of this project', () => {
  it('stays small enough to be published', () => {
    const folder = path.join(import.meta.dirname, '..', 'dist', 'r4');
    const bytes = ['structures.ndjson', 'terminology.ndjson'].map(
      (name) => readFileSync(path.join(folder, name)).length,
    );
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(12_000_000);
  });
});

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assembleFhirCache, isCoreDefinition } from './fhir-cache.js';

let modules: string;
let cache: string;

function install(name: string, version: string, files: Record<string, unknown> = {}): void {
  const folder = path.join(modules, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version }));
  for (const [file, resource] of Object.entries(files))
    writeFileSync(path.join(folder, file), JSON.stringify(resource));
}

const task = {
  resourceType: 'StructureDefinition',
  url: 'http://hl7.org/fhir/StructureDefinition/Task',
  fhirVersion: '4.0.1',
  snapshot: {},
};
const core = () => path.join(cache, 'hl7.fhir.r4.core#4.0.1', 'package');

beforeEach(() => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'fhir-cache-'));
  modules = path.join(root, 'node_modules');
  cache = path.join(root, 'cache');
  install('hl7.terminology.r4', '7.0.1');
  install('hl7.fhir.uv.extensions.r4', '5.3.0');
  install('hl7.fhir.r4.examples', '4.0.1', {
    'StructureDefinition-Task.json': task,
    'ValueSet-of-somebody.json': { resourceType: 'ValueSet', url: 'urn:uuid:1' },
    'Patient-example.json': { resourceType: 'Patient' },
  });
});
afterEach(() => rmSync(path.dirname(modules), { recursive: true, force: true }));

test('the cache holds each package under its name and version, and states its layout', () => {
  assembleFhirCache(modules, cache);
  expect(readdirSync(cache).sort()).toEqual([
    'hl7.fhir.r4.core#4.0.1',
    'hl7.fhir.uv.extensions.r4#5.3.0',
    'hl7.terminology.r4#7.0.1',
    'packages.ini',
  ]);
  expect(readFileSync(path.join(cache, 'packages.ini'), 'utf8')).toContain('version = 4');
});

test('the core package has the definitions alone, as real files', () => {
  assembleFhirCache(modules, cache);
  expect(readdirSync(core()).sort()).toEqual(['StructureDefinition-Task.json', 'package.json']);
  expect(statSync(path.join(core(), 'StructureDefinition-Task.json')).isFile()).toBe(true);
});

test('what is there is kept; another version of the source makes it anew', () => {
  assembleFhirCache(modules, cache);
  writeFileSync(path.join(core(), 'left-alone'), '');
  assembleFhirCache(modules, cache);
  expect(existsSync(path.join(core(), 'left-alone'))).toBe(true);
  install('hl7.fhir.r4.examples', '4.0.2', { 'StructureDefinition-Task.json': task });
  assembleFhirCache(modules, cache);
  expect(existsSync(path.join(core(), 'left-alone'))).toBe(false);
});

test('a cache that was cut off in the middle is made anew', () => {
  mkdirSync(core(), { recursive: true });
  assembleFhirCache(modules, cache);
  expect(readdirSync(core())).toContain('StructureDefinition-Task.json');
});

test('a missing npm package is an error that says what to do', () => {
  rmSync(path.join(modules, 'hl7.terminology.r4'), { recursive: true });
  expect(() => assembleFhirCache(modules, cache)).toThrow(/hl7\.terminology\.r4 is not installed: run `npm ci`/);
});

test.each([
  ['a definition with a snapshot', task, true],
  ['a definition without one', { ...task, snapshot: undefined }, false],
  ['a definition of another release', { ...task, fhirVersion: '4.0.0' }, false],
  ['an official value set', { resourceType: 'ValueSet', url: 'http://terminology.hl7.org/ValueSet/x' }, true],
  ['an example of a value set', { resourceType: 'ValueSet', url: 'http://example.org/x' }, false],
  ['a code system, whatever its url', { resourceType: 'CodeSystem', url: 'http://unitsofmeasure.org' }, true],
])('%s belongs to the core: or not', (_name, resource, expected) => {
  expect(isCoreDefinition(resource as Record<string, unknown>)).toBe(expected);
});

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
import { assembleFhirCache, assembleValidatorCache, isCoreDefinition } from './fhir-cache.js';

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
  install('hl7.fhir.r5.core', '5.0.0', {
    'StructureDefinition-Requirements.json': { resourceType: 'StructureDefinition' },
    'SearchParameter-x.json': { resourceType: 'SearchParameter' },
  });
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

test("the validator's cache depends on R4 alone, and has the later types and the package it does not start without", () => {
  expect(assembleValidatorCache(modules, cache)).toEqual([
    'hl7.terminology.r4#7.0.1',
    'hl7.fhir.uv.extensions.r4#5.3.0',
  ]);
  expect(readdirSync(cache).sort()).toEqual([
    'hl7.fhir.r4.core#4.0.1',
    'hl7.fhir.r5.core#5.0.0',
    'hl7.fhir.uv.extensions.r4#5.3.0',
    'hl7.fhir.xver-extensions#0.1.0',
    'hl7.terminology.r4#7.0.1',
    'packages.ini',
  ]);
  const later = path.join(cache, 'hl7.fhir.r5.core#5.0.0', 'package');
  expect(readdirSync(later).sort()).toEqual(['StructureDefinition-Requirements.json', 'package.json']);
  const terminology = path.join(cache, 'hl7.terminology.r4#7.0.1', 'package', 'package.json');
  expect(JSON.parse(readFileSync(terminology, 'utf8'))).toMatchObject({
    dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
  });
});

test('an extension of R5 data types stands on the elements that R4 has, and only in the cache', () => {
  const file = 'StructureDefinition-datatype.json';
  const definition = { context: [{ type: 'element', expression: 'Base' }] };
  install('hl7.fhir.uv.extensions.r4', '5.3.0', { [file]: definition });
  assembleValidatorCache(modules, cache);
  const adapted = path.join(cache, 'hl7.fhir.uv.extensions.r4#5.3.0', 'package', file);
  expect(JSON.parse(readFileSync(adapted, 'utf8'))).toEqual({ context: [{ type: 'element', expression: 'Element' }] });
  const original = path.join(modules, 'hl7.fhir.uv.extensions.r4', file);
  expect(JSON.parse(readFileSync(original, 'utf8'))).toEqual(definition);
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

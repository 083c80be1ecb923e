import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprintInputs, readStamp, writeStamp } from './fingerprint.js';
import { guidePaths } from './paths.js';

const tools = [
  'fsh-sushi',
  'fhir-package-loader',
  'hl7.fhir.r4.examples',
  'hl7.fhir.uv.extensions.r4',
  'hl7.terminology.r4',
];
let root: string;

function write(file: string, content: string): void {
  const full = path.join(root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
}
const fingerprint = () => fingerprintInputs(guidePaths(root));

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'guide-fingerprint-'));
  for (const name of tools) write(`node_modules/${name}/package.json`, '{"version":"1.0.0"}');
  write('sushi-config.yaml', 'id: x');
  write('input/fsh/a.fsh', 'Profile: A');
  write('input/pagecontent/index.md', 'Text');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ['FSH', 'input/fsh/a.fsh', 'Profile: B'],
  ['a new FSH file', 'input/fsh/b.fsh', ''],
  ['the configuration', 'sushi-config.yaml', 'id: y'],
  ['the ignore list', 'sushi-ignoreWarnings.txt', '# none'],
  ['ig.ini', 'ig.ini', '[IG]'],
  ['a generated instance', 'input/resources/ExampleScenario-a.json', '{}'],
  ['a new page', 'input/pagecontent/more.md', ''],
  ['a tool', 'node_modules/fsh-sushi/package.json', '{"version":"1.0.1"}'],
])('a change of %s changes the fingerprint', (_name, file, content) => {
  const before = fingerprint();
  expect(fingerprint()).toBe(before);
  write(file, content);
  expect(fingerprint()).not.toBe(before);
});

test('the text of a page does not matter to SUSHI', () => {
  const before = fingerprint();
  write('input/pagecontent/index.md', 'Other text');
  expect(fingerprint()).toBe(before);
});

test('a missing tool is an error that says what to do', () => {
  rmSync(path.join(root, 'node_modules/fsh-sushi'), { recursive: true });
  expect(fingerprint).toThrow('The npm package fsh-sushi is not installed: run `npm ci`.');
});

test('a stamp is read as written; a broken or absent one counts as none', () => {
  const file = path.join(root, '.fhir-home/guide-build.json');
  expect(readStamp(file)).toBeUndefined();
  writeStamp(file, { inputs: 'a', outputs: 'b' });
  expect(readStamp(file)).toEqual({ inputs: 'a', outputs: 'b' });
  write('.fhir-home/guide-build.json', '{"inputs":');
  expect(readStamp(file)).toBeUndefined();
});

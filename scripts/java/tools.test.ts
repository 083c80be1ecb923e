import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MissingToolError, javaRelease, requireJava, requireMaven } from './tools.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'java-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A PATH on which there is nothing but what the test puts there. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: folder });

function put(name: string, script: string): void {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "21" 2023-09-19', 21],
  ['java version "1.8.0_402"', 8],
  ['no version here', undefined],
])('the release in %j', (text, release) => expect(javaRelease(text)).toBe(release));

test('a machine without Java is told so in one sentence', () => {
  expect(() => requireJava('HAPI FHIR', environment())).toThrow(MissingToolError);
  expect(() => requireJava('HAPI FHIR', environment())).toThrow(
    /^HAPI FHIR needs Java 17 or later, .*install a JDK\.$/,
  );
});

test('a Java that is too old is told with its release', () => {
  put('java', 'echo \'openjdk version "11.0.2"\' >&2');
  expect(() => requireJava('HAPI FHIR', environment())).toThrow(/`java` is 11: install a newer JDK/);
});

test('a Java that will do is no error', () => {
  put('java', 'echo \'openjdk version "17.0.15"\' >&2');
  expect(() => requireJava('HAPI FHIR', environment())).not.toThrow();
});

test('a machine without Maven is told so in one sentence', () => {
  expect(() => requireMaven('Building HAPI FHIR', environment())).toThrow(MissingToolError);
  put('mvn', 'exit 0');
  expect(() => requireMaven('Building HAPI FHIR', environment())).not.toThrow();
});

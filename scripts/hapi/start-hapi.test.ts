import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guidePaths } from '../guide/paths.js';
import { MissingToolError } from '../java/tools.js';
import { startHapi } from './start-hapi.js';

let root: string;

function install(name: string, script: string): void {
  const file = path.join(root, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** A `java` of our own: answers `-version`, and does what the script says when it is to be the server. */
function installServer(script: string): void {
  install('java', `[ "$1" = -version ] && { echo 'openjdk version "17"' >&2; exit 0; }\n${script}`);
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'start-hapi-'));
  mkdirSync(path.join(root, 'bin'));
  mkdirSync(path.join(root, 'tools', 'hapi'), { recursive: true });
  writeFileSync(path.join(root, 'tools', 'hapi', 'pom.xml'), '<project/>');
  const folder = 'for a in "$@"; do case "$a" in -Dbuild.folder=*) f="${a#-Dbuild.folder=}";; esac; done';
  install('mvn', `[ "$1" = --version ] && exit 0\n${folder}\nmkdir -p "$f/lib" && touch "$f/hapi.jar"`);
  vi.stubEnv('PATH', `${path.join(root, 'bin')}${path.delimiter}${process.env.PATH ?? ''}`);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

test('the url is what the server says it is once it is ready; it ends when it is told to', async () => {
  installServer('echo "something else"; echo "READY http://127.0.0.1:4321/fhir"; exec cat');
  const hapi = await startHapi({ paths: guidePaths(root) });
  expect(hapi.url).toBe('http://127.0.0.1:4321/fhir');
  await hapi.stop();
  await hapi.ended;
  await hapi.stop(); // a second time does no harm
});

test('port and interval reach the server', async () => {
  installServer('echo "READY $*" | tr " " "_" | sed "s/^READY_/READY /"; exec cat');
  const hapi = await startHapi({ paths: guidePaths(root), port: 8099, notifyEveryMs: 250 });
  await hapi.stop();
  expect(hapi.url).toContain('-Dhapi.notifyEveryMs=250');
  expect(hapi.url).toMatch(/cow\.hapi\.HapiServer_8099$/);
});

test('a server that ends before it is ready is an error with its own words', async () => {
  installServer('echo "port in use" >&2; exit 1');
  await expect(startHapi({ paths: guidePaths(root) })).rejects.toThrow('ended before it was ready:\nport in use');
});

test('a server that is never ready is ended', async () => {
  installServer('exec cat');
  await expect(startHapi({ paths: guidePaths(root), boundMs: 50 })).rejects.toThrow('was not ready within 0.05 s');
});

test('without Java, it is told what to install', async () => {
  install('java', 'exit 127');
  await expect(startHapi({ paths: guidePaths(root) })).rejects.toThrow(MissingToolError);
});

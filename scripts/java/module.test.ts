import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildModule, mavenErrors, sourceHash, type JavaModule } from './module.js';

let root: string;
let module: JavaModule;

/** A Maven of our own that does what the script says; `$folder` is where it is told to put what it builds. */
function installMaven(script: string): void {
  const bin = path.join(root, 'bin');
  mkdirSync(bin, { recursive: true });
  const find = 'for a in "$@"; do case "$a" in -Dbuild.folder=*) folder="${a#-Dbuild.folder=}";; esac; done';
  const file = path.join(bin, 'mvn');
  writeFileSync(file, `#!/bin/sh\n[ "$1" = --version ] && exit 0\n${find}\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${bin}${path.delimiter}${process.env.PATH ?? ''}`);
}

const BUILDS = 'mkdir -p "$folder"; echo built >> "$folder/thing.jar"; echo other > "$folder/rest"';

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'java-module-'));
  const source = path.join(root, 'source');
  mkdirSync(path.join(source, 'src'), { recursive: true });
  writeFileSync(path.join(source, 'pom.xml'), '<project/>');
  writeFileSync(path.join(source, 'src', 'A.java'), 'class A {}');
  module = { title: 'the thing', source, builds: path.join(root, 'builds'), keep: ['thing.jar'] };
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

test('what is built is kept, and nothing else', async () => {
  installMaven(BUILDS);
  const built = await buildModule(module);
  expect(readdirSync(built)).toEqual(['thing.jar']);
  expect(readdirSync(module.builds)).toEqual([path.basename(built)]);
});

test('unchanged sources are not built again; changed ones are, and the old build goes', async () => {
  installMaven(BUILDS);
  const first = await buildModule(module);
  installMaven('exit 1');
  expect(await buildModule(module)).toBe(first);
  writeFileSync(path.join(module.source, 'src', 'A.java'), 'class A { }');
  installMaven(BUILDS);
  const second = await buildModule(module);
  expect(second).not.toBe(first);
  expect(existsSync(first)).toBe(false);
  expect(readFileSync(path.join(second, 'thing.jar'), 'utf8')).toBe('built\n');
});

test("a build that fails leaves nothing, and says Maven's own words", async () => {
  installMaven(`${BUILDS}; echo "[INFO] Scanning"; echo "[ERROR] A.java:[1,1] class expected"; exit 1`);
  await expect(buildModule(module)).rejects.toThrow('could not build the thing:\n[ERROR] A.java:[1,1] class expected');
  expect(readdirSync(module.builds)).toEqual([]);
});

test('the hash is of the pom and the sources alone', () => {
  const before = sourceHash(module.source);
  mkdirSync(path.join(module.source, 'target'));
  writeFileSync(path.join(module.source, 'target', 'A.class'), '');
  expect(sourceHash(module.source)).toBe(before);
  writeFileSync(path.join(module.source, 'pom.xml'), '<project />');
  expect(sourceHash(module.source)).not.toBe(before);
});

test('of the output of a failed build, the errors are shown; its end where there are none', () => {
  const advice = '[ERROR] To see the full stack trace, re-run Maven with -e';
  expect(mavenErrors(`[INFO] x\n[ERROR] wrong\n${advice}`)).toBe('[ERROR] wrong');
  expect(mavenErrors('killed')).toBe('killed');
});

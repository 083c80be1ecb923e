import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../guide/project-root.js';
import { startStub, type Stub, type StubRequest } from '../targets/stub-server.fixture.js';
import { freshBuild } from './fresh-build.fixture.js';

const TOKEN = 'hospital-token-4711';
const root = projectRoot();
let folder: string;
let stub: Stub;
let answer: (request: StubRequest) => unknown;
beforeAll(async () => {
  freshBuild(root);
  folder = mkdtempSync(path.join(os.tmpdir(), 'cow-hostile-'));
  stub = await startStub((request) => ({ status: 200, json: answer(request) }));
});
afterAll(async () => {
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the compiled `cow` against a target file; ends when the command does, which is bounded by the test's own time. */
function run(targetFile: object, ...args: string[]): Promise<Ended> {
  const file = path.join(folder, 'target.json');
  writeFileSync(file, JSON.stringify(targetFile));
  const command = path.join(root, 'dist', 'harness', 'src', 'cli', 'main.js');
  const child = spawn(
    process.execPath,
    [command, 'run', ...args, '--target', file, '--report', path.join(folder, 'r')],
    {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', LANG: 'C.UTF-8', COW_TOKEN: TOKEN },
    },
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const ORDER = 'simple-lab-order@task-at-placer-polling';

describe('a server that is asked what it can do', () => {
  const asked = (): Promise<Ended> =>
    run(
      {
        servers: { default: `${stub.url}/fhir` },
        auth: { [new URL(stub.url).origin]: { type: 'bearer', tokenEnv: 'COW_TOKEN' } },
      },
      ORDER,
    );

  it.each([
    ['a version', (told: string) => ({ resourceType: 'CapabilityStatement', fhirVersion: told })],
    ['another resource', (told: string) => ({ resourceType: told })],
  ])('brings no credentials, no control sequences and no flood to the terminal by %s', async (_what, statement) => {
    answer = ({ headers }) => statement(`9 \u001b[2J\u009b31m\u202e ${headers.authorization} ${'A'.repeat(100_000)}`);
    const { code, err } = await asked();
    expect(err).toContain('[redacted]');
    expect(err).not.toContain(TOKEN);
    expect(err).not.toMatch(/[\u001b\u009b\u202e]/);
    expect(err.length).toBeLessThan(1000);
    expect(code).toBe(2);
  });
});

describe('a target file that cannot be used', () => {
  it('ends the command when the endpoint cannot listen, though servers were started for it', async () => {
    const port = Number(new URL(stub.url).port);
    const { code, err } = await run({ servers: { default: 'embedded' }, endpoint: { port } }, ORDER);
    expect(err).toContain(`notifications cannot be received at 127.0.0.1:${port} (EADDRINUSE)`);
    expect(err).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('ends the command before anything is sent when an actor has no server', async () => {
    answer = () => expect.unreachable();
    const before = stub.requests.length;
    const { code, err } = await run(
      { servers: { placer: `${stub.url}/fhir`, fulfiller: 'embedded' } },
      'simple-lab-order',
      'bidding*',
    );
    expect(err).toContain('has no server for actor');
    expect(code).toBe(2);
    expect(stub.requests.length).toBe(before);
  });
});

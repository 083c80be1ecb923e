import { TROUBLE_KINDS } from '../history/record.js';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { redactor } from '../history/redact.js';
import { openTarget, type OpenTargetOptions } from './open-target.js';
import { startStub, type Stub, type StubAnswer, type StubRequest } from './stub-server.fixture.js';
import type { Target } from './target.js';
import { TargetError } from './target-error.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cow-target-'));
afterAll(() => rmSync(folder, { recursive: true }));

const guide = loadGuide();
const CAPABILITIES = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  software: { name: 'Stub' },
  rest: [{ mode: 'server', resource: [{ type: 'Task', versioning: 'versioned' }] }],
};
const NO_CLAIMS = 'claims: { default: { processMessage: false, subscriptions: none, versioning: true } }';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function stub(
  answer: (request: StubRequest) => StubAnswer = () => ({ status: 200, json: CAPABILITIES }),
): Promise<Stub> {
  const started = await startStub(answer);
  open.push({ stop: started.close });
  return started;
}

function file(text: string, name = 'target.yaml'): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

async function openFile(text: string, options: OpenTargetOptions = {}): Promise<Target> {
  const target = await openTarget(file(text), { env: {}, ...options });
  open.push(target);
  return target;
}

async function refusal(spec: string, options: OpenTargetOptions = {}): Promise<string> {
  const error: unknown = await openTarget(spec, { env: {}, ...options }).then(
    (target) => open.push(target),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TargetError);
  expect(error).toMatchObject({ isUsage: true });
  return (error as Error).message;
}

describe('a URL as target', () => {
  it('is one server for all, on this machine', async () => {
    const { url } = await stub();
    const target = await openTarget(`${url}/fhir/`);
    open.push(target);
    expect(target.name).toBe(`${url}/fhir`);
    expect(target.baseFor({ name: 'second-lab', is: 'fulfiller' })).toBe(`${url}/fhir`);
    expect([...target.origins()]).toEqual([url]);
    expect(await target.authorize(`${url}/fhir/Task`)).toEqual({});
    expect(target).toMatchObject({ tag: true, secrets: [], notes: [], boundMs: 10_000, timeoutMs: 30_000 });
  });

  it('is refused elsewhere, with what to do', async () => {
    const message = await refusal('https://fhir.example.org/r4');
    expect(message).toContain('https://fhir.example.org is not on this machine, and runs write test data');
    expect(message).toContain('servers: { default: https://fhir.example.org/r4 }\n  allowTestData: true');
    await openFile('servers: { default: https://fhir.example.org/r4 }\nallowTestData: true\n');
  });

  it.each([
    ['https://me:pa55word@fhir.example.org', /credentials do not belong into a URL/],
    ['http://localhost:8080@fhir.example.org', /credentials do not belong into a URL/],
    ['http://[', /no URL/],
  ])('is refused when it is none to be used: %s', async (url, message) => {
    expect(await refusal(url)).toMatch(message);
    expect(await refusal(url)).not.toContain('pa55word');
  });
});

describe('a file as target', () => {
  it('must be there', async () => {
    expect(await refusal(path.join(folder, 'no.yaml'))).toMatch(
      /no\.yaml cannot be read \(ENOENT\)\. Give a target file/,
    );
  });

  it('must be right; faults come with file, line and column, and without secrets', async () => {
    const spec = file(
      'servers: { default: http://localhost:1 }\nauth:\n  http://localhost:1: { type: bearer, token: pa55word }\n',
    );
    const message = await refusal(spec);
    expect(message).toContain(`${spec}:3:39: secrets do not belong into this file: "token"`);
    expect(message).not.toContain('pa55word');
  });

  it('may name the actors of the guide and of the flows only', async () => {
    const spec = file('servers: { default: http://localhost:1, secnd-lab: http://localhost:2 }\nexternal: [fulfiler]');
    const message = await refusal(spec, { guide, actors: ['second-lab'] });
    expect(message).toContain('did you mean second-lab?');
    expect(message).toContain('did you mean fulfiller?');
  });

  it('says where each actor is: by its name, by what it is, or by default', async () => {
    const target = await openFile(
      'servers: { fulfiller: http://localhost:1/a/, second-lab: http://localhost:2/b, default: http://localhost:3 }',
    );
    expect(target.baseFor({ name: 'second-lab', is: 'fulfiller' })).toBe('http://localhost:2/b');
    expect(target.baseFor({ name: 'first-lab', is: 'fulfiller' })).toBe('http://localhost:1/a');
    expect(target.baseFor({ name: 'placer', is: 'placer' })).toBe('http://localhost:3');
    expect([...target.origins()].sort()).toEqual(['http://localhost:1', 'http://localhost:2', 'http://localhost:3']);
  });

  it('says which actor has no server', async () => {
    const target = await openFile('name: Lab\nservers: { fulfiller: http://localhost:1 }');
    expect(() => target.baseFor({ name: 'placer', is: 'placer' })).toThrow(
      'target Lab has no server for actor "placer"',
    );
    expect(() => target.baseFor({ name: 'gp', is: 'placer' })).toThrow('actor "gp" (placer): add it, or "default"');
  });

  it('sets limits, the endpoint and who is external', async () => {
    const target = await openFile(
      'servers: { default: http://localhost:1 }\nexternal: [fulfiller]\nlimits: { actMs: 7, pollMs: 8 }\n' +
        'endpoint: { port: 9, publicUrl: "https://cow.example.org/x/" }\ntrouble: [error, all]',
    );
    expect(target.trouble).toEqual(['error', ...TROUBLE_KINDS]);
    expect(target).toMatchObject({ boundMs: 10_000, actMs: 7, pollMs: 8, timeoutMs: 30_000 });
    expect(target.endpoint).toEqual({ port: 9, publicUrl: 'https://cow.example.org/x' });
    expect([...target.external]).toEqual(['fulfiller']);
  });

  it('warns when a server cannot send to the harness', async () => {
    const remote = 'servers: { default: https://fhir.example.org }\nallowTestData: true\n';
    expect((await openFile(remote)).notes).toEqual([
      expect.stringContaining('https://fhir.example.org cannot send to'),
    ]);
    expect((await openFile(`${remote}endpoint: { port: 1 }`)).notes).toHaveLength(1);
    expect((await openFile(`${remote}endpoint: { publicUrl: https://cow.example.org }`)).notes).toEqual([]);
    expect((await openFile(`${remote}endpoint: { host: 192.0.2.1 }`)).notes).toEqual([]);
  });
});

describe('what servers claim', () => {
  it('is asked once a server, with its credentials', async () => {
    const { url, requests } = await stub();
    const target = await openFile(
      `servers: { placer: ${url}/a, fulfiller: ${url}/b }\nauth: { "${url}": { type: bearer, tokenEnv: T } }`,
      { env: { T: 'tok-12345' } },
    );
    expect(requests).toHaveLength(0);
    const both = await Promise.all([target.claims(`${url}/a`), target.claims(`${url}/a`)]);
    expect(both[0]).toMatchObject({ software: 'Stub', processMessage: false, subscriptions: 'none', versioning: true });
    await target.claims(`${url}/b`);
    expect(requests.map(({ path: at }) => at)).toEqual(['/a/metadata', '/b/metadata']);
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer tok-12345', accept: 'application/fhir+json' });
  });

  it('is corrected by the file, for that server only', async () => {
    const { url } = await stub();
    const target = await openFile(
      `servers: { placer: ${url}/a, fulfiller: ${url}/b }\nclaims: { fulfiller: { processMessage: true, versioning: false } }`,
    );
    expect(await target.claims(`${url}/a`)).toMatchObject({ processMessage: false, versioning: true });
    expect(await target.claims(`${url}/b`)).toMatchObject({
      processMessage: true,
      versioning: false,
      subscriptions: 'none',
    });
  });

  it('is not asked when the file states all', async () => {
    const { url, requests } = await stub(() => ({ status: 500 }));
    const target = await openFile(`servers: { default: ${url} }\n${NO_CLAIMS}`);
    expect(await target.claims(url)).toEqual({ processMessage: false, subscriptions: 'none', versioning: true });
    expect(requests).toHaveLength(0);
  });

  it('is an error, said once, when the server does not tell', async () => {
    const { url, requests } = await stub(() => ({ status: 500 }));
    const target = await openFile(`servers: { default: ${url} }`);
    await expect(target.claims(url)).rejects.toThrow(`${url}/metadata answered 500`);
    await expect(target.claims(url)).rejects.toBeInstanceOf(TargetError);
    expect(requests).toHaveLength(1);
  });
});

describe('secrets', () => {
  const auth = (settings: string): string =>
    `servers: { default: http://localhost:1 }\nauth: { "http://localhost:1": ${settings} }`;

  it('come from the environment', async () => {
    const target = await openFile(auth('{ type: basic, user: me, passwordEnv: PW }'), { env: { PW: 'pa55word' } });
    const coded = Buffer.from('me:pa55word').toString('base64');
    expect(await target.authorize('http://localhost:1/x')).toEqual({ authorization: `Basic ${coded}` });
    expect(target.secrets).toEqual(['pa55word', coded]);
    const line = redactor(target.secrets)(JSON.stringify({ a: `${coded} pa55word` }));
    expect(line).toBe('{"a":"[redacted] [redacted]"}');
  });

  it('come from a file beside the target file', async () => {
    writeFileSync(path.join(folder, 'my-token'), 'tok-12345\n');
    const target = await openFile(auth('{ type: bearer, tokenFile: my-token }'));
    expect(await target.authorize('http://localhost:1/x')).toEqual({ authorization: 'Bearer tok-12345' });
    expect(target.secrets).toEqual(['tok-12345']);
  });

  it.each([
    ['{ type: bearer, tokenEnv: NONE }', {}, /the token for http:\/\/localhost:1 .* variable NONE, which is not set/],
    ['{ type: bearer, tokenEnv: BLANK }', { BLANK: ' ' }, /variable BLANK, which is not set/],
    ['{ type: basic, user: x, passwordEnv: NONE }', {}, /the password for .* variable NONE/],
    ['{ type: bearer, tokenFile: none }', {}, /in none, which cannot be read \(ENOENT\)/],
    ['{ type: bearer, tokenEnv: SHORT }', { SHORT: 'abc' }, /fewer than 4 characters/],
    [
      '{ type: smart-backend-services, tokenUrl: "http://localhost:2/t", clientId: c, privateKeyFile: none.jwk, scope: s }',
      {},
      /the private key for http:\/\/localhost:1 is looked for in none\.jwk, which cannot be read/,
    ],
  ])('must be there: %s', async (settings, env, message) => {
    expect(await refusal(file(auth(settings)), { env })).toMatch(message);
  });

  it('of each actor come from their places, are kept secret, and leave nothing unexercised but what they lack', async () => {
    const target = await openFile(
      `${auth('{ type: bearer, tokenEnv: ALL }')}
credentials:
  fulfiller: { "http://localhost:1": { type: bearer, tokenEnv: LAB } }
  bystander: { "http://localhost:1": { type: bearer, tokenEnv: OTHER } }`,
      { env: { ALL: 'tok-for-all', LAB: 'tok-of-lab', OTHER: 'tok-of-other' } },
    );
    const sent = async (name: string, is = name) =>
      target.authorize('http://localhost:1/x', { name, is, party: () => ({ urls: [], identifiers: [] }) });
    expect(await sent('second-lab', 'fulfiller')).toEqual({ authorization: 'Bearer tok-of-lab' });
    expect(await sent('placer')).toEqual({ authorization: 'Bearer tok-for-all' });
    expect(await sent('bystander')).toEqual({ authorization: 'Bearer tok-of-other' });
    expect(await sent('bystander-patient')).toEqual({});
    expect(target.secrets).toEqual(['tok-for-all', 'tok-of-lab', 'tok-of-other']);
    expect(target.unexercised).toEqual(['patient-own-only']);
  });

  it('that nobody gave are missed by name', async () => {
    const target = await openFile('servers: { default: http://localhost:1 }');
    expect(target.unexercised).toEqual([
      'caller-authenticated',
      'read-by-part',
      'write-by-part',
      'subscription-own-tasks-only',
      'patient-own-only',
    ]);
  });

  it('that are short are warned of', async () => {
    const target = await openFile(auth('{ type: basic, user: me, passwordEnv: PW }'), { env: { PW: 'order' } });
    expect(target.notes).toEqual([expect.stringContaining('fewer than 8 characters')]);
  });

  it('of SMART are got from the token endpoint, which FHIR requests never reach', async () => {
    const answers: StubAnswer[] = [1, 2].map((n) => ({
      status: 200,
      json: { access_token: `access-${n}`, token_type: 'bearer', expires_in: 300 },
    }));
    const login = await stub(() => answers.shift() ?? { status: 500 });
    const key = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' });
    writeFileSync(path.join(folder, 'key.jwk'), JSON.stringify({ ...key, kid: 'k1' }));
    const target = await openFile(
      auth(
        `{ type: smart-backend-services, tokenUrl: "${login.url}/t", clientId: c, privateKeyFile: key.jwk, alg: ES384, scope: s }`,
      ),
    );
    expect(login.requests).toHaveLength(0);
    const redact = redactor(target.secrets);
    expect(await target.authorize('http://localhost:1/x')).toEqual({ authorization: 'Bearer access-1' });
    expect(await target.authorize(`${login.url}/t`)).toEqual({});
    expect(target.origins().has(login.url)).toBe(false);
    expect(redact('{"a":"access-1"}')).toBe('{"a":"[redacted]"}');
    expect(login.requests).toHaveLength(1);
  });
});

describe('embedded servers in a target file', () => {
  it('are started for those that name them, and stopped with the target', async () => {
    const target = await openFile('servers: { fulfiller: http://localhost:1, default: embedded }', { guide });
    const base = target.baseFor({ name: 'placer', is: 'placer' });
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(target.origins().has(new URL(base).origin)).toBe(true);
    expect(await target.claims(base)).toMatchObject({ subscriptions: 'backport', versioning: true });
    await target.stop();
    await expect(fetch(`${base}/metadata`)).rejects.toThrow();
  });

  it('listen where the file says', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    open.push({ stop: () => new Promise((resolve) => taken.close(() => resolve())) });
    const { port } = taken.address() as AddressInfo;
    const spec = file(`servers: { default: { embedded: { port: ${port} } } }`);
    expect(await refusal(spec, { guide })).toMatch(
      new RegExp(`"default" cannot listen at 127.0.0.1:${port} \\(EADDRINUSE\\)`),
    );
  });
});

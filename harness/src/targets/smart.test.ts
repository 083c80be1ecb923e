import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpClient } from '../perform/http.js';
import { SmartTokens } from './smart.js';
import { startStub, type Stub, type StubAnswer, type StubRequest } from './stub-server.fixture.js';

const pairs = {
  RS384: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
};
type Alg = keyof typeof pairs;

/** A token endpoint that checks the assertion as SMART Backend Services asks, before it gives a token. */
function tokenEndpoint(alg: Alg, tokenUrl: () => string, now: () => number) {
  const used = new Set<string>();
  let count = 0;
  return async (request: StubRequest): Promise<StubAnswer> => {
    const form = new URLSearchParams(request.body);
    const wrong = [
      request.method === 'POST' ? '' : 'method',
      request.headers['content-type'] === 'application/x-www-form-urlencoded' ? '' : 'content type',
      form.get('grant_type') === 'client_credentials' ? '' : 'grant_type',
      form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
        ? ''
        : 'assertion type',
      form.get('scope') === 'system/Task.cruds system/*.rs' ? '' : 'scope',
    ].filter(Boolean);
    if (wrong.length > 0) return { status: 400, json: { error: 'invalid_request', error_description: wrong.join() } };
    try {
      const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', pairs[alg].publicKey, {
        algorithms: [alg],
        issuer: 'my-client',
        subject: 'my-client',
        audience: tokenUrl(),
        typ: 'JWT',
        requiredClaims: ['exp', 'jti'],
        maxTokenAge: '5m',
        currentDate: new Date(now()),
      });
      if (protectedHeader.kid !== 'key-1') throw new Error(`kid ${protectedHeader.kid}`);
      if ((payload.exp ?? 0) > now() / 1000 + 300) throw new Error('exp more than 5 minutes ahead');
      if (used.has(payload.jti ?? '')) throw new Error('jti used twice');
      used.add(payload.jti ?? '');
    } catch (error) {
      return { status: 401, json: { error: 'invalid_client', error_description: (error as Error).message } };
    }
    return { status: 200, json: { access_token: `token-${++count}`, token_type: 'bearer', expires_in: 300 } };
  };
}

describe('SMART Backend Services', () => {
  const stubs: Stub[] = [];
  let client: HttpClient;
  beforeEach(() => void (client = new HttpClient(2000)));
  afterEach(async () => {
    await client.close();
    await Promise.all(stubs.splice(0).map((stub) => stub.close()));
  });

  async function serve(answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>): Promise<Stub> {
    const stub = await startStub(answer);
    stubs.push(stub);
    return stub;
  }

  function tokensFrom(tokenUrl: string, alg: Alg, more: { now?: () => number; kid?: string } = {}) {
    const key = { key: pairs[alg].privateKey, alg, kid: more.kid ?? 'key-1' };
    const settings = { tokenUrl, clientId: 'my-client', scope: 'system/Task.cruds system/*.rs', key };
    return new SmartTokens(settings, client.send.bind(client), more.now);
  }

  async function endpointFor(alg: Alg, now = Date.now): Promise<Stub & { tokenUrl: string }> {
    const stub: Stub = await serve(tokenEndpoint(alg, () => `${stub.url}/token`, now));
    return { ...stub, tokenUrl: `${stub.url}/token` };
  }

  it.each<Alg>(['RS384', 'ES384'])('gets a token with an assertion that the server can verify (%s)', async (alg) => {
    const { tokenUrl, requests } = await endpointFor(alg);
    expect(await tokensFrom(tokenUrl, alg).token()).toBe('token-1');
    expect(requests).toHaveLength(1);
    expect(requests[0]?.path).toBe('/token');
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it('uses a token until shortly before it ends', async () => {
    const began = 1_800_000_000_000;
    let now = began;
    const { tokenUrl, requests } = await endpointFor('ES384', () => now);
    const tokens = tokensFrom(tokenUrl, 'ES384', { now: () => now });
    expect(await tokens.token()).toBe('token-1');
    now = began + 269_999;
    expect(await tokens.token()).toBe('token-1');
    now = began + 270_000;
    expect(await tokens.token()).toBe('token-2');
    expect(requests).toHaveLength(2);
  });

  it('asks once for all who wait, and anew after a failure', async () => {
    let fail = true;
    const good = (n: number): StubAnswer => ({
      status: 200,
      json: { access_token: `token-${n}`, token_type: 'Bearer', expires_in: 2 },
    });
    const stub: Stub = await serve(() => (fail ? { status: 503 } : good(stub.requests.length)));
    const tokens = tokensFrom(`${stub.url}/token`, 'ES384');
    const both = await Promise.allSettled([tokens.token(), tokens.token()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(stub.requests).toHaveLength(1);
    fail = false;
    expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['token-2', 'token-2']);
    expect(stub.requests).toHaveLength(2);
  });

  it('is refused when another key has signed, and says what to check', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const { tokenUrl } = await endpointFor('ES384');
    const key = { key: other.privateKey, alg: 'ES384' as const, kid: 'key-1' };
    const settings = { tokenUrl, clientId: 'my-client', scope: 'system/Task.cruds system/*.rs', key };
    const failing = new SmartTokens(settings, client.send.bind(client)).token();
    await expect(failing).rejects.toThrow(/answered 401 \(invalid_client: signature verification failed\)\. Check/);
    await expect(failing).rejects.toThrow('that the public key "key-1" is registered');
  });

  it('names itself as the key is registered', async () => {
    const { tokenUrl } = await endpointFor('ES384');
    await expect(tokensFrom(tokenUrl, 'ES384', { kid: 'key-2' }).token()).rejects.toThrow(/kid key-2/);
  });

  it.each<[string, StubAnswer, RegExp]>([
    [
      'a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      /answered 302\. Redirects are not followed/,
    ],
    ['no JSON', { status: 200, text: '<html>' }, /without an access_token/],
    ['no token', { status: 200, json: { token_type: 'bearer' } }, /without an access_token/],
    [
      'a token that is none',
      { status: 200, json: { access_token: 'a b\r\nc', token_type: 'bearer' } },
      /without an acc/,
    ],
    ['another type', { status: 200, json: { access_token: 'abcd', token_type: 'mac' } }, /type mac, not bearer/],
    ['no time', { status: 200, json: { access_token: 'abcd', token_type: 'bearer', expires_in: -1 } }, /expires_in -1/],
    ['too much', { status: 200, text: 'x'.repeat(17 * 1024 * 1024) }, /no access token: .*token: /],
  ])('says what is wrong with an answer: %s', async (_what, answer, message) => {
    const stub = await serve(() => answer);
    await expect(tokensFrom(`${stub.url}/token`, 'ES384').token()).rejects.toThrow(message);
    expect(stub.requests).toHaveLength(1);
  });

  it('never repeats the assertion', async () => {
    const stub = await serve(({ body }) => {
      const description = `unknown client ${new URLSearchParams(body).get('client_assertion')}\u0007`;
      return { status: 400, json: { error: 'invalid_client', error_description: description } };
    });
    const error = await tokensFrom(`${stub.url}/token`, 'ES384')
      .token()
      .catch((one: Error) => one.message);
    expect(error).toContain('invalid_client: unknown client ');
    expect(error).not.toContain('eyJ');
    expect(error).not.toContain('\u0007');
  });

  it('waits for an answer only so long', async () => {
    let release = (): void => {};
    const held = new Promise<StubAnswer>((resolve) => (release = () => resolve({ status: 200 })));
    const stub = await serve(() => held);
    const hasty = new HttpClient(100);
    const key = { key: pairs.ES384.privateKey, alg: 'ES384' as const, kid: 'key-1' };
    const settings = { tokenUrl: `${stub.url}/token`, clientId: 'my-client', scope: 'system/*.rs', key };
    await expect(new SmartTokens(settings, hasty.send.bind(hasty)).token()).rejects.toThrow(/no answer within 100 ms/);
    release();
    await hasty.close();
  });
});

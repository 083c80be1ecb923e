import { afterEach, describe, expect, it } from 'vitest';
import { HttpClient } from '../perform/http.js';
import { Credentials, type Auth } from './auth.js';
import { startStub, type Stub } from './stub-server.fixture.js';

const bearer: Auth = { type: 'bearer', token: 'tok-12345' };
const at = (origin: string, auth: Auth): Credentials => new Credentials(new Map([[origin, auth]]));

describe('credentials', () => {
  const credentials = at('https://fhir.example.org', bearer);

  it.each(['https://fhir.example.org/r4/Task/1', 'https://fhir.example.org:443/', 'HTTPS://FHIR.EXAMPLE.ORG/x?y=z'])(
    'go to their own origin: %s',
    async (url) => {
      expect(await credentials.headersFor(url)).toEqual({ authorization: 'Bearer tok-12345' });
    },
  );

  it.each([
    ['another host', 'https://other.example.org/'],
    ['another port', 'https://fhir.example.org:8443/'],
    ['another scheme', 'http://fhir.example.org/'],
    ['a longer name', 'https://fhir.example.org.evil.example/'],
    ['a name with another in front', 'https://evil-fhir.example.org/'],
    ['the host as a user', 'https://fhir.example.org@evil.example/'],
    ['the host as a user with password', 'https://fhir.example.org:x@evil.example/'],
    ['the host behind a backslash', 'https://evil.example\\@fhir.example.org/'],
    ['the host in a query', 'https://evil.example/?https://fhir.example.org/'],
    ['the right host with a user', 'https://user:pw@fhir.example.org/'],
    ['a trailing dot', 'https://fhir.example.org./'],
    ['a relative URL', '/r4/Task/1'],
    ['no URL', 'https://'],
  ])('go nowhere else: %s', async (_what, url) => {
    expect(await credentials.headersFor(url)).toEqual({});
  });

  it('may be none', async () => {
    expect(await at('http://x', { type: 'none' }).headersFor('http://x/')).toEqual({});
  });

  it('of a user are Base64 of UTF-8, and secret in both forms', async () => {
    const basic = at('http://x', { type: 'basic', user: 'jö', password: 'pa:ss wörd' });
    const coded = Buffer.from('jö:pa:ss wörd', 'utf8').toString('base64');
    expect(await basic.headersFor('http://x/fhir')).toEqual({ authorization: `Basic ${coded}` });
    expect(basic.secrets).toEqual(['pa:ss wörd', coded]);
  });

  it('that come later are secret too, each once', async () => {
    const tokens = { token: () => Promise.resolve('later-1') };
    const smart = at('http://x', { type: 'smart-backend-services', tokens });
    expect(smart.secrets).toEqual([]);
    await smart.headersFor('http://x/');
    expect(await smart.headersFor('http://x/')).toEqual({ authorization: 'Bearer later-1' });
    expect(smart.secrets).toEqual(['later-1']);
  });

  it.each<[Auth, RegExp]>([
    [{ type: 'bearer', token: 'abc' }, /the token for http:\/\/x has fewer than 4 characters/],
    [{ type: 'basic', user: 'u', password: 'abc' }, /the password for http:\/\/x has fewer than 4/],
    [{ type: 'bearer', token: 'abcd\r\nx-evil: 1' }, /characters that no token has/],
    [{ type: 'bearer', token: 'two words' }, /characters that no token has/],
  ])('that cannot be sent or hidden are refused: %j', (auth, message) => {
    expect(() => at('http://x', auth)).toThrow(message);
    expect(() => at('http://x', auth)).not.toThrow(/abc/);
  });
});

describe('a redirect', () => {
  const stubs: Stub[] = [];
  afterEach(() => Promise.all(stubs.splice(0).map((stub) => stub.close())));

  it('is not followed, so that credentials stay where they belong', async () => {
    const other = await startStub(() => ({ status: 200 }));
    const first = await startStub(() => ({ status: 307, headers: { location: `${other.url}/stolen` } }));
    stubs.push(other, first);
    const client = new HttpClient(5000);
    const credentials = at(first.url, bearer);
    const url = `${first.url}/Task`;
    const answer = await client.send({ method: 'POST', url, headers: await credentials.headersFor(url), body: {} });
    await client.close();
    expect(answer.status).toBe(307);
    expect(first.requests[0]?.headers.authorization).toBe('Bearer tok-12345');
    expect(other.requests).toEqual([]);
  });
});

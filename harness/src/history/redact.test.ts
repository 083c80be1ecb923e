import { describe, expect, it } from 'vitest';
import { keptHeaders, redactor, textRedactor } from './redact.js';

describe('redaction', () => {
  it('blots secrets out wherever they stand, as they are, in JSON and in URLs', () => {
    const redact = redactor(['pa"ss wörd']);
    const line = JSON.stringify({ text: 'a pa"ss wörd b', url: `http://x/?p=${encodeURIComponent('pa"ss wörd')}` });
    expect(JSON.parse(redact(line))).toEqual({ text: 'a [redacted] b', url: 'http://x/?p=[redacted]' });
  });

  it('leaves nothing of a secret that holds another', () => {
    const line = JSON.stringify({ text: 'password-1 word' });
    expect(redactor(['word', 'password-1'])(line)).toBe('{"text":"[redacted] [redacted]"}');
  });

  it('knows secrets that come later', () => {
    const secrets: string[] = [];
    const redact = redactor(secrets);
    expect(redact('{"error":"a token-1"}')).toBe('{"error":"a token-1"}');
    secrets.push('token-1');
    expect(redact('{"error":"a token-1"}')).toBe('{"error":"a [redacted]"}');
  });

  const secret = 'p"ä/+&\\ w0rd<>x';
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  it.each([
    ['in JSON within a text', JSON.stringify({ password: secret })],
    ['in JSON within JSON within a text', JSON.stringify(JSON.stringify({ password: secret }))],
    ['in a URL, lower case', encodeURIComponent(secret).toLowerCase()],
    ['in a form', new URLSearchParams({ password: secret }).toString()],
    ['in HTML', 'p&quot;ä/+&amp;\\ w0rd&lt;&gt;x'],
    ['in Base64', base64(`{"password":"${secret}"}`)],
    ['in Base64, a byte later', base64(`{ "password":"${secret}"}`)],
    ['in Base64, two bytes later', base64(`{  "password":"${secret}"}`)],
    ['in URL-safe Base64', Buffer.from(`x${secret}`, 'utf8').toString('base64url')],
    ['in hexadecimal', Buffer.from(secret, 'utf8').toString('hex')],
  ])('finds them %s', (_where, text) => {
    const told = redactor([secret])(JSON.stringify({ error: `before ${text} after` }));
    expect(told).toMatch(/before .*\[redacted\].* after/s);
    expect(textRedactor([secret])(text)).toContain('[redacted]');
  });

  it('finds them among names and numbers', () => {
    const line = JSON.stringify({ response: { body: { json: { 'token-1': 1, pin: 471108154711 } } } });
    const told = redactor(['token-1', '47110815'])(line);
    expect(JSON.parse(told)).toEqual({ response: { body: { json: { '[redacted]': 1, pin: '[redacted]' } } } });
  });

  it.each(['http', 'kind', ':true', 'true', '"n":', '1234', 'step', '},"b'])(
    'leaves a record in its form when a server chooses %s for a token',
    (token) => {
      const record = {
        n: 1234,
        kind: 'http',
        step: 'ask.step',
        response: { status: 1234, ok: true, b: { step: '1234' } },
      };
      const told = JSON.parse(redactor([token])(JSON.stringify(record))) as typeof record;
      expect(told).toMatchObject({ n: 1234, kind: 'http', step: 'ask.step' });
      expect(Object.keys(told)).toEqual(Object.keys(record));
    },
  );

  it('refuses what is too short to be told from text', () => {
    expect(() => redactor(['abc'])).toThrow('fewer than 4 characters');
  });

  it('keeps no credentials among headers', () => {
    const kept = keptHeaders({
      Authorization: 'Bearer x',
      'Set-Cookie': ['a=1', 'b=2'],
      Accept: 'y',
      connection: 'close',
    });
    expect(kept).toEqual({ authorization: '[redacted]', 'set-cookie': '[redacted]', accept: 'y' });
  });
});

import { describe, expect, it } from 'vitest';
import { keptHeaders, redactor } from './redact.js';

describe('redaction', () => {
  it('blots secrets out wherever they stand, as they are, in JSON and in URLs', () => {
    const redact = redactor(['pa"ss wörd']);
    const line = JSON.stringify({ text: 'a pa"ss wörd b', url: `http://x/?p=${encodeURIComponent('pa"ss wörd')}` });
    expect(JSON.parse(redact(line))).toEqual({ text: 'a [redacted] b', url: 'http://x/?p=[redacted]' });
  });

  it('leaves nothing of a secret that holds another', () => {
    expect(redactor(['word', 'password-1'])('password-1 word')).toBe('[redacted] [redacted]');
  });

  it('knows secrets that come later', () => {
    const secrets: string[] = [];
    const redact = redactor(secrets);
    expect(redact('a token-1')).toBe('a token-1');
    secrets.push('token-1');
    expect(redact('a token-1')).toBe('a [redacted]');
  });

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

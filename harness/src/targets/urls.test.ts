import { describe, expect, it } from 'vitest';
import { baseUrl, faultInUrl, isLoopback, originOf } from './urls.js';

describe('this machine', () => {
  it.each([
    'http://localhost:8080/fhir',
    'http://127.0.0.1/',
    'http://127.255.3.4',
    'http://[::1]:1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://LOCALHOST/',
  ])('%s is it', (url) => expect(isLoopback(new URL(url).hostname)).toBe(true));

  it.each([
    'http://localhost.example.org/',
    'http://127.0.0.1.example.org/',
    'http://127.example.org/',
    'http://128.0.0.1/',
    'http://0.0.0.0/',
    'http://[::2]/',
    'http://localhost@example.org/',
    'http://example.org/?localhost',
  ])('%s is not', (url) => expect(isLoopback(new URL(url).hostname)).toBe(false));
});

describe('URLs of servers', () => {
  it.each([
    ['https://fhir.example.org/r4', undefined],
    ['fhir.example.org', /no URL/],
    ['ftp://fhir.example.org', /http:\/\/ or https/],
    ['file:///etc/passwd', /http:\/\/ or https/],
    ['https://user:pw@fhir.example.org', /credentials/],
    ['https://user@fhir.example.org', /credentials/],
    ['https://fhir.example.org?x=1', /no query/],
    ['https://fhir.example.org#x', /no query and no fragment/],
  ])('%s', (url, fault) => {
    if (fault) expect(faultInUrl(url)).toMatch(fault);
    else expect(faultInUrl(url)).toBeUndefined();
  });

  it('are kept in one form', () => {
    expect(baseUrl('HTTPS://FHIR.example.org:443/R4//')).toBe('https://fhir.example.org/R4');
    expect(baseUrl('http://127.0.0.1:80')).toBe('http://127.0.0.1');
  });

  it('have an origin, unless they are made to mislead', () => {
    expect(originOf('https://fhir.example.org:443/r4/Task?x=1')).toBe('https://fhir.example.org');
    expect(originOf('https://fhir.example.org@evil.example/')).toBeUndefined();
    expect(originOf('data:text/plain,x')).toBeUndefined();
    expect(originOf('Task/1')).toBeUndefined();
  });
});

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPrivateKey } from './private-key.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;

const jwk = (key: KeyObject, more: object = {}): object => ({ ...key.export({ format: 'jwk' }), ...more });
const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1'): string =>
  key.export({ format: 'pem', type }).toString();

describe('a private key', () => {
  it.each([
    ['a JWK', JSON.stringify(jwk(rsa, { kid: 'k1' })), 'RS384', undefined, 'k1'],
    ['a JWK of another name', JSON.stringify(jwk(rsa, { kid: 'k1' })), 'RS384', 'k2', 'k2'],
    ['an EC JWK', JSON.stringify(jwk(p384, { kid: 'e1' })), 'ES384', undefined, 'e1'],
    ['PKCS#8', pem(rsa, 'pkcs8'), 'RS384', 'k3', 'k3'],
    ['PKCS#1', pem(rsa, 'pkcs1'), 'RS384', 'k3', 'k3'],
    ['SEC 1', pem(p384, 'sec1'), 'ES384', 'k4', 'k4'],
  ] as const)('is read from %s', (_form, text, alg, keyId, kid) => {
    const read = readPrivateKey(text, 'key.jwk', alg, keyId);
    expect(read).toMatchObject({ alg, kid });
    expect(read.key.type).toBe('private');
    expect(read.key.equals(alg === 'RS384' ? rsa : p384)).toBe(true);
  });

  it('is the one that fits in a JWK Set', () => {
    const publicOnly = { ...jwk(p384), d: undefined, kid: 'public' };
    const other = jwk(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, { kid: 'other', alg: 'ES256' });
    const set = JSON.stringify({ keys: [publicOnly, jwk(rsa, { kid: 'r' }), other, jwk(p384, { kid: 'e' })] });
    expect(readPrivateKey(set, 'keys.json', 'ES384').kid).toBe('e');
    expect(readPrivateKey(set, 'keys.json', 'RS384').kid).toBe('r');
    expect(() => readPrivateKey(set, 'keys.json', 'RS384', 'e')).toThrow('holds no private key for RS384 with kid "e"');
  });

  it.each([
    ['no name', pem(rsa, 'pkcs8'), 'RS384', undefined, /give "keyId"/],
    ['no key', 'hello', 'RS384', 'k', /holds no private key/],
    ['only the public half', JSON.stringify({ ...jwk(rsa), d: undefined }), 'RS384', 'k', /holds no private key/],
    ['JSON cut off', '{"kty":"RSA","d":"s3cr3t', 'RS384', 'k', /neither a JWK \(JSON\) nor PEM/],
    ['the other kind', pem(p384, 'pkcs8'), 'RS384', 'k', /does not fit RS384, which needs an RSA key/],
    ['another curve', pem(p256, 'pkcs8'), 'ES384', 'k', /does not fit ES384, which needs an EC key on curve P-384/],
    ['too short a key', pem(weak, 'pkcs8'), 'RS384', 'k', /at least 2048 bits/],
  ] as const)('is refused: %s', (_why, text, alg, keyId, message) => {
    const read = (): unknown => readPrivateKey(text, 'key.pem', alg, keyId);
    expect(read).toThrow(message);
    expect(read).not.toThrow(/s3cr3t/);
  });
});

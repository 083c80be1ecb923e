import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { TargetError } from './target-error.js';

/** The two algorithms that SMART asks of all: RSA with SHA-384, and ECDSA on P-384 with SHA-384. */
export type SmartAlg = 'RS384' | 'ES384';

/** A key to sign assertions with, and the name under which its public half is registered. */
export interface SigningKey {
  key: KeyObject;
  alg: SmartAlg;
  kid: string;
}

interface Jwk extends JsonWebKey {
  kid?: string;
  alg?: string;
  keys?: Jwk[];
}

/**
 * Reads a private key: a JWK, a JWK Set that holds one that fits, or PEM (PKCS#8, PKCS#1 or SEC 1). `file` is for messages,
 * which never show the content. Throws a {@link TargetError} for what is no private key or does not fit the algorithm.
 */
export function readPrivateKey(text: string, file: string, alg: SmartAlg, keyId?: string): SigningKey {
  const jwk = /^\s*\{/.test(text) ? jwkIn(text, file, alg, keyId) : undefined;
  const kid = keyId ?? jwk?.kid;
  if (kid === undefined) {
    throw new TargetError(
      `${file} does not name its key: give "keyId", the kid under which the public key is registered`,
    );
  }
  const key = open(jwk ? { key: jwk, format: 'jwk' } : text, file);
  const fits =
    alg === 'RS384'
      ? key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
      : key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
  if (!fits) {
    const needed = alg === 'RS384' ? 'an RSA key of at least 2048 bits' : 'an EC key on curve P-384';
    throw new TargetError(`${file} does not fit ${alg}, which needs ${needed}`);
  }
  return { key, alg, kid };
}

function open(input: Parameters<typeof createPrivateKey>[0], file: string): KeyObject {
  try {
    return createPrivateKey(input);
  } catch {
    throw new TargetError(`${file} holds no private key: a JWK, a JWK Set or PEM without a passphrase is needed`);
  }
}

function jwkIn(text: string, file: string, alg: SmartAlg, keyId: string | undefined): Jwk {
  const json = parse(text, file);
  if (!Array.isArray(json.keys)) return json;
  const kty = alg === 'RS384' ? 'RSA' : 'EC';
  const found = json.keys.find(
    (key) => key.d !== undefined && key.kty === kty && (key.alg ?? alg) === alg && (!keyId || key.kid === keyId),
  );
  if (!found) throw new TargetError(`${file} holds no private key for ${alg}${keyId ? ` with kid "${keyId}"` : ''}`);
  return found;
}

function parse(text: string, file: string): Jwk {
  try {
    return JSON.parse(text) as Jwk;
  } catch {
    // The parser's message would quote what it stumbled over, which may be the key.
    throw new TargetError(`${file} is neither a JWK (JSON) nor PEM`);
  }
}

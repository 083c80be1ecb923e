import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer, Outgoing } from '../perform/http.js';
import type { Auth } from './auth.js';
import { readPrivateKey } from './private-key.js';
import { SmartTokens } from './smart.js';
import type { AuthSettings } from './target-file.js';
import { TargetError } from './target-error.js';
import { baseUrl, originOf } from './urls.js';

/** Where secrets are looked for. */
export interface SecretPlaces {
  env: Readonly<Record<string, string | undefined>>;
  /** Folder that file names are relative to. */
  folder: string;
  /** Sends a request to a token endpoint. */
  send: (outgoing: Outgoing) => Promise<Answer>;
}

/**
 * Fetches what the settings of a target file name from the environment and from files. By origin. Throws a
 * {@link TargetError} that says which variable or file is missing.
 */
export async function readSecrets(
  settings: Readonly<Record<string, AuthSettings>>,
  places: SecretPlaces,
): Promise<Map<string, Auth>> {
  const byOrigin = new Map<string, Auth>();
  for (const [key, auth] of Object.entries(settings)) {
    byOrigin.set(originOf(key) as string, await resolve(auth, key, places));
  }
  return byOrigin;
}

async function resolve(auth: AuthSettings, origin: string, places: SecretPlaces): Promise<Auth> {
  switch (auth.type) {
    case 'none':
      return auth;
    case 'basic': {
      const password = fromEnvironment(auth.passwordEnv, `the password for ${origin}`, places.env);
      return { type: 'basic', user: auth.user, password };
    }
    case 'bearer': {
      const what = `the token for ${origin}`;
      const token =
        auth.tokenEnv === undefined
          ? (await fromFile(auth.tokenFile ?? '', what, places.folder)).trim()
          : fromEnvironment(auth.tokenEnv, what, places.env).trim();
      return { type: 'bearer', token };
    }
    case 'smart-backend-services': {
      const { clientId, scope, privateKeyFile: file, keyId, alg = 'RS384' } = auth;
      const text = await fromFile(file, `the private key for ${origin}`, places.folder);
      const key = readPrivateKey(text, file, alg, keyId);
      const tokens = new SmartTokens({ tokenUrl: baseUrl(auth.tokenUrl), clientId, scope, key }, places.send);
      return { type: 'smart-backend-services', tokens };
    }
  }
}

function fromEnvironment(name: string, what: string, env: SecretPlaces['env']): string {
  const value = env[name];
  if (value === undefined || value.trim() === '') {
    throw new TargetError(`${what} is looked for in the environment variable ${name}, which is not set`);
  }
  return value;
}

async function fromFile(name: string, what: string, folder: string): Promise<string> {
  const file = path.resolve(folder, name);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new TargetError(`${what} is looked for in ${name}, which cannot be read (${error.code ?? error.message})`);
  });
}

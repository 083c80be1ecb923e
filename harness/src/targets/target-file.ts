import { Ajv2020 } from 'ajv/dist/2020.js';
import path from 'node:path';
import type { ServerClaims, TroubleKind } from '../history/record.js';
import { checkAgainst, notAllowed, unknownProperty, type OwnWords } from '../yaml/schema-errors.js';
import { Problems, Source, type SourceError } from '../yaml/source.js';
import { checkTargetFile } from './check-target-file.js';
import { insteadOfSecret, withoutSecrets } from './inline-secrets.js';
import { ENV_PATTERN, REFERENCE_PATTERN, targetSchema } from './target-schema.js';

/** Where an actor's resources live: a base URL, or `embedded` for a server that the harness starts. */
export type ServerPlace = string | { embedded: { host?: string; port?: number } };

/** How requests to an origin are authenticated, as the file says it: where the secrets are, never what they are. */
export type AuthSettings =
  | { type: 'none' }
  | { type: 'basic'; user: string; passwordEnv: string; overHttp?: boolean }
  | { type: 'bearer'; tokenEnv?: string; tokenFile?: string; overHttp?: boolean }
  | SmartSettings;

export interface SmartSettings {
  type: 'smart-backend-services';
  tokenUrl: string;
  clientId: string;
  privateKeyFile: string;
  keyId?: string;
  alg?: 'RS384' | 'ES384';
  scope: string;
  overHttp?: boolean;
}

/** How long the harness waits, milliseconds. */
export interface Limits {
  boundMs: number;
  actMs: number;
  pollMs: number;
  timeoutMs: number;
}

export const DEFAULT_LIMITS: Limits = { boundMs: 10_000, actMs: 60_000, pollMs: 500, timeoutMs: 30_000 };

/** A target file as it is written (see target-schema.ts). */
export interface TargetFileData {
  name?: string;
  /** By actor name, ActorDefinition id, or `default`. */
  servers: Record<string, ServerPlace>;
  external?: string[];
  allowTestData?: boolean;
  /** By origin. */
  auth?: Record<string, AuthSettings>;
  /** By actor name, ActorDefinition id, or a bystander's name; within, by origin. These go before `auth`. */
  credentials?: Record<string, Record<string, AuthSettings>>;
  limits?: Partial<Limits>;
  /** By the names under `servers`. */
  claims?: Record<string, Partial<ServerClaims>>;
  endpoint?: { host?: string; port?: number; publicUrl?: string };
  /** Instances of the guide that are there already: by the names under `servers`; within, by instance, `Type/id` at that server. */
  existing?: Record<string, Record<string, string>>;
  trouble?: (TroubleKind | 'all')[];
}

/** A target file, checked, with its name. */
export interface TargetFile extends TargetFileData {
  name: string;
}

const validate = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  discriminator: true,
}).compile(targetSchema);

/**
 * Reads a target file (YAML or JSON) and checks all that can be told without asking anyone; each fault is one error with its
 * place. `file` is its name for messages; `actors` and `instances`, when known, are the names that it may use. Never throws. Errors never
 * quote what may be a secret; show the text with {@link withoutSecrets} only.
 */
export function loadTargetFile(
  text: string,
  file: string,
  actors?: ReadonlySet<string>,
  instances?: readonly string[],
): { target?: TargetFile; errors: SourceError[] } {
  const problems = new Problems();
  const source = Source.parse(text, file, problems);
  if (source && checkAgainst(validate, source, problems, inTargetWords)) {
    const data = source.data as TargetFileData;
    checkTargetFile(data, source, problems, actors, instances);
    if (problems.none) return { target: { ...data, name: data.name ?? path.parse(file).name }, errors: [] };
  }
  return { errors: problems.sorted().map((error) => ({ ...error, message: withoutSecrets(error.message) })) };
}

const inTargetWords: OwnWords = (whole) => {
  const { error, path: place, params, schema } = whole;
  if (error.keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const hint = insteadOfSecret(name);
    if (!hint) return unknownProperty(whole);
    return { message: `secrets do not belong into this file: "${name}"`, hint, path: [...place, name], atName: true };
  }
  if (error.keyword === 'discriminator') {
    const ways = ['none', 'basic', 'bearer', 'smart-backend-services'];
    const tag = params.tagValue;
    if (tag === undefined) return { message: 'this needs a "type"', hint: `one of ${ways.join(', ')}`, path: place };
    return notAllowed('"type"', tag, ways, [...place, 'type']);
  }
  if (error.keyword === 'pattern' && schema.pattern === ENV_PATTERN) {
    const message = `"${String(place.at(-1))}" must be the name of an environment variable`;
    return { message, hint: 'letters, digits and underscores, e.g. COW_TOKEN; never the secret itself', path: place };
  }
  if (error.keyword === 'pattern' && schema.pattern === REFERENCE_PATTERN) {
    const message = 'this must be type and id of a resource at that server';
    return { message, hint: `e.g. ${String(place.at(-1)).split('/')[0]}/123`, path: place };
  }
  // The discriminator says it already.
  return error.keyword === 'required' && params.missingProperty === 'type' ? 'silent' : undefined;
};

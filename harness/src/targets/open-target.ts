import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Guide } from '../guide/guide.js';
import { HttpClient } from '../perform/http.js';
import { formatErrors } from '../yaml/format-errors.js';
import { withoutSecrets } from './inline-secrets.js';
import { ServersTarget } from './servers-target.js';
import { startPlaces } from './places.js';
import { ActorCredentials } from './actor-credentials.js';
import { Credentials } from './auth.js';
import { readSecrets, type SecretPlaces } from './read-secrets.js';
import type { Target } from './target.js';
import { TargetError } from './target-error.js';
import { DEFAULT_LIMITS, loadTargetFile, type TargetFile } from './target-file.js';
import { baseUrl, faultInUrl, isLoopback } from './urls.js';

export interface OpenTargetOptions {
  /** For `embedded` servers; its ActorDefinitions are names that a target file may use. */
  guide?: Guide;
  /** Names of the actors in the flows that may be run, known to the target file besides the guide's ActorDefinitions. */
  actors?: Iterable<string>;
  /** Where passwords and tokens are; the process's environment unless given. */
  env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens what runs are carried out against: `spec` is a target file (YAML or JSON; docs/targets.md) or the base URL of one
 * FHIR server on this machine, used by every actor. Asks no server yet. Throws a {@link TargetError} that says what to do.
 */
export async function openTarget(spec: string, options: OpenTargetOptions = {}): Promise<Target> {
  if (/^https?:\/\//i.test(spec)) return open(targetForUrl(spec), process.cwd(), options);
  const text = await readFile(spec, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const hint = 'Give a target file, or the URL of a FHIR server on this machine.';
    throw new TargetError(`the target file ${spec} cannot be read (${error.code ?? error.message}). ${hint}`);
  });
  const { target, errors } = loadTargetFile(text, spec, knownActors(options), options.guide?.keys());
  if (!target) throw new TargetError(`the target file is faulty\n\n${formatErrors(errors, withoutSecrets(text))}`);
  return open(target, path.dirname(spec), options);
}

/** One server for all, without a file. */
function targetForUrl(spec: string): TargetFile {
  const wrong = faultInUrl(spec);
  if (wrong) throw new TargetError(`${withoutSecrets(spec)} cannot be the base URL of a server: ${wrong}`);
  const url = baseUrl(spec);
  const { hostname, origin } = new URL(url);
  if (isLoopback(hostname)) return { name: url, servers: { default: url } };
  throw new TargetError(
    `${origin} is not on this machine, and runs write test data. If that server may be filled with it, say so in a file, ` +
      `e.g. my-server.yaml:\n\n  servers: { default: ${url} }\n  allowTestData: true\n\nand give the file: --target my-server.yaml`,
  );
}

function knownActors({ guide, actors }: OpenTargetOptions): ReadonlySet<string> | undefined {
  return guide && actors ? new Set([...guide.actors.keys(), ...actors]) : undefined;
}

/** Those for all, and each actor's own; all secrets are kept in one list. */
async function credentialsIn(file: TargetFile, places: SecretPlaces): Promise<ActorCredentials> {
  const forAll = new Credentials(await readSecrets(file.auth ?? {}, places));
  const own = new Map<string, Credentials>();
  for (const [name, auth] of Object.entries(file.credentials ?? {}))
    own.set(name, new Credentials(await readSecrets(auth, places), forAll.secrets));
  return new ActorCredentials(forAll, own);
}

async function open(file: TargetFile, folder: string, options: OpenTargetOptions): Promise<Target> {
  const limits = { ...DEFAULT_LIMITS, ...file.limits };
  const client = new HttpClient(limits.timeoutMs);
  try {
    const places = { env: options.env ?? process.env, folder, send: client.send.bind(client) };
    const credentials = await credentialsIn(file, places);
    const started = await startPlaces(file, options.guide);
    return new ServersTarget(file, limits, started, credentials, client);
  } catch (error) {
    await client.close();
    throw error;
  }
}

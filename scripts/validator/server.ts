import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import path from 'node:path';
import { request } from 'undici';
import { assembleValidatorCache } from '../fhir-cache.js';
import type { GuidePaths } from '../guide/paths.js';
import { buildModule } from '../java/module.js';
import { LongWork } from '../java/progress.js';
import { requireJava } from '../java/tools.js';
import { readOutcome, type OfficialIssue } from './issue.js';

/** The official validator as a process that is up, with R4 and the guide loaded. */
export interface Validator {
  /** Its version. */
  version: string;
  /**
   * Validates a resource by its type, the profiles it claims in meta.profile, and `profiles`.
   *
   * @throws when the validator itself fails
   */
  validate(resource: unknown, profiles?: readonly string[]): Promise<OfficialIssue[]>;
  stop(): Promise<void>;
}

/** What of fhir-validator-wrapper is used; it comes without types. */
interface Wrapper {
  lastOutput: string;
  jarVersion(): string | undefined;
  start(config: {
    version: string;
    txServer: string;
    txLog: string;
    igs: string[];
    port: number;
    timeout: number;
    autoDownload: false;
    extraArgs: string[];
  }): Promise<void>;
  stop(): Promise<void>;
}
type WrapperClass = new (jar: string, logger: Record<'info' | 'warn' | 'error', () => void>) => Wrapper;

/** A busy machine with two cores needs about a minute; this is for those that hang. Milliseconds. */
const START_BOUND = 300_000;

/** Milliseconds for one resource. A definition with a large snapshot takes many seconds on a busy machine. */
const ANSWER_BOUND = 300_000;

/** The wrapper gives no way to set these: quick to start beats quick in the long run, and there are few cores. */
const JAVA_OPTIONS = '-Xmx3g -XX:+UseSerialGC -XX:TieredStopAtLevel=1';

/** How one resource is checked; see the query parameters of the validator's HTTP server. */
const RULES = {
  // Otherwise a reference that leads nowhere here goes without any check of its target's type.
  assumeValidRestReferences: 'true',
  showMessageIds: 'true',
};

/**
 * Builds the validator where that is due, and starts it as an HTTP server on loopback: offline, without a terminology server,
 * with the R4 packages that the guide depends on and the compiled guide itself.
 *
 * @throws MissingToolError without Java, or without Maven when there is something to build
 */
export async function startValidator(paths: GuidePaths): Promise<Validator> {
  requireJava('The official validator');
  const home = path.join(paths.home, 'validator');
  const source = path.join(paths.root, 'tools', 'validator');
  const built = await buildModule({
    title: 'the official validator',
    source,
    builds: path.join(home, 'builds'),
    keep: ['validator.jar'],
  });
  const packages = assembleValidatorCache(paths.modules, path.join(home, '.fhir', 'packages'));
  const Wrapper = createRequire(import.meta.url)('fhir-validator-wrapper') as WrapperClass;
  const silent = () => {};
  const wrapper = new Wrapper(path.join(built, 'validator.jar'), { info: silent, warn: silent, error: silent });
  const port = await freePort();
  const work = new LongWork('Starting the official validator');
  const optionsBefore = process.env.JDK_JAVA_OPTIONS;
  process.env.JDK_JAVA_OPTIONS = `${JAVA_OPTIONS} ${optionsBefore ?? ''}`.trim();
  try {
    await wrapper.start({
      version: '4.0.1',
      txServer: 'n/a',
      txLog: 'none',
      igs: [
        ...packages,
        path.join(source, 'definitions'),
        path.join(paths.generated, 'resources'),
        path.join(paths.input, 'resources'),
      ],
      port,
      timeout: START_BOUND,
      autoDownload: false,
      extraArgs: ['-home', home],
    });
  } catch (error) {
    work.end('failed');
    await wrapper.stop();
    throw new Error(`The official validator did not start: ${(error as Error).message}\n${wrapper.lastOutput}`);
  } finally {
    if (optionsBefore === undefined) delete process.env.JDK_JAVA_OPTIONS;
    else process.env.JDK_JAVA_OPTIONS = optionsBefore;
  }
  const version = wrapper.jarVersion() ?? 'unknown';
  work.end(`version ${version} is up`);
  return {
    version,
    validate: (resource, profiles = []) => ask(port, resource, profiles),
    stop: () => wrapper.stop(),
  };
}

/**
 * Asks the server itself: the wrapper's own `validate` sends parameters that this server calls unknown, and cannot send those
 * that it knows.
 */
async function ask(port: number, resource: unknown, profiles: readonly string[]): Promise<OfficialIssue[]> {
  const query = new URLSearchParams(RULES);
  for (const profile of profiles) query.append('profile', profile);
  const response = await request(`http://127.0.0.1:${port}/validateResource?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' },
    body: JSON.stringify(resource),
    reset: true, // the server drops idle connections at moments of its own choice
    headersTimeout: ANSWER_BOUND,
    bodyTimeout: ANSWER_BOUND,
  });
  const text = await response.body.text();
  if (response.statusCode !== 200) {
    throw new Error(`The validator answered ${response.statusCode}: ${text.slice(0, 2000)}`);
  }
  return readOutcome(JSON.parse(text));
}

/** A port of loopback that is free now. The wrapper wants to be told one. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

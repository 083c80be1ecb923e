import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { buildModule } from '../java/module.js';
import { LongWork } from '../java/progress.js';
import { requireJava } from '../java/tools.js';
import type { GuidePaths } from '../guide/paths.js';

/** How a HAPI FHIR server is started. */
export interface HapiOptions {
  paths: GuidePaths;
  /** TCP port on loopback; 0 or none for a free one. */
  port?: number;
  /** How often HAPI looks for changes that subscribers wait for, milliseconds; 100 unless told, HAPI's own default is 5000. */
  notifyEveryMs?: number;
  /** How long it may take to be ready, milliseconds; five minutes unless told. Twenty seconds are usual. */
  boundMs?: number;
}

/** A HAPI FHIR server that takes requests. */
export interface Hapi {
  /** Base URL, e.g. `http://127.0.0.1:40123/fhir`. */
  url: string;
  /** Ends it, and waits until it has ended. */
  stop(): Promise<void>;
  /** Settles when it ends by itself, with the end of what it said. */
  ended: Promise<string>;
}

/** Little memory, and quick to start: no optimising compiler, the simplest collector. */
const JAVA_OPTIONS = ['-Xmx1500m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** Characters of its output that an error shows at most. */
const TAIL = 4000;

/**
 * Builds HAPI FHIR JPA where that is due, starts it with an empty R4 store in memory, on loopback, and waits until it says that
 * it is ready. It ends with this process, however that one ends.
 *
 * @throws MissingToolError without Java, or without Maven when there is something to build
 */
export async function startHapi(options: HapiOptions): Promise<Hapi> {
  requireJava('HAPI FHIR');
  const { paths, port = 0, notifyEveryMs = 100, boundMs = 300_000 } = options;
  const built = await buildModule({
    title: 'HAPI FHIR',
    source: path.join(paths.root, 'tools', 'hapi'),
    builds: path.join(paths.home, 'hapi', 'builds'),
    keep: ['hapi.jar', 'lib'],
  });
  const classes = [path.join(built, 'hapi.jar'), path.join(built, 'lib', '*')].join(path.delimiter);
  const args = [
    ...JAVA_OPTIONS,
    `-Dhapi.notifyEveryMs=${notifyEveryMs}`,
    '-cp',
    classes,
    'cow.hapi.HapiServer',
    `${port}`,
  ];
  const child = spawn('java', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {}); // it is never written to; it ends the server when this process does
  const said = tailOf(child);
  const ended = endOf(child, said);
  const work = new LongWork('Starting HAPI FHIR');
  try {
    const url = await readyLine(child, ended, said, boundMs);
    work.end(`ready at ${url}`);
    return { url, ended, stop: () => stop(child, ended) };
  } catch (error) {
    work.end('failed');
    await stop(child, ended);
    throw error;
  }
}

/** A function that answers the end of what the process has said on standard error so far. */
function tailOf(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (tail = (tail + chunk).slice(-TAIL)));
  return () => tail;
}

/** Settles with what the process said last, once it has ended. */
function endOf(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${error.message}\n${said()}`));
    child.once('close', () => resolve(said()));
  });
}

async function readyLine(
  child: ChildProcess,
  ended: Promise<string>,
  said: () => string,
  boundMs: number,
): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const ready = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const url = /^READY (\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then((tail) => reject(new Error(`HAPI FHIR ended before it was ready:\n${tail}`)));
    const late = (): void => reject(new Error(`HAPI FHIR was not ready within ${boundMs / 1000} s:\n${said()}`));
    timer = setTimeout(late, boundMs);
  });
  return ready.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL'); // its store is in memory: nothing to save
  await ended;
}

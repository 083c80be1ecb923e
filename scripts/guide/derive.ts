import { buildGuide } from './build.js';
import { sha256 } from './files.js';
import { fingerprintFlows, readStamp, writeStamp } from './fingerprint.js';
import { announceFlows, derivedFiles, writeFlowFiles } from './flow-files.js';
import type { GuidePaths } from './paths.js';
import { formatProblem } from './problems.js';

/** What became of one part of the work. */
export interface Outcome {
  good: boolean;
  /** What went wrong, each with its place and what to do. */
  faults: string[];
  /** What was done, in lines for people. */
  told: string[];
}

/**
 * Brings everything derived up to date, in this order: the list of the flows, what SUSHI compiles, what pages show of it, what comes of the
 * flows. Each part is done only when something that decides it has changed, and stops those after it when it fails. A second call finds
 * nothing to do. The package cache must be there.
 */
export async function deriveAll(paths: GuidePaths): Promise<Outcome> {
  const announced = changedLine(announceFlows(paths));
  const { built, faults, summary } = await buildGuide(paths);
  const told = [...announced, summary];
  if (!built) return { good: false, faults, told };
  if (flowsAreFresh(paths)) return { good: true, faults: [], told };
  const published = await publishAnew(paths);
  return { ...published, told: [...told, ...published.told] };
}

/**
 * The same after some sources were changed, for a process that goes on: what stands in changed FSH files is looked at first, so that its
 * faults are told in a few seconds; only without any is everything built.
 * @param changed paths from the root
 */
export async function deriveAfter(paths: GuidePaths, changed: readonly string[]): Promise<Outcome> {
  const { lookAtFsh } = await import('./sushi.js');
  const problems = await lookAtFsh(paths, changed);
  if (problems.length === 0) return deriveAll(paths);
  const faults = problems.map((problem) => `${formatProblem(problem, paths.root)}\n`);
  return { good: false, faults, told: ['Found in what was saved; all else waits until it is mended.'] };
}

function flowsAreFresh(paths: GuidePaths): boolean {
  const last = readStamp(paths.flowStamp);
  return last?.inputs === fingerprintFlows(paths) && last.outputs === derivedFingerprint(paths);
}

function derivedFingerprint(paths: GuidePaths): string {
  return sha256([...derivedFiles(paths)].flat().join('\n'));
}

/** Pages, diagrams and resources of the flows. With a faulty flow nothing is changed. */
export async function publishAnew(paths: GuidePaths): Promise<Outcome> {
  const started = performance.now();
  const { publishFlows } = await import('./publish.js'); // takes a while to load, and is seldom needed
  const { files, errors } = publishFlows(paths, paths.generated);
  if (errors.length > 0) return { good: false, faults: errors, told: ['What is made from flows stays as it was.'] };
  const changed = writeFlowFiles(paths, files);
  writeStamp(paths.flowStamp, { inputs: fingerprintFlows(paths), outputs: derivedFingerprint(paths) });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const summary = `${files.size} files made from flows, ${changed.length} of them changed, ${seconds} s`;
  return { good: true, faults: [], told: [...changedLine(changed.map((file) => `input/${file}`)), summary] };
}

/** Changed files, the first of them by name; nothing when there are none. */
function changedLine(files: readonly string[]): string[] {
  const more = files.length > 5 ? ` and ${files.length - 5} more` : '';
  return files.length === 0 ? [] : [`changed: ${files.slice(0, 5).join(', ')}${more}`];
}

/** Prints an outcome: faults to standard error. Answers the exit code. */
export function report({ good, faults, told }: Outcome): 0 | 1 {
  for (const fault of faults) console.error(`${fault}\n`);
  for (const line of told) (good ? console.log : console.error)(line);
  return good ? 0 : 1;
}

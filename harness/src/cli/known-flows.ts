import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ownGuideFolder } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import type { Scenario } from '../plan/scenario.js';

/** Code below the build that decides what a flow's text means. */
const READERS = ['plan', 'guide', 'yaml', 'exchange'];

/**
 * Flows that were read and found without fault when this build was made (scripts/flows). Reading one anew takes a YAML parser, a
 * schema, and a FHIRPath parser for each expectation: half of a cold start.
 */
export interface KnownFlows {
  /** Hash of all that reading a flow depends on, besides its text. */
  madeOf: string;
  /** Scenarios by the hash of their text. */
  flows: Record<string, Scenario>;
}

/** Where the build keeps them. */
export function knownFlowsFile(root: string = projectRoot()): string {
  return path.join(root, 'dist', 'flows.json');
}

/**
 * A flow of this build by its text; undefined when it is not known, or when the guide or the build has changed since. Only for
 * this package's own guide.
 */
export function knownFlow(text: string, known: KnownFlows | undefined = readKnown()): Scenario | undefined {
  return known?.flows[hashOf(text)];
}

let read: { known: KnownFlows | undefined } | undefined;

function readKnown(): KnownFlows | undefined {
  read ??= { known: readFresh() };
  return read.known;
}

function readFresh(): KnownFlows | undefined {
  // Sources may have changed since they were built; what was built is used by the build alone.
  if (!import.meta.url.endsWith('.js') || !existsSync(knownFlowsFile())) return undefined;
  const known = JSON.parse(readFileSync(knownFlowsFile(), 'utf8')) as KnownFlows;
  return known.madeOf === whatFlowsDependOn() ? known : undefined;
}

/** Hash of a text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Hash of the compiled guide and of the built code that reads flows. */
export function whatFlowsDependOn(guide: string = ownGuideFolder(), root: string = projectRoot()): string {
  const built = READERS.map((name) => path.join(root, 'dist', 'harness', 'src', name));
  const hash = createHash('sha256');
  for (const folder of [guide, ...built]) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(json|js)$/.test(name)) hash.update(name).update(readFileSync(path.join(folder, name)));
    }
  }
  return hash.digest('hex');
}

import { applyPatch } from 'rfc6902';
import type { Definitions } from '../../harness/src/guide/guide.js';
import type { Resource } from '../../harness/src/guide/resource.js';
import { BASES, FAULTS, type Fault } from '../../harness/src/judge/validate/faults.js';
import { validate } from '../../harness/src/judge/validate/validate.js';
import { isError, type OfficialIssue } from './issue.js';
import { parseList } from './yaml-list.js';

/** What the quick validation and the official one say about one faulty resource. */
export interface Comparison {
  fault: string;
  description: string;
  quick: Side;
  official: Side;
  /** Whether both call it the same: wrong, doubtful (a warning) or right. */
  agree: boolean;
}

/** What one of the two says: the gravest that it finds, and where. */
export interface Side {
  says: 'error' | 'warning' | 'nothing';
  where: string;
  message: string;
}

/** A disagreement that is known, with its reason. */
export interface Disagreement {
  fault: string;
  reason: string;
  line: number;
}

/** Asks the official validator. */
export type Ask = (resource: Resource) => Promise<OfficialIssue[]>;

/** Sends each faulty resource to both, and answers what they say beyond what they say about the same resource without the fault. */
export async function compareAll(definitions: Definitions, ask: Ask, onDone: () => void): Promise<Comparison[]> {
  const usual = new Map<string, Set<string>>();
  for (const [name, base] of Object.entries(BASES)) {
    usual.set(name, new Set((await ask(base as Resource)).map(signature)));
  }
  const comparisons: Comparison[] = [];
  for (const fault of FAULTS) {
    const resource = faulty(fault);
    const known = usual.get(fault.base) as Set<string>;
    const found = (await ask(resource)).filter((issue) => !known.has(signature(issue)));
    const quick = gravest(validate(resource, definitions));
    const official = gravest(found.map(asQuick));
    const { id, description } = fault;
    comparisons.push({ fault: id, description, quick, official, agree: quick.says === official.says });
    onDone();
  }
  return comparisons;
}

function faulty({ base, edit }: Fault): Resource {
  const resource = structuredClone(BASES[base]) as Resource;
  for (const error of applyPatch(resource, structuredClone(edit))) if (error) throw error;
  return resource;
}

function signature({ severity, path, message }: OfficialIssue): string {
  return `${severity} ${path} ${message}`;
}

type SidedIssue = { severity: 'error' | 'warning' | 'information'; path: string; message: string };

/** The official validator names resources within a path, as in `Bundle.entry[0].resource\/*Task/1*\/.focus`. */
function asQuick(issue: OfficialIssue): SidedIssue {
  const severity = isError(issue) ? 'error' : issue.severity === 'warning' ? 'warning' : 'information';
  return { severity, path: issue.path.replace(/\/\*.*?\*\//g, ''), message: issue.message };
}

function gravest(issues: readonly SidedIssue[]): Side {
  const issue =
    issues.find(({ severity }) => severity === 'error') ?? issues.find(({ severity }) => severity === 'warning');
  if (!issue) return { says: 'nothing', where: '', message: '' };
  return { says: issue.severity as 'error' | 'warning', where: issue.path, message: issue.message };
}

/**
 * Reads the file of known disagreements: a YAML list of `{fault, reason}`.
 *
 * @throws Error at the first fault, as `file:line: what is wrong`
 */
export function parseDisagreements(text: string, file: string): Disagreement[] {
  return parseList(text, file, ['fault', 'reason']);
}

/** What is wrong with the two together: disagreements that are not listed, and entries of the list that are none. */
export function judgeComparisons(
  comparisons: readonly Comparison[],
  known: readonly Disagreement[],
): { unlisted: Comparison[]; stale: Disagreement[] } {
  const listed = new Set(known.map(({ fault }) => fault));
  const apart = comparisons.filter(({ agree }) => !agree);
  const real = new Set(apart.map(({ fault }) => fault));
  return {
    unlisted: apart.filter(({ fault }) => !listed.has(fault)),
    stale: known.filter(({ fault }) => !real.has(fault)),
  };
}

import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import { validate, type Issue } from '../validate/validate.js';
import type { Law, Result } from '../result.js';
import type { RunView } from '../view.js';

export const profileConformance: Law = {
  id: 'profile-conformance',
  title: 'Every resource that is seen is valid against its profile',
  requirements: ['profile-conformance'],
};

interface Seen {
  versions: number;
  issues: { issue: Issue; n: number }[];
  evidence: number[];
  step: string;
}

/** Judges every distinct version of every resource of the flow that anybody saw. */
export function judgeConformance(run: RunView): Result[] {
  const byKey = new Map<string, Seen>();
  const done = new Set<string>();
  for (const { url, body, record } of run.sightings()) {
    const key = run.keyAt(url);
    const version = `${url} ${body.meta?.versionId ?? record.n}`;
    if (!key || done.has(version)) continue;
    done.add(version);
    const seen = byKey.get(key) ?? { versions: 0, issues: [], evidence: [], step: record.step };
    seen.versions++;
    seen.evidence.push(record.n);
    seen.issues.push(...errorsIn(body, url, run).map((issue) => ({ issue, n: record.n })));
    byKey.set(key, seen);
  }
  return [...byKey].map(([key, seen]) => resultFor(key, seen));
}

/**
 * Contents found valid before, told in the guide's names. The same instance comes back in every run with other ids, hosts, suffixes and
 * dates, which make no difference to validity; what is not valid is validated each time, as it was seen.
 */
const knownValid = new WeakMap<Definitions, Set<string>>();
const MOST_KNOWN = 10_000;

function errorsIn(body: Resource, url: string, run: RunView): Issue[] {
  const { definitions } = run.guide;
  const known = knownValid.get(definitions) ?? new Set<string>();
  knownValid.set(definitions, known);
  const content = contentOf(body, url, run);
  if (content !== undefined && known.has(content)) return [];
  const errors = validate(body, definitions).filter((issue) => issue.severity === 'error');
  if (errors.length === 0 && content !== undefined && known.size < MOST_KNOWN) known.add(content);
  return errors;
}

/** A resource without what differs from copy to copy; undefined when just that is not as it must be. */
function contentOf(body: Resource, url: string, run: RunView): string | undefined {
  const { id = '', meta = {} } = body;
  const { versionId = '1', lastUpdated = '2000-01-01T00:00:00Z', ...rest } = meta;
  if (![id, versionId].every((text) => /^[A-Za-z0-9\-.]{1,64}$/.test(text))) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(lastUpdated)) return undefined;
  return JSON.stringify({ ...run.named(body, url), id: undefined, meta: rest });
}

function resultFor(key: string, seen: Seen): Result {
  const texts = [...new Set(seen.issues.map(({ issue }) => `${issue.path}: ${issue.message}`))];
  return {
    about: key,
    step: seen.step,
    verdict: texts.length ? 'fail' : 'pass',
    expected: `${key} is valid in each of the ${seen.versions} versions that were seen`,
    seen: texts.length ? texts.slice(0, 3).join('; ') : 'so it is, by the quick validation',
    evidence: texts.length ? [...new Set(seen.issues.map(({ n }) => n))].slice(0, 5) : seen.evidence.slice(0, 5),
  };
}

import { errorsIn } from '../known-valid.js';
import type { Law, Result } from '../result.js';
import type { Issue } from '../validate/issue.js';
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
    if (!key || run.wasThere(url) || done.has(version)) continue;
    done.add(version);
    const seen = byKey.get(key) ?? { versions: 0, issues: [], evidence: [], step: record.step };
    seen.versions++;
    seen.evidence.push(record.n);
    seen.issues.push(...errorsIn(body, run).map((issue) => ({ issue, n: record.n })));
    byKey.set(key, seen);
  }
  return [...byKey].map(([key, seen]) => resultFor(key, seen));
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

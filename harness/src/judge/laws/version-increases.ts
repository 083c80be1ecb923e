import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { Law, Result } from '../result.js';
import { isSuccess, urlWithoutQuery, versionIn, type RunView } from '../view.js';

export const versionIncreases: Law = {
  id: 'version-increases',
  title: 'Every change makes a new version',
  requirements: ['version-increases'],
  rule: 'http://hl7.org/fhir/R4/http.html#versions',
};

/** Judges, for each resource, that no two writes that were taken were answered with the same version. */
export function judgeVersionIncreases(run: RunView): Result[] {
  const byUrl = new Map<string, { versions: string[]; evidence: number[]; step: string }>();
  for (const view of run.stepsOf('write')) {
    for (const record of view.http) {
      if (!isSuccess(record) || record.request.method === 'GET' || view.step.refused) continue;
      const url = record.request.method === 'POST' ? run.urlOf(view.step.key, view.step.at) : urlWithoutQuery(record);
      if (!url) continue;
      const known = byUrl.get(url) ?? { versions: [], evidence: [], step: view.step.id };
      known.versions.push(versionIn(record) ?? '');
      known.evidence.push(record.n);
      byUrl.set(url, known);
    }
  }
  return [...byUrl].filter(([, known]) => known.versions.length > 1).map(([url, known]) => judgeOne(url, known, run));
}

function judgeOne(url: string, known: { versions: string[]; evidence: number[]; step: string }, run: RunView): Result {
  const untold = known.versions.includes('');
  const repeated = new Set(known.versions).size < known.versions.length;
  const about = run.keyAt(url) ?? url;
  return {
    about: `${about}${eachKeepsCopies(run.plan) ? `.${hostOf(url, run)}` : ''}`,
    step: known.step,
    verdict: untold || repeated ? 'fail' : 'pass',
    expected: `each of the ${known.versions.length} changes to ${about} makes a version of its own`,
    seen: untold ? 'an answer told no version' : `the versions were ${known.versions.join(', ')}`,
    evidence: known.evidence,
  };
}

function hostOf(url: string, run: RunView): string {
  const { servers } = run.run.target;
  return (
    Object.keys(servers).find(
      (actor) => run.plan.actors.some((a) => a.name === actor) && url.startsWith(`${servers[actor] ?? ''}/`),
    ) ?? 'server'
  );
}

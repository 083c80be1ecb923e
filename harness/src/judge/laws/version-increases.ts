import { eachKeepsCopies } from '../../exchange/catalog.js';
import { lawOf, type JudgedLaw, type Law, type Result } from '../result.js';
import { losses } from '../../plan/losses.js';
import { baseOf, isSuccess, urlWithoutQuery, versionMade, type RunView, type Sighting } from '../view.js';
import { lawOnCopies, copiesOf, neighbours, type Copy, type Opinion } from './copies.js';

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
      known.versions.push(versionMade(record, run) ?? '');
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

/** Each version says when it was made, and none that it was before the one before it. */
function judgeTimes(copy: Copy): Opinion {
  const timeOf = ({ body }: Copy['versions'][number]): number => Date.parse(String(body.meta?.lastUpdated));
  const untimed = copy.versions.filter((version) => Number.isNaN(timeOf(version)));
  const ids = copy.versions.map(({ versionId }) => versionId);
  const again = copy.list.versions.flatMap(({ under }) => under ?? []);
  const twice = [...ids.filter((id, index) => ids.indexOf(id) < index), ...new Set(again)];
  const turned = neighbours(copy).filter(({ before, after }) => timeOf(after) < timeOf(before));
  return {
    expected: `each version of ${copy.key} says when it was made, none earlier than the one before`,
    faults: [
      ...twice.map((id) => `two versions that say different things are both ${id}`),
      ...untimed.map(({ versionId }) => `version ${versionId} has no meta.lastUpdated`),
      ...turned.map(
        ({ before, after }) =>
          `version ${after.versionId} is of ${after.body.meta?.lastUpdated ?? ''}, before version ${before.versionId}`,
      ),
    ],
    seen: `so do all ${copy.versions.length}`,
  };
}

/** What each read of a resource says of its version: which one it is, and when it was made; two that say different things are two versions. */
function judgeShown(run: RunView): Result[] {
  const byUrl = new Map<string, Sighting[]>();
  // An answer to a write may be no more than what was sent.
  for (const sighting of run.sightings())
    if (sighting.record.request.method === 'GET' && !run.wasThere(sighting.url))
      byUrl.set(sighting.url, [...(byUrl.get(sighting.url) ?? []), sighting]);
  return [...byUrl].flatMap(([url, sightings]): Result[] => {
    const key = run.keyAt(url);
    if (key === undefined) return [];
    const bad = sightings.find((one, index) => faultShown(one, sightings.slice(0, index)) !== undefined);
    const seen = bad && faultShown(bad, sightings.slice(0, sightings.indexOf(bad)));
    return [
      {
        about: `${key}${eachKeepsCopies(run.plan) ? `.${hostOf(url, run)}` : ''}`,
        step: (bad ?? (sightings[0] as Sighting)).record.step,
        verdict: bad ? 'fail' : 'pass',
        expected: `each read of ${key} says which version it is, and when that was made`,
        seen: seen ?? `so do all ${sightings.length}`,
        evidence: bad ? [bad.record.n] : sightings.slice(0, 5).map(({ record }) => record.n),
      },
    ];
  });
}

function faultShown({ body, url }: Sighting, before: readonly Sighting[]): string | undefined {
  const { versionId, lastUpdated } = body.meta ?? {};
  if (versionId === undefined) return 'it has no meta.versionId';
  if (Number.isNaN(Date.parse(String(lastUpdated)))) return `version ${versionId} has no meta.lastUpdated`;
  const known = before.find((other) => other.body.meta?.versionId === versionId);
  // A server may add to what it shows, and write references and moments in another way, but not take back what it said.
  const differ = known ? losses({ ...known.body, meta: {} }, body, baseOf(url)) : [];
  return differ.length > 0
    ? `version ${versionId} says other things than before: ${differ.slice(0, 3).join(', ')}`
    : undefined;
}

const versionShown = lawOf('version-shown', 'Each read says which version it shows', 'version-increases');

/** The laws of what versions say of themselves. */
export const VERSION_TIME_LAWS: readonly JudgedLaw[] = [
  { law: versionShown, judge: judgeShown },
  lawOnCopies(lawOf('version-times', 'The times of versions never go back', 'version-increases'), copiesOf, judgeTimes),
];

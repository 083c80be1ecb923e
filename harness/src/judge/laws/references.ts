import type { Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { referencedUrls } from '../../plan/references.js';
import { evidenceOf, type Law, type Result } from '../result.js';
import { isSuccess, resourceOf, urlWithoutQuery, type RunView, type Sighting } from '../view.js';

export const referencesResolve: Law = {
  id: 'references-resolve',
  title: 'Every reference that a party sees resolves for it',
  requirements: ['references-resolve'],
};

/** Judges, for each actor, every literal reference in what it saw, by its own attempts to follow them. */
export function judgeReferences(run: RunView): Result[] {
  return run.stepsOf('audit').flatMap((view) => {
    if (view.end?.outcome !== 'ok') return [];
    const actor = view.step.by;
    const reads = run.http.filter((record) => record.by === actor && record.request.method === 'GET');
    const byUrl = new Map(reads.map((record) => [urlWithoutQuery(record), record]));
    const seen = [...run.sightings()].filter((sighting) => isSeenBy(actor, sighting, run));
    if (seen.length === 0) return [nothingSeen(actor, view.step.id, evidenceOf(view))];
    const broken = brokenReferences(seen, byUrl, actor, run);
    const followed = view.http.map((record) => record.n);
    const first = broken[0];
    return [
      {
        about: actor,
        step: view.step.id,
        verdict: first ? 'fail' : 'pass',
        expected: `every reference in what ${actor} saw leads it to the resource that is meant`,
        seen: first
          ? `${broken.length} do not: ${broken
              .slice(0, 3)
              .map((one) => one.text)
              .join('; ')}`
          : 'all of them do',
        evidence: first ? broken.flatMap((one) => one.evidence).slice(0, 6) : followed,
      },
    ];
  });
}

interface Broken {
  text: string;
  evidence: number[];
}

/** What is seen only by following references is the end of the way, else one would follow a whole record. */
function isSeenBy(actor: string, sighting: Sighting, run: RunView): boolean {
  return sighting.record.by === actor && run.stepView(sighting.record.step)?.step.kind !== 'audit';
}

function nothingSeen(actor: string, step: string, evidence: number[]): Result {
  const expected = `every reference in what ${actor} saw leads it to the resource that is meant`;
  return { about: actor, step, verdict: 'not-reached', expected, seen: 'it saw no resource at all', evidence };
}

function brokenReferences(
  seen: readonly Sighting[],
  byUrl: Map<string, HttpRecord>,
  actor: string,
  run: RunView,
): Broken[] {
  const broken = new Map<string, Broken>();
  for (const sighting of seen.filter(({ url }) => !run.wasThere(url))) {
    for (const url of referencedUrls(sighting.url, sighting.body)) {
      const record = byUrl.get(url);
      if (record && isSuccess(record) && livesAt(url, resourceOf(record))) continue;
      if (!record && (sawItself(url, actor, run) || isElsewhere(url, run))) continue;
      const status = record ? answerTo(record) : 'was never followed';
      broken.set(url, {
        text: `${url} (in ${sighting.url}) ${status}`,
        evidence: [sighting.record.n, ...(record ? [record.n] : [])],
      });
    }
  }
  return [...broken.values()];
}

/** Whether a resource is the one that lives at a URL, by type and id. */
function livesAt(url: string, resource: Resource | undefined): boolean {
  const [type, id] = url.split('/').slice(-2);
  return resource?.resourceType === type && resource?.id === id;
}

function answerTo(record: HttpRecord): string {
  const shown = isSuccess(record) ? resourceOf(record) : undefined;
  const other = shown && ` by ${shown.resourceType}/${shown.id ?? ''}, which is another`;
  return `was answered with ${record.response?.status ?? record.error ?? 'nothing'}${other ?? ''}`;
}

/** What lies at a server that nobody agreed on is not to be followed. */
function isElsewhere(url: string, run: RunView): boolean {
  const key = run.keyAt(url);
  return key !== undefined && (run.plan.elsewhere?.includes(key) ?? false);
}

/** What an actor wrote or was shown need not be read once more. */
function sawItself(url: string, actor: string, run: RunView): boolean {
  for (const sighting of run.sightings()) if (sighting.record.by === actor && sighting.url === url) return true;
  return false;
}

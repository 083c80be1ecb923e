import type { Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { losses } from '../../plan/losses.js';
import { lawOf, type Law, type Result } from '../result.js';
import { keptVersions } from '../versions.js';
import { baseOf, isSuccess, resourceOf, sentIn, urlWithoutQuery, versionMade, type RunView } from '../view.js';

export const givenKept = lawOf('given-kept', 'What was there before comes back whole', 'nothing-lost');

export const nothingLost: Law = {
  id: 'nothing-lost',
  title: 'What was sent comes back whole',
  requirements: ['nothing-lost'],
};

/** Judges every write that was taken against each later look at the very version that it made. */
export function judgeNothingLost(run: RunView): Result[] {
  return run.stepsOf('write').flatMap((view): Result[] => {
    const record = view.http.filter(({ request }) => request.method === 'POST' || request.method === 'PUT').at(-1);
    const sent = record && sentIn(record);
    if (!record || !sent || !isSuccess(record) || view.step.refused) return [];
    const looks = looksAt(record, view.step.key, view.step.at, run);
    const expected = `every element of ${view.step.key} that was sent comes back`;
    const about = view.step.id.replace(/\.write.*$/, '') + suffixOf(view.step.id);
    if (looks.length === 0) {
      return [
        {
          about,
          step: view.step.id,
          verdict: 'not-reached',
          expected,
          seen: 'nobody looked at this version',
          evidence: [record.n],
        },
      ];
    }
    const bad = looks
      .map((look) => ({ look, lost: losses(sent, look.body, baseOf(look.url)) }))
      .find(({ lost }) => lost.length > 0);
    const seen = bad
      ? `lost or changed: ${bad.lost.slice(0, 8).join(', ')}`
      : `all of it came back in ${looks.length} answers`;
    const evidence = bad ? [record.n, bad.look.n] : [record.n, ...looks.map((look) => look.n).slice(-2)];
    return [
      {
        about,
        step: view.step.id,
        verdict: bad ? 'fail' : 'pass',
        expected,
        seen,
        evidence: [...new Set(evidence)],
      },
    ];
  });
}

/** What was put in place before the story, in one transaction, against each look at it while it is as it was then. */
export function judgeGivenKept(run: RunView): Result[] {
  return run.stepsOf('given').flatMap((view): Result[] => {
    const record = view.http.find(({ request }) => request.method === 'POST');
    const entries = record ? createdBy(record) : [];
    const looks = entries.flatMap(({ url, versionId, sent }) =>
      run
        .sightings()
        .filter((sighting) => sighting.url === url && sighting.body.meta?.versionId === versionId)
        .map(({ body, record: { n } }) => ({ url, n, lost: losses(sent, body, baseOf(url)) })),
    );
    if (!record || looks.length === 0) return [];
    const bad = looks.find(({ lost }) => lost.length > 0);
    return [
      {
        about: view.step.id,
        step: view.step.id,
        verdict: bad ? 'fail' : 'pass',
        expected: `every element of what was put in place at ${view.step.at} comes back`,
        seen: bad
          ? `of ${bad.url} lost or changed: ${bad.lost.slice(0, 8).join(', ')}`
          : `all of it came back in ${looks.length} answers`,
        evidence: [record.n, ...(bad ? [bad.n] : looks.slice(-2).map(({ n }) => n))],
      },
    ];
  });
}

interface EntryResponse {
  status?: string;
  location?: string;
  etag?: string;
}

interface Created {
  url: string;
  versionId: string | undefined;
  /** With references that lead to where the others of the transaction are by now. */
  sent: Resource;
}

/** What a transaction created, by what it was answered with. */
function createdBy(record: HttpRecord): Created[] {
  const entries = (sentIn(record)?.entry ?? []) as { fullUrl?: string; resource?: Resource }[];
  const answers = (resourceOf(record)?.entry ?? []) as { response?: EntryResponse }[];
  const places = answers.map(({ response }) =>
    /([A-Z]\w+\/[^/]+)(?:\/_history\/([^/]+))?$/.exec(response?.location ?? ''),
  );
  const byUuid = new Map(entries.map(({ fullUrl }, index) => [fullUrl, places[index]?.[1]]));
  return entries.flatMap(({ resource }, index): Created[] => {
    const [, place, version] = places[index] ?? [];
    // What was there before it was asked for came from others.
    const isNew = answers[index]?.response?.status?.startsWith('201') ?? false;
    if (!resource || place === undefined || !isNew) return [];
    const sent = JSON.parse(
      JSON.stringify(resource, (name, value: unknown) =>
        name === 'reference' ? (byUuid.get(value as string) ?? value) : value,
      ),
    ) as Resource;
    const versionId = /"([^"]*)"/.exec(answers[index]?.response?.etag ?? '')?.[1] ?? version;
    return [{ url: `${urlWithoutQuery(record)}/${place}`, versionId, sent }];
  });
}

function suffixOf(step: string): string {
  return /\.write(-\d+)$/.exec(step)?.[1] ?? '';
}

interface Look {
  body: Resource;
  url: string;
  n: number;
}

/** The answer to the write itself, reads that show its version, and that version in the history. */
function looksAt(record: HttpRecord, key: string, at: string, run: RunView): Look[] {
  const url = run.urlOf(key, at) ?? urlWithoutQuery(record);
  const version = versionMade(record, run);
  const looks: Look[] = [];
  for (const sighting of run.sightings()) {
    if (sighting.url !== url || sighting.record.n < record.n) continue;
    if (sighting.record === record || (version !== undefined && sighting.body.meta?.versionId === version)) {
      looks.push({ body: sighting.body, url, n: sighting.record.n });
    }
  }
  return [...looks, ...versionsIn(run, url, version)];
}

function versionsIn(run: RunView, url: string, version: string | undefined): Look[] {
  return run.stepsOf('history').flatMap((view) => {
    const record = view.http.at(-1);
    const asked = view.http.some((one) => urlWithoutQuery(one) === `${url}/_history`);
    const kept = record && asked ? (keptVersions(view) ?? []) : [];
    const found = kept.find(({ versionId }) => versionId === version);
    return record && found ? [{ body: found.body, url, n: record.n }] : [];
  });
}

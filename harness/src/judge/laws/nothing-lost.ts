import type { Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { losses } from '../../plan/losses.js';
import type { Law, Result } from '../result.js';
import { keptVersions } from '../versions.js';
import { baseOf, isSuccess, sentIn, urlWithoutQuery, versionMade, type RunView } from '../view.js';

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

import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import type { Resource } from '../guide/resource.js';
import type { HistoryRecord } from '../history/record.js';
import type { Finding } from './finding.js';
import { judgeRun } from './judge.js';
import { historyOf, underTest, type ToldWrite } from './laws/history.fixture.js';
import { versionLists } from './versions.js';
import { RunView } from './view.js';

const guide = loadGuide();
const order = guide.instance('ServiceRequest/cbc-order') as Resource;
const asked = guide.instance('Task/cbc-coordination') as Resource;
const by = (writer: string | undefined, body: Resource, set: object = {}): ToldWrite => ({
  ...(writer ? { by: writer } : {}),
  body: { ...body, ...set },
});

const isHistory = (record: HistoryRecord): boolean =>
  record.kind === 'http' && record.request.url.includes('/_history');

/** The same run at a server that gives no history. */
function withoutHistory(records: readonly HistoryRecord[]): HistoryRecord[] {
  return records.map((record) =>
    record.kind === 'http' && isHistory(record) ? { ...record, response: { status: 404, headers: {} } } : record,
  );
}

/** The same run at a server that gives one version a page. */
function paged(records: readonly HistoryRecord[]): HistoryRecord[] {
  return records.flatMap((record): HistoryRecord[] => {
    const body = record.kind === 'http' && isHistory(record) ? record.response?.body : undefined;
    if (record.kind !== 'http' || !body || !('json' in body)) return [record];
    const bundle = body.json as Resource & { entry: object[] };
    return bundle.entry.map((entry, page) => ({
      ...record,
      request: { ...record.request, url: page === 0 ? record.request.url : `http://placer.example/fhir?_page=${page}` },
      response: { status: 200, headers: {}, body: { json: { ...bundle, entry: [entry] } } },
    }));
  });
}

function verdicts(law: string, records: readonly HistoryRecord[]): Finding['verdict'][] {
  return judgeRun(records, guide)
    .filter(({ id }) => id.includes(`#law.${law}.`))
    .map(({ verdict }) => verdict);
}

const ask = by('placer', asked);
const skipped = historyOf([ask, by('fulfiller', asked, { status: 'completed' })]);
const closedByLab = historyOf([by('placer', order), ask, by('fulfiller', order, { status: 'completed' })]);

describe('versions', () => {
  it.each<[string, HistoryRecord[]]>([
    ['status-machine', skipped],
    ['request-author-only', closedByLab],
  ])('are known to %s from what was seen, where a server keeps none', (law, records) => {
    expect(verdicts(law, records)).toContain('fail');
    expect(verdicts(law, withoutHistory(records))).toContain('fail');
    expect(verdicts('history-kept', withoutHistory(records))).toContain('warn');
  });

  it('are read from all pages of a history', () => {
    const run = new RunView(paged(skipped), guide);
    expect(versionLists(run).flatMap(({ versions }) => versions.map(({ versionId }) => versionId))).toEqual(['1', '2']);
    expect(verdicts('history-kept', paged(skipped))).toEqual(['pass']);
  });

  it('are two where two things were seen under one id, and only the first is the creation', () => {
    const changed = (records: readonly HistoryRecord[]): HistoryRecord[] =>
      records.map((record) =>
        isHistory(record)
          ? (JSON.parse(
              JSON.stringify(record).replaceAll('"status":"requested"', '"status":"accepted"'),
            ) as HistoryRecord)
          : record,
      );
    const asIs = underTest(historyOf([ask]));
    expect(['version-times', 'task-begins', 'status-machine'].map((law) => verdicts(law, asIs))).toEqual([
      ['pass'],
      ['pass'],
      ['pass'],
    ]);
    const found = ['version-times', 'task-begins', 'status-machine', 'permitted-actor'];
    expect(found.map((law) => verdicts(law, changed(asIs)))).toEqual([['fail'], ['pass'], ['pass'], ['pass']]);
  });

  it('of a Request that no played actor wrote are those of the system under test only where it is the author', () => {
    const changed = historyOf([by('placer', order), by(undefined, order, { status: 'completed' })]);
    expect(verdicts('request-author-only', underTest(changed))).toEqual(['fail']);
    const own = historyOf([by(undefined, order), by(undefined, order, { status: 'completed' })]);
    expect(verdicts('request-author-only', underTest(own))).toEqual(['pass']);
  });
});

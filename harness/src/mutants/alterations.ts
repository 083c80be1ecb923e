import type { HistoryRecord, HttpRecord, ReceivedRecord } from '../history/record.js';
import type { Resource } from '../guide/resource.js';
import type { Mutant } from './mutant.js';

/** Makes another history of one. */
export type Alter = (records: HistoryRecord[]) => HistoryRecord[];

/** Changes the http records of a step. */
export function answers(step: string, change: (record: HttpRecord) => HttpRecord): Alter {
  return (records) =>
    records.map((record) => (record.kind === 'http' && record.step === step ? change(record) : record));
}

/** The record with other parts of its answer. */
export function answered(record: HttpRecord, change: Partial<NonNullable<HttpRecord['response']>>): HttpRecord {
  return record.response ? { ...record, response: { ...record.response, ...change } } : record;
}

/** Changes the resource in an answer. */
export function withBody(change: (body: Resource) => Resource): (record: HttpRecord) => HttpRecord {
  return (record) => {
    const body = record.response?.body;
    return body && 'json' in body
      ? answered(record, { body: { json: change(structuredClone(body.json) as Resource) } })
      : record;
  };
}

/** Changes, drops or doubles what came in at the harness's endpoint. */
export function arrivals(change: (record: ReceivedRecord) => ReceivedRecord[]): Alter {
  return (records) =>
    records.flatMap((record): HistoryRecord[] => (record.kind === 'received' ? change(record) : [record]));
}

/** Drops the arrival that a step waited for, and has the wait run out. */
export const lost: Alter = (records) =>
  arrivals((record) => (JSON.stringify(record.request.body ?? '').includes('event-notification') ? [] : [record]))(
    records,
  ).map((record) =>
    record.kind === 'done' && record.step === 'ask.told-fulfiller'
      ? { ...record, outcome: 'late', reason: 'no notification' }
      : record,
  );

/** The answer lacks this header. */
export const without =
  (name: string): ((record: HttpRecord) => HttpRecord) =>
  (record) => {
    const { [name]: _gone, ...headers } = record.response?.headers ?? {};
    return answered(record, { headers });
  };

/** A history altered after an undamaged run of `flow@exchange`. */
export const historyMutant = (
  id: string,
  title: string,
  requirement: string,
  exchange: Mutant['exchange'],
  alter: Alter,
  flow?: string,
): Mutant => ({
  id: `history.${id}`,
  title,
  requirement,
  exchange,
  how: { kind: 'history', alter },
  ...(flow ? { flow } : {}),
});

/** Changes the versions that a `_history` told of, oldest first: what only the laws over all versions can notice. */
export function versions(step: string, change: (versions: Resource[]) => Resource[]): Alter {
  return answers(
    step,
    withBody((bundle) => {
      const entries = (bundle.entry ?? []) as { resource?: Resource }[];
      const oldestFirst = entries.flatMap(({ resource }) => (resource ? [resource] : [])).reverse();
      const entry = change(oldestFirst)
        .reverse()
        .map((resource) => ({ resource }));
      return { ...bundle, entry };
    }),
  );
}

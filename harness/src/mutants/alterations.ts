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

/**
 * Changes the versions that a `_history` told of, oldest first, and every answer that showed one of them: a history that tells otherwise than
 * what was seen is a fault of its own.
 */
export function versions(step: string, change: (versions: Resource[]) => Resource[]): Alter {
  return (records) => {
    const told = new Map<string, Resource[]>();
    const altered = answers(
      step,
      withBody((bundle) => {
        const entries = (bundle.entry ?? []) as { resource?: Resource }[];
        const oldestFirst = entries.flatMap(({ resource }) => (resource ? [resource] : [])).reverse();
        const changed = change(oldestFirst);
        if (bundle.type === 'history')
          for (const one of changed) told.set(nameOf(one), [...(told.get(nameOf(one)) ?? []), one]);
        return { ...bundle, entry: [...changed].reverse().map((resource) => ({ resource })) };
      }),
    )(records);
    const asTold = withBody((body) => {
      const [one, ...others] = told.get(nameOf(body)) ?? [];
      return one && others.length === 0 ? one : body;
    });
    return altered.map((record) => (record.kind === 'http' ? asTold(record) : record));
  };
}

/** What tells a version of one resource from all others. */
function nameOf(resource: Resource | null): string {
  return `${resource?.resourceType ?? ''} ${resource?.id ?? ''} ${resource?.meta?.versionId ?? ''}`;
}

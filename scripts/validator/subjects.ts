import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles, sha256 } from '../guide/files.js';
import { readHistory } from '../../harness/src/history/file.js';
import type { Body, HistoryRecord, RunRecord } from '../../harness/src/history/record.js';
import { UNKNOWN_EVENT_STEP } from '../../harness/src/history/unknown-event.js';

/** A resource to validate, and where it comes from. */
export interface Subject {
  /** `guide/Task-x` for a file of the compiled guide; `sent/RUN#12` or `received/RUN#12` for a record of a history. */
  name: string;
  resource: Resource;
  /** Profiles that it must meet besides those it claims. */
  profiles?: string[];
}

interface Resource {
  resourceType: string;
  [element: string]: unknown;
}

/** The resources of a compiled guide, by file name. */
export function guideSubjects(folder: string): Subject[] {
  return listFiles(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: `guide/${file.replace(/\.json$/, '')}`,
      resource: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Resource,
    }));
}

/**
 * What was sent and received in the runs whose histories are in a folder or below it: the bodies of the harness's requests,
 * of what reached its endpoint, and of its answers there. Those that differ by nothing but what is new in each run (ids,
 * identifier suffixes, addresses, points in time) are one subject, named by where it occurred first. Notifications must meet the
 * guide's profile, whatever they claim.
 *
 * @param canonical the guide's, without a slash at the end
 * @throws when the folder holds no history, or one that cannot be read
 */
export function trafficSubjects(folder: string, canonical: string): Subject[] {
  const files = listFiles(folder).filter((file) => file.endsWith('.jsonl'));
  if (files.length === 0) {
    throw new Error(`There is no history (*.jsonl) in ${folder}: write some with \`npm start -- --report FOLDER\`.`);
  }
  const profiles = [`${canonical}/StructureDefinition/order-notification`];
  const found = new Map<string, Subject>();
  for (const file of files) {
    const records = readHistory(path.join(folder, file));
    const same = sameInEveryRun(records);
    for (const subject of records.flatMap((record) => bodiesOf(record, planOf(records)))) {
      const key = sha256(same(JSON.stringify(subject.resource)));
      if (!found.has(key)) found.set(key, isNotification(subject.resource) ? { ...subject, profiles } : subject);
    }
  }
  return [...found.values()];
}

/** A notification in the form of the subscriptions backport; plain R4 rest-hooks bring the bare resource. */
function isNotification({ resourceType, type, entry }: Resource): boolean {
  const [first] = (Array.isArray(entry) ? entry : []) as { resource?: { resourceType?: string } }[];
  return resourceType === 'Bundle' && type === 'history' && first?.resource?.resourceType === 'Parameters';
}

function planOf(records: readonly HistoryRecord[]): string {
  return (records[0] as RunRecord).plan.id;
}

/** What is wrong on purpose, to see it refused, proves nothing of what the harness sends else. */
function bodiesOf(record: HistoryRecord, run: string): Subject[] {
  if (record.kind === 'http' && record.step === UNKNOWN_EVENT_STEP) return [];
  if (record.kind === 'http') return resourcesIn(`sent/${run}#${record.n}`, record.request.body);
  if (record.kind !== 'received') return [];
  return [
    ...resourcesIn(`received/${run}#${record.n}`, record.request.body),
    ...resourcesIn(`sent/${run}#${record.n}`, record.response.body),
  ];
}

function resourcesIn(name: string, body: Body | undefined): Subject[] {
  if (!body || !('json' in body)) return [];
  const resource = body.json as Partial<Resource> | null;
  return typeof resource?.resourceType === 'string' ? [{ name, resource: resource as Resource }] : [];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Points in time that are right, so that one that is wrong stays what it is. */
const INSTANT =
  /"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?"/g;

/** An address on loopback, with the secret part by which each run has its own endpoint at the harness. */
const ENDPOINT = /http:\/\/(127\.0\.0\.1|localhost):\d+(\/[0-9a-f]{12}(?=\/))?/g;

/** A function that puts one word in place of all that differs between two runs of the same steps. */
function sameInEveryRun(records: readonly HistoryRecord[]): (json: string) => string {
  const run = records[0] as RunRecord;
  const ids = records.flatMap((record) => (record.kind === 'bound' ? [record.url.split('/').pop() ?? ''] : []));
  const words = [...Object.values(run.target.servers), run.suffix, ...new Set(ids)].filter((word) => word.length > 1);
  words.sort((a, b) => b.length - a.length);
  return (json) =>
    words
      .reduce((text, word) => text.replaceAll(word, '~'), json)
      .replace(UUID, '~')
      .replace(INSTANT, '"~"')
      .replace(ENDPOINT, '~')
      .replace(/"versionId":"\d+"/g, '"versionId":"~"');
}

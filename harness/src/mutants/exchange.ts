import type { Resource } from '../guide/resource.js';
import type { HistoryRecord } from '../history/record.js';
import { answered, answers, historyMutant, withBody } from './alterations.js';
import { actorMutant, inStep } from './distortions.js';
import type { Mutant } from './mutant.js';

/** A server whose CapabilityStatement says nothing of searches by owner. */
const MUTE_ABOUT_OWNER = (bodyText: string): string => {
  const statement = JSON.parse(bodyText) as Resource;
  if (statement.resourceType !== 'CapabilityStatement') return bodyText;
  for (const { resource } of statement.rest as { resource: { type: string; searchParam: { name: string }[] }[] }[]) {
    const task = resource.find(({ type }) => type === 'Task');
    if (task) task.searchParam = task.searchParam.filter(({ name }) => name !== 'owner');
  }
  return JSON.stringify(statement);
};

/** The Fulfiller's acceptance also came as a message, in an exchange that has none. */
function messageBesides(records: HistoryRecord[]): HistoryRecord[] {
  return records.map((record) =>
    record.kind === 'received' && record.what === 'notification'
      ? { ...record, what: 'message', form: 'message' }
      : record,
  );
}

/** The desk that was refused tries once more at once. */
function triesAgain(records: HistoryRecord[]): HistoryRecord[] {
  const refused = records.find((record) => record.kind === 'http' && record.response?.status === 412);
  return records.flatMap((record) =>
    record === refused ? [record, { ...record, n: record.n + 0.5, step: 'analyse.write' } as HistoryRecord] : [record],
  );
}

/** In the copy of the history, the Task was also seen at the lab's. */
function seenElsewhere(records: HistoryRecord[]): HistoryRecord[] {
  const told = records.find((record) => record.kind === 'http' && record.step === 'ask.told-fulfiller-sees');
  if (told?.kind !== 'http') return records;
  const url = told.request.url.replace(/:\d+\//, ':1/');
  const elsewhere: HistoryRecord = { ...told, n: told.n + 0.5, request: { ...told.request, url } };
  return records.flatMap((record) => (record === told ? [told, elsewhere] : [record]));
}

/** What may go wrong in reading and writing, whatever the order is about. */
export const EXCHANGE_MUTANTS: readonly Mutant[] = [
  {
    id: 'server.owner-not-listed',
    title: 'The Placer’s CapabilityStatement does not list the search by owner',
    requirement: 'capability-stated',
    exchange: 'task-at-placer-polling',
    how: {
      kind: 'server',
      hooks: {
        afterResponse: (reply, request) =>
          request.path[0] === 'metadata' && reply.body ? { ...reply, body: MUTE_ABOUT_OWNER(reply.body) } : reply,
      },
    },
  },
  {
    id: 'server.answers-as-text',
    title: 'A server gives its resources as plain text',
    requirement: 'json-supported',
    exchange: 'task-at-placer',
    how: {
      kind: 'server',
      hooks: {
        afterResponse: (reply) => ({ ...reply, headers: { ...reply.headers, 'Content-Type': 'text/plain' } }),
      },
    },
  },
  historyMutant(
    'json-refused',
    'A server takes no JSON',
    'json-supported',
    'task-at-fulfiller',
    answers('ask.write', (record) => answered(record, { status: 415, body: { text: '' } })),
  ),
  historyMutant(
    'message-besides',
    'A message came in an exchange that has none',
    'one-exchange-an-order',
    'task-at-placer',
    messageBesides,
  ),
  actorMutant(
    'order-at-the-lab',
    'The practice writes its order into the lab’s system',
    'request-at-author',
    'task-at-fulfiller',
    inStep('authorize.write', (step) => (step.kind === 'write' ? { ...step, at: 'fulfiller' } : step)),
  ),
  historyMutant(
    'task-at-both',
    'The Task was at the Placer’s and at the lab’s',
    'task-one-home',
    'task-at-placer',
    seenElsewhere,
  ),
  actorMutant(
    'update-unguarded',
    'The lab updates the Task without saying which version it has seen',
    'update-if-match',
    'task-at-placer',
    inStep('accept.write', (step) => (step.kind === 'write' ? { ...step, guard: 'none' } : step)),
  ),
  historyMutant(
    'tries-again',
    'A desk that was refused tries again without looking',
    'refused-read-again',
    'task-at-placer',
    triesAgain,
  ),
  historyMutant(
    'page-not-read',
    'The search for unowned Tasks had a second page, which nobody read',
    'search-pages-followed',
    'task-at-placer',
    answers(
      'queue.search',
      withBody((bundle) => ({ ...bundle, link: [{ relation: 'next', url: 'http://127.0.0.1/fhir?_page=2' }] })),
    ),
    'claim/thirty-two-at-once',
  ),
];

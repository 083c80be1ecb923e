import type { Resource } from '../guide/resource.js';
import type { HistoryRecord, HttpRecord } from '../history/record.js';
import { answered, answers, historyMutant, withBody } from './alterations.js';
import type { Mutant } from './mutant.js';
import { serverMutant } from './servers.js';

/** The message that a step sent, with something in its JSON replaced. */
export const sentWith =
  (from: RegExp, to: string): ((record: HttpRecord) => HttpRecord) =>
  (record) => {
    const { body } = record.request;
    if (!body || !('json' in body)) return record;
    const json: unknown = JSON.parse(JSON.stringify(body.json).replace(from, to));
    return { ...record, request: { ...record.request, body: { json } } };
  };

/** The receiver acts at once on what was announced, without a look. */
function withoutLook(records: HistoryRecord[]): HistoryRecord[] {
  return records.map((record) =>
    record.kind === 'http' &&
    record.by === 'fulfiller' &&
    record.step !== 'accept.write' &&
    record.request.method === 'GET'
      ? { ...record, by: 'placer' }
      : record,
  );
}

/** What may go wrong with messages and their acknowledgements. */
export const MESSAGING_MUTANTS: readonly Mutant[] = [
  historyMutant(
    'no-operation',
    'The lab has no operation for messages',
    'message-by-operation',
    'messaging',
    answers('ask.told-fulfiller', (record) => answered(record, { status: 404, body: { text: '' } })),
  ),
  historyMutant(
    'event-unknown',
    'The message has an event that the guide does not know',
    'message-event-known',
    'messaging',
    answers('ask.told-fulfiller', sentWith(/"coordination-content"/, '"order-placed"')),
  ),
  historyMutant(
    'decided-at-once',
    'The acknowledgement brings the accepted Task along',
    'message-decision-apart',
    'messaging',
    answers(
      'ask.told-fulfiller',
      withBody((body) => ({
        ...body,
        entry: [...(body.entry as object[]), { resource: { resourceType: 'Task', status: 'accepted' } as Resource }],
      })),
    ),
  ),
  historyMutant(
    'reference-by-url-alone',
    'A message refers by URL alone to what is not in it',
    'message-references-identified',
    'messaging',
    answers(
      'ask.told-fulfiller',
      sentWith(/"for":\{/, '"basedOn":[{"reference":"http://placer.example/fhir/ServiceRequest/1"}],"for":{'),
    ),
  ),
  historyMutant(
    'announced-and-not-read',
    'The lab accepts what was announced without reading it',
    'message-then-read',
    'messaging-rest-at-placer',
    withoutLook,
  ),
  serverMutant('any-event-taken', 'A server acts on messages with whatever event', 'message-event-known', 'messaging', {
    eventKnown: () => true,
  }),
];

import type { HttpRecord, ReceivedRecord, TroubleRecord } from '../history/record.js';
import type { Alter } from './alterations.js';
import type { Mutant } from './mutant.js';

/** What becomes of a message after it was refused: what came later at the endpoint. */
type Later = (message: unknown) => unknown[];

/** The Fulfiller's first message as if it had come to the endpoint, been refused there for now, and then come again so, or not. */
const refusedAtFirst =
  (later: Later): Alter =>
  (records) => {
    const index = records.findIndex(
      (record) =>
        record.kind === 'http' && record.by === 'fulfiller' && record.request.url.endsWith('$process-message'),
    );
    const { n, t, request } = records[index] as HttpRecord;
    const message = request.body && 'json' in request.body ? request.body.json : undefined;
    const refused: TroubleRecord = {
      ...{ kind: 'trouble', of: 'message', n, t, to: 'placer', what: 'error', request },
      response: { status: 500 },
    };
    const came = later(message).map((json): ReceivedRecord => ({
      ...{ kind: 'received', n: n + 0.5, t, to: 'placer', what: 'message', form: 'message' },
      request: { ...request, body: { json } },
      response: { status: 200 },
    }));
    return [...records.slice(0, index + 1), refused, ...came, ...records.slice(index + 1)];
  };

const mutant = (id: string, title: string, later: Later): Mutant => ({
  id: `history.message-${id}`,
  title,
  requirement: 'message-repeated',
  exchange: 'messaging',
  how: { kind: 'history', alter: refusedAtFirst(later) },
});

/** Systems under test that do not send again, as they should, what was refused for now. */
export const MESSAGE_REPEATED_MUTANTS: readonly Mutant[] = [
  mutant('not-sent-again', 'A message that was refused for now is not sent again', () => []),
  mutant('sent-again-changed', 'A message that was refused for now comes again with other content', (message) => [
    { ...(message as object), timestamp: '2026-03-02T09:00:00Z' },
  ]),
];

import type { ReceivedRecord } from '../history/record.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import { answers, arrivals, historyMutant } from './alterations.js';
import type { Mutant } from './mutant.js';

/** The notification's JSON with something in it replaced. */
const rewritten = (from: RegExp, to: string): ((record: ReceivedRecord) => ReceivedRecord[]) => {
  return (record) => {
    const { body } = record.request;
    if (!body || !('json' in body)) return [record];
    const json: unknown = JSON.parse(JSON.stringify(body.json).replace(from, to));
    return [{ ...record, request: { ...record.request, body: { json } } }];
  };
};

/** A server that counts its events by tens. */
const BY_TENS: ServerHooks = { onNotify: (event) => [{ ...event, number: event.number * 10 }] };

/** A server that has one number for all events from the second on. */
const STUCK: ServerHooks = { onNotify: (event) => [{ ...event, number: Math.min(event.number, 2) }] };

/** A server that names, of two subscriptions of one party, always the other. */
const OTHER_OF_TWO: ServerHooks = {
  onNotify: (event, { subscribers }) => {
    const other = subscribers.find(
      ({ endpoint, subscription }) => endpoint === event.endpoint && subscription !== event.subscription,
    );
    return [{ ...event, subscription: other?.subscription ?? event.subscription }];
  },
};

/** What may go wrong in telling the other party. */
export const NOTIFICATION_MUTANTS: readonly Mutant[] = [
  {
    id: 'server.events-by-tens',
    title: 'A server numbers its events by tens',
    requirement: 'notification-numbered',
    exchange: 'task-at-placer',
    how: { kind: 'server', hooks: BY_TENS },
  },
  {
    id: 'server.events-stuck',
    title: 'Every event from the second on has the number of the second',
    requirement: 'notification-numbered',
    exchange: 'task-at-fulfiller',
    how: { kind: 'server', hooks: STUCK },
  },
  {
    id: 'server.other-of-two-subscriptions',
    title: 'A party that is owner here and requester there is told of the one in the name of the other',
    requirement: 'notification-names-topic',
    exchange: 'task-at-placer',
    flow: 'fulfiller-asks-to-cancel-request/revoked',
    how: { kind: 'server', hooks: OTHER_OF_TWO },
  },
  historyMutant(
    'notification-as-collection',
    'Notifications came as bundles without a time',
    'notification-forms',
    'task-at-placer',
    arrivals(rewritten(/"timestamp":"[^"]*",?/, '')),
  ),
  historyMutant(
    'notification-posted',
    'The Task came by POST, not by PUT',
    'notification-forms',
    'task-at-fulfiller',
    arrivals((record) => [
      {
        ...record,
        form: 'resource',
        request: { ...record.request, method: 'POST', body: { json: { resourceType: 'Task', id: '1' } } },
      },
    ]),
  ),
  historyMutant(
    'notification-not-taken',
    'The lab answered its notifications with 500',
    'notification-taken',
    'task-at-placer',
    arrivals((record) => [{ ...record, response: { status: 500 } }]),
  ),
  historyMutant(
    'subscription-to-all',
    'The lab subscribes to a topic without saying for whom',
    'subscription-conforms',
    'task-at-placer',
    (records) =>
      records.map((record) => {
        if (record.kind !== 'http' || record.request.method !== 'POST' || !record.request.url.endsWith('/Subscription'))
          return record;
        const { body } = record.request;
        const json = { ...((body && 'json' in body ? body.json : {}) as object), _criteria: undefined };
        return { ...record, request: { ...record.request, body: { json } } };
      }),
  ),
  historyMutant(
    'topic-not-offered',
    'The Placer’s server does not know the topic',
    'subscription-topics',
    'task-at-placer',
    (records) =>
      records.reduce(
        (altered, record) =>
          record.kind === 'http' && record.request.url.endsWith('/Subscription')
            ? answers(record.step, (one) => ({ ...one, response: { status: 422, headers: {} } }))(altered)
            : altered,
        records,
      ),
  ),
  historyMutant(
    'notified-elsewhere',
    'Notifications came to an endpoint that nobody had named',
    'endpoint-agreed',
    'task-at-placer',
    arrivals((record) => [
      {
        ...record,
        request: {
          ...record.request,
          url: record.request.url
            .replace('/notify', '/notify-elsewhere/notify')
            .replace(/\/[0-9a-f]{12}\//, '/000000000000/'),
        },
      },
    ]),
  ),
];

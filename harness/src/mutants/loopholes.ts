import type { Resource } from '../guide/resource.js';
import type { HistoryRecord } from '../history/record.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import type { Reply } from '../targets/embedded/http.js';
import { answered, answers, arrivals, historyMutant, versions, withBody, type Alter } from './alterations.js';
import { actorMutant, insteadOf, onAnother, writtenBy } from './distortions.js';
import { sentWith } from './messaging.js';
import type { Mutant } from './mutant.js';
import { serverMutant } from './servers.js';

const OVERSTEPPED = 'overstep.told-fulfiller';
const TASK_HISTORY = 'final.history-placer-Task-cbc-coordination';

/** Every resource of a type by itself with another meta than it has. */
function shownWith(reply: Reply, type: string, change: (meta: object & Resource['meta']) => object): Reply {
  const body = reply.body === undefined ? undefined : (JSON.parse(reply.body) as Resource);
  return body?.resourceType === type
    ? { ...reply, body: JSON.stringify({ ...body, meta: change(body.meta ?? {}) }) }
    : reply;
}

/** The Location of the Task's create is another. */
const location = (change: (url: string) => string): Alter =>
  answers('ask.write', (record) => {
    const { headers = {} } = record.response ?? {};
    return answered(record, { headers: { ...headers, location: change(headers.location ?? '') } });
  });

/** Everything that tells of versions tells nothing of when they were made. */
const untimed: Alter = (records) =>
  JSON.parse(
    JSON.stringify(records, (name, value: unknown) => (name === 'lastUpdated' ? undefined : value)),
  ) as HistoryRecord[];

/** Event one becomes one and two, event two becomes three and four. */
const TOLD_ANEW: ServerHooks = {
  onNotify: (event) => [
    { ...event, number: 2 * event.number - 1 },
    { ...event, number: 2 * event.number },
  ],
};

/** A history of something. */
const ONE_VERSION: Reply = {
  status: 200,
  headers: { 'content-type': 'application/fhir+json' },
  body: JSON.stringify({
    resourceType: 'Bundle',
    type: 'history',
    entry: [{ resource: { resourceType: 'Task', id: 'told' } }],
  }),
};

/** Each version of a Task has a note of its own. */
function stampedTask(resource: Resource): Resource {
  if (resource.resourceType !== 'Task') return resource;
  const notes = (resource.note ?? []) as object[];
  return { ...resource, note: [...notes, { text: `stored after ${notes.length} others` }] };
}

/** Violations that no check noticed once: each stands here with what notices it now. */
export const LOOPHOLE_MUTANTS: readonly Mutant[] = [
  historyMutant(
    'location-without-version',
    'The Location of a create names no version',
    'create-answers-location',
    'task-at-placer',
    location((url) => url.replace(/\/_history\/.*$/, '')),
  ),
  historyMutant(
    'location-of-another',
    'The Location of a create names another resource than the one that was created',
    'create-answers-location',
    'messaging',
    location((url) => url.replace(/\/Task\/[^/]+/, '/Task/another')),
  ),
  historyMutant(
    'versions-untimed',
    'No version says when it was made',
    'version-increases',
    'task-at-fulfiller-polling',
    untimed,
  ),
  historyMutant(
    'clock-turned-back',
    'Each version says that it was made before the one before it',
    'version-increases',
    'task-at-placer',
    versions(TASK_HISTORY, (all) =>
      all.map((task, index) => ({
        ...task,
        meta: {
          ...task.meta,
          lastUpdated: new Date(Date.parse('2026-03-02T10:00:00Z') - index * 60_000).toISOString(),
        },
      })),
    ),
  ),
  historyMutant(
    'refused-and-gone',
    'What a message may not say was refused, and the copy is gone afterwards',
    'message-within-authority',
    'messaging',
    answers(`${OVERSTEPPED}-changed-nothing`, (record) => answered(record, { status: 410, body: { text: '' } })),
    'cancel-in-progress/overstepped',
  ),
  historyMutant(
    'refused-and-rewritten',
    'What a message may not say was refused, and the copy says otherwise under the same version',
    'message-within-authority',
    'messaging',
    answers(
      `${OVERSTEPPED}-changed-nothing`,
      withBody((task) => ({ ...task, status: 'cancelled' })),
    ),
    'cancel-in-progress/overstepped',
  ),
  historyMutant(
    'stale-update-crashes',
    'A stale update makes the server fail',
    'stale-update-refused',
    'task-at-placer',
    answers('outdated-desk.write', (record) => answered(record, { status: 500 })),
  ),
  actorMutant(
    'outsider-takes-over',
    'A party that neither asked nor was asked makes itself the owner of a Task',
    'owner-is-responsible',
    'task-at-placer',
    writtenBy('take-away.write', 'fulfiller'),
    'coordinator-hands-off/taken-away',
  ),
  actorMutant(
    'other-clinic-marks-the-choice',
    'A clinic that made an offer marks that of another as chosen',
    'owner-is-responsible',
    'task-at-fulfiller',
    writtenBy('select.write', 'hillview'),
    'bidding/awarded',
  ),
  serverMutant(
    'change-told-again-anew',
    'Each change is told twice, under two numbers',
    'notification-once',
    'task-at-placer',
    TOLD_ANEW,
  ),
  serverMutant(
    'other-subscription-named',
    'Notifications name a subscription that nobody asked for',
    'notification-names-topic',
    'task-at-fulfiller',
    { onNotify: (event) => [{ ...event, subscription: 'another' }] },
  ),
  historyMutant(
    'topic-told-by-nothing',
    'Who subscribed to a topic is told by empty requests',
    'notification-names-topic',
    'task-at-placer',
    arrivals((record) => {
      const { body: _body, ...request } = record.request;
      return [record.what === 'notification' ? { ...record, form: 'empty', request } : record];
    }),
  ),
  serverMutant(
    'bids-read-by-rivals',
    'Every candidate may read what the others were asked and offer',
    'bid-private',
    'task-at-placer',
    {
      permits: ({ caller, what, holds }) => holds || (what === 'read' && caller.is === 'potential-fulfiller'),
    },
    { guarded: true, flow: 'bidding/awarded' },
  ),
  serverMutant(
    'history-tells-everybody',
    'Who may not read a Task is given its versions',
    'read-by-part',
    'task-at-fulfiller-polling',
    {
      afterResponse: (reply, { path, rights }) =>
        path.at(-1) === '_history' && rights?.caller.is === 'bystander' ? ONE_VERSION : reply,
    },
    { guarded: true },
  ),
  serverMutant(
    'deleted-by-everybody',
    'Who may not change a Task may delete it',
    'write-by-part',
    'task-at-placer',
    {
      afterResponse: (reply, { method, rights }) =>
        method === 'DELETE' && rights?.caller.is === 'bystander' ? { status: 204, headers: {} } : reply,
    },
    { guarded: true },
  ),
  serverMutant(
    'repeated-message-stamped',
    'A message that comes again makes another version, which says when it came',
    'message-once',
    'messaging',
    { messageSeen: () => false, beforeStore: stampedTask },
  ),
  historyMutant(
    'copy-refers-to-another',
    'In the copy of a report that a message brought, the results are others',
    'message-all-or-nothing',
    'messaging',
    answers(
      'fetch.read-1',
      withBody((report) => ({ ...report, result: [...((report.result ?? []) as object[])].reverse() })),
    ),
  ),
  historyMutant(
    'second-copy',
    'A message about a Task that is known makes a second copy of it',
    'message-correlated',
    'messaging',
    answers(TASK_HISTORY, (record) =>
      withBody((bundle) =>
        bundle.type === 'searchset'
          ? { ...bundle, entry: [...(bundle.entry as object[]), ...(bundle.entry as object[])] }
          : bundle,
      )(record),
    ),
  ),
  historyMutant(
    'version-of-nobody',
    'A version of the Task says something that nobody in the run wrote',
    'owner-is-responsible',
    'task-at-placer',
    versions(TASK_HISTORY, ([first, ...rest]) =>
      first
        ? [
            first,
            { ...first, note: [{ text: 'by nobody' }], meta: { ...first.meta, versionId: 'other' } } as Resource,
            ...rest,
          ]
        : rest,
    ),
  ),
  historyMutant(
    'two-versions-one-id',
    'Two versions of the Task have one id',
    'version-increases',
    'task-at-fulfiller-polling',
    versions('final.history-fulfiller-Task-cbc-coordination', (all) => [
      ...all,
      { ...all.at(-1), description: 'Another' } as Resource,
    ]),
  ),
  historyMutant(
    'content-called-announcement',
    'A message that carries the order says that it only announces it',
    'one-exchange-an-order',
    'messaging',
    answers('ask.told-fulfiller', sentWith(/"coordination-content"/g, '"coordination-changed"')),
  ),
  historyMutant(
    'announcement-called-content',
    'A message that announces a change says that it carries all of it',
    'one-exchange-an-order',
    'messaging-rest-at-fulfiller',
    answers('accept.told-placer', sentWith(/"coordination-changed"/g, '"coordination-content"')),
  ),
  historyMutant(
    'mediator-mirrors-backwards',
    'The coordinator passes on that work was interrupted before it passes on that it began',
    'coordinator-mirrors',
    'task-at-placer',
    versions('final.history-placer-Task-physio-coordination', (all) => {
      const [begun, held] = ['in-progress', 'on-hold'].map((status) => all.findIndex((task) => task.status === status));
      return all.map((task, index) => {
        const other = index === begun ? all[held ?? -1] : index === held ? all[begun ?? -1] : undefined;
        return other && task.meta ? { ...other, meta: task.meta } : task;
      });
    }),
    'coordinator-mediates/mediated',
  ),
  historyMutant(
    'never-notified',
    'A party acts as if it had been told, and no notification ever came',
    'told-of-change',
    'task-at-placer',
    arrivals(() => []),
  ),
  historyMutant(
    'reference-leads-to-another',
    'A reference of the order is answered with another resource of the same type',
    'references-resolve',
    'task-at-fulfiller',
    answers(
      'look.read-2',
      withBody((condition) => ({ ...condition, id: 'another' })),
    ),
  ),
  serverMutant(
    'given-cut-short',
    'What was there before the story comes back without its code',
    'nothing-lost',
    'task-at-placer',
    {
      beforeStore: ({ code, ...resource }) =>
        (resource.resourceType === 'Condition'
          ? resource
          : { ...resource, ...(code === undefined ? {} : { code }) }) as Resource,
    },
  ),
  serverMutant(
    'versions-told-by-etag-alone',
    'Which version a Task is stands in the header of an answer, and not in the Task',
    'version-increases',
    'task-at-placer-polling',
    { afterResponse: (reply) => shownWith(reply, 'Task', ({ versionId: _untold, ...meta }) => meta) },
  ),
  serverMutant(
    'reads-untimed',
    'Who reads an order is not told when it was changed',
    'version-increases',
    'task-at-fulfiller',
    { afterResponse: (reply) => shownWith(reply, 'ServiceRequest', ({ lastUpdated: _untold, ...meta }) => meta) },
  ),
  actorMutant(
    'copy-of-order-annotated',
    'The lab writes a note into its own copy of the order',
    'request-author-only',
    'messaging',
    onAnother('analyse.write', 'ServiceRequest/cbc-order', { note: [{ text: 'Fasting' }] }),
  ),
  actorMutant(
    'one-of-a-group-rewritten',
    'The Placer changes the dose of one of three prescriptions that are being dispensed',
    'request-not-rewritten',
    'task-at-placer',
    onAnother('withdraw.write', 'MedicationRequest/omeprazole-order', { dosageInstruction: [{ text: 'Twice a day' }] }),
    'grouped-dispense',
  ),
  actorMutant(
    'reason-without-words',
    'The lab puts the Task on hold for a reason that is a code system and nothing in it',
    'status-reason-stated',
    'task-at-fulfiller',
    insteadOf('analyse.write', {
      status: 'on-hold',
      statusReason: { coding: [{ system: 'http://example.com/reasons' }] },
    }),
  ),
];

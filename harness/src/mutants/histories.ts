import type { Resource } from '../guide/resource.js';
import type { HistoryRecord, HttpRecord } from '../history/record.js';
import { answered, answers, arrivals, historyMutant, lost, withBody, without } from './alterations.js';
import type { Mutant } from './mutant.js';

/** Histories in which something was altered after an undamaged run: the judges must see it without any target. */
export const HISTORY_MUTANTS: readonly Mutant[] = [
  historyMutant(
    'location-missing',
    'The create of the Task was answered without Location',
    'create-answers-location',
    'task-at-fulfiller',
    answers('ask.write', without('location')),
  ),
  historyMutant(
    'create-200',
    'The create of the Task was answered with 200',
    'create-answers-location',
    'task-at-placer',
    answers('ask.write', (record) => answered(record, { status: 200 })),
  ),
  historyMutant(
    'stale-update-taken',
    'The stale update was answered with 200',
    'stale-update-refused',
    'task-at-placer',
    answers('outdated-desk.write', (record) => answered(record, { status: 200 })),
  ),
  historyMutant(
    'stale-update-400',
    'The stale update was refused as a bad request',
    'stale-update-refused',
    'task-at-fulfiller',
    answers('outdated-desk.write', (record) => answered(record, { status: 400 })),
  ),
  historyMutant(
    'refused-but-changed',
    'The stale update was refused, and yet there is a new version',
    'stale-update-refused',
    'task-at-placer',
    answers(
      'outdated-desk.write-changed-nothing',
      withBody((body) => ({ ...body, meta: { ...body.meta, versionId: '99' } })),
    ),
  ),
  historyMutant(
    'element-lost',
    'The Task came back without its requester',
    'nothing-lost',
    'task-at-placer',
    answers(
      'ask.told-fulfiller-sees',
      withBody(({ requester: _gone, ...body }) => body as Resource),
    ),
  ),
  historyMutant(
    'value-changed',
    'A result came back with another value',
    'nothing-lost',
    'task-at-placer',
    answers(
      'report.write-1',
      withBody((body) => ({ ...body, valueQuantity: { ...(body.valueQuantity as object), value: 0.1 } })),
    ),
  ),
  historyMutant(
    'notification-lost',
    'The notification of the new Task never came',
    'told-of-change',
    'task-at-placer',
    lost,
  ),
  historyMutant(
    'notification-to-both',
    'A notification reached the Placer too',
    'notification-to-subscriber-only',
    'task-at-placer',
    arrivals((record) => [record, { ...record, to: 'placer' }]),
  ),
  historyMutant(
    'notification-twice',
    'Each notification came twice',
    'notification-once',
    'task-at-fulfiller',
    arrivals((record) => [record, record]),
  ),
  historyMutant(
    'message-unanswered',
    'A message was answered with an empty 200',
    'message-acknowledged',
    'messaging',
    answers('accept.told-placer', ({ response: _gone, ...record }) => ({
      ...record,
      response: { status: 200, headers: {} },
    })),
  ),
  historyMutant(
    'message-failed-code',
    'A message was answered with fatal-error',
    'message-acknowledged',
    'messaging-rest-at-placer',
    answers(
      'ask.told-fulfiller',
      withBody(
        (body) => JSON.parse(JSON.stringify(body).replaceAll('"code":"ok"', '"code":"fatal-error"')) as Resource,
      ),
    ),
  ),
  historyMutant(
    'copy-lost-identifier',
    'The receiver’s copy has another identifier',
    'message-correlated',
    'messaging',
    answers(
      'accept.told-placer-sees',
      withBody((body) => ({ ...body, identifier: [{ system: 'urn:other', value: 'x' }] })),
    ),
  ),
  historyMutant(
    'report-gone',
    'The report could not be read',
    'references-resolve',
    'task-at-placer',
    answers('fetch.read-1', (record) => answered(record, { status: 404 })),
  ),
  historyMutant(
    'wrong-final-status',
    'The Fulfiller saw the order as still active in the end',
    'same-state-on-every-exchange',
    'task-at-placer',
    answers(
      'close.told-fulfiller-sees',
      withBody((body) => ({ ...body, status: 'active' })),
    ),
  ),
  historyMutant(
    'version-skips-states',
    'The kept versions go from requested to completed',
    'status-machine',
    'task-at-placer',
    answers(
      'final.history-placer-Task-cbc-coordination',
      withBody((body) => ({
        ...body,
        entry: (body.entry as { resource: Resource }[]).map(({ resource }) => ({
          resource: resource.status === 'completed' ? resource : { ...resource, status: 'requested' },
        })),
      })),
    ),
  ),
  historyMutant(
    'version-by-nobody',
    'A version of the order was written by nobody in the run',
    'request-author-only',
    'task-at-placer',
    answers(
      'final.history-placer-ServiceRequest-cbc-order',
      withBody((body) => ({
        ...body,
        entry: [
          { resource: { ...(body.entry as { resource: Resource }[])[0]?.resource, meta: { versionId: '77' } } },
          ...(body.entry as object[]),
        ],
      })),
    ),
  ),
  historyMutant(
    'same-version-twice',
    'Two updates were answered with the same version',
    'version-increases',
    'task-at-placer',
    (records) =>
      records.map((record) =>
        record.kind === 'http' && (record.step === 'collect.write' || record.step === 'analyse.write')
          ? answered(record, { headers: { ...record.response?.headers, etag: 'W/"5"' } })
          : record,
      ),
  ),
  historyMutant(
    'unreachable-order',
    'The lab could not read the order',
    'references-resolve',
    'task-at-fulfiller',
    answers('look.read-1', (record) => answered(record, { status: 403, body: { text: '' } })),
  ),
  historyMutant(
    'outdated-message-acknowledged',
    'A late bid was acknowledged as if it counted',
    'message-late-harmless',
    'messaging',
    answers(
      'late.told-placer',
      withBody((body) => JSON.parse(JSON.stringify(body).replaceAll('"fatal-error"', '"ok"')) as Resource),
    ),
    'bidding/late-bid',
  ),
  historyMutant(
    'refusal-unexplained',
    'A late bid was refused without a word why',
    'message-error-told',
    'messaging',
    answers(
      'late.told-placer',
      withBody((body) => ({ ...body, entry: (body.entry as object[]).slice(0, 1) })),
    ),
    'bidding/late-bid',
  ),
  historyMutant(
    'late-bid-seen',
    'The late bid was refused, and yet the Placer’s copy is another version',
    'message-late-harmless',
    'messaging',
    answers(
      'late.told-placer-changed-nothing',
      withBody((body) => ({ ...body, meta: { ...body.meta, versionId: '99' } })),
    ),
    'bidding/late-bid',
  ),
  historyMutant(
    'winner-not-shown',
    'After thirty-two claims the first who looks sees none',
    'stale-update-refused',
    'task-at-placer',
    answers(
      'rush.after-cedar-Task-home-visit-coordination',
      withBody(({ owner: _gone, ...body }) => ({ ...body, status: 'requested' }) as Resource),
    ),
    'claim/thirty-two-at-once',
  ),
  historyMutant(
    'other-winner',
    'The history shows that another lab won than the one whom the Task names in the end',
    'same-state-on-every-exchange',
    'task-at-placer',
    (records) => {
      const isClaim = (record: HistoryRecord): record is HttpRecord =>
        record.kind === 'http' && record.step.startsWith('rush.rush-') && record.request.method === 'PUT';
      const won = records.filter(isClaim).find((record) => record.response?.status === 200);
      const other = records.filter(isClaim).find((record) => record.by !== won?.by);
      return records.map((record) => {
        if (record === won) return answered(won, { status: 412, body: { text: '' } });
        return record === other ? answered(other, won?.response ?? {}) : record;
      });
    },
    'claim/thirty-two-at-once',
  ),
];

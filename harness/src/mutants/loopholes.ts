import type { HistoryRecord } from '../history/record.js';
import { answered, answers, historyMutant, versions, withBody, type Alter } from './alterations.js';
import { actorMutant, writtenBy } from './distortions.js';
import type { Mutant } from './mutant.js';

const OVERSTEPPED = 'overstep.told-fulfiller';
const TASK_HISTORY = 'final.history-placer-Task-cbc-coordination';

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
];

import type { Resource } from '../guide/resource.js';
import type { HistoryRecord } from '../history/record.js';
import { historyMutant, versions, type Alter } from './alterations.js';
import { actorMutant, insteadOf, setting } from './distortions.js';
import type { Mutant } from './mutant.js';

/** Changes one version of the Task at the Placer's system, wherever it shows; versions count from 1. */
function inVersion(version: number, change: (task: Resource) => Resource): Alter {
  return versions('final.history-placer-Task-cbc-coordination', (all) =>
    all.map((task) => (task.meta?.versionId === String(version) ? change(task) : task)),
  );
}

const wish = (party: string): object => ({
  url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer',
  extension: [{ url: 'reference', valueReference: { reference: party } }],
});
const partOf = (party: string): object => ({
  url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.performer',
  extension: [{ url: 'actor', valueReference: { reference: party } }],
});

const PRACTICE = { reference: 'Organization/general-practice' };
const local = { coding: [{ system: 'http://example.com/our-own', code: 'tube-in-transit' }] };

/** The first version of the Task that a run makes is told as of another status. */
const begunAs = (status: string): ((records: HistoryRecord[]) => HistoryRecord[]) =>
  inVersion(1, (task) => ({ ...task, status }));

/** What may go wrong in the life of a Task, each in one step of a run. */
export const LIFECYCLE_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'task-identifier-replaced',
    'The lab writes a number of its own in place of the Task’s identifier',
    'task-identifier-kept',
    'task-at-placer',
    setting('accept.write', { identifier: [{ system: 'http://example.com/lab', value: '7' }] }),
  ),
  historyMutant(
    'task-begun-accepted',
    'The Task was accepted from the beginning',
    'task-initial-status',
    'task-at-placer',
    begunAs('accepted'),
  ),
  actorMutant(
    'task-created-in-progress',
    'The Placer creates a Task that is in progress',
    'task-initial-status',
    'messaging',
    setting('ask.write', { status: 'in-progress' }),
  ),
  actorMutant(
    'task-without-requester',
    'The Placer’s Task does not say who asks',
    'task-requester-named',
    'task-at-fulfiller',
    setting('ask.write', { requester: null }),
  ),
  actorMutant(
    'task-requester-changed',
    'The lab makes itself the one who asks',
    'task-requester-named',
    'messaging-rest-at-placer',
    setting('collect.write', { requester: { reference: 'Organization/city-lab' } }),
  ),
  actorMutant(
    'task-code-changed',
    'The lab turns the Task into one that asks for something else',
    'task-focus-kept',
    'task-at-placer-polling',
    setting('accept.write', { code: { text: 'something else' } }),
  ),
  actorMutant(
    'task-for-another-patient',
    'The Task is for another than the patient of the order',
    'task-for-is-the-subject',
    'task-at-placer',
    setting('ask.write', { for: { reference: 'Patient/ben' } }),
  ),
  actorMutant(
    'task-authored-moved',
    'The lab sets the time of asking to that of its answer',
    'task-authored-kept',
    'task-at-fulfiller-polling',
    setting('accept.write', { authoredOn: '2026-03-04T09:00:00Z' }),
  ),
  actorMutant(
    'owner-removed',
    'The lab takes its name off the Task that it works on',
    'accepted-has-owner',
    'messaging-rest-at-fulfiller',
    setting('collect.write', { owner: null }),
  ),
  actorMutant(
    'owner-is-another',
    'The lab accepts and names the practice as the one who is responsible',
    'accepted-has-owner',
    'task-at-placer',
    setting('accept.write', { owner: PRACTICE }),
  ),
  actorMutant(
    'business-status-out-of-place',
    'The lab says that it has the specimen while it has only accepted',
    'business-status-consistent',
    'task-at-fulfiller',
    setting('collect.write', { status: 'accepted' }),
  ),
  historyMutant(
    'local-code-thrown-away',
    'The Placer’s Task had a business status of its own, which the lab’s acceptance no longer has',
    'unknown-codes-kept',
    'task-at-placer',
    inVersion(1, (task) => ({ ...task, businessStatus: local })),
  ),
  historyMutant(
    'wished-performer-works',
    'A lab that the Task only wishes for accepts it, and stays only wished for',
    'requested-performer-is-a-wish',
    'task-at-placer',
    (records) =>
      [1, 2].reduce(
        (altered, version) =>
          inVersion(version, (task) => {
            const { reference } = task.owner as { reference: string };
            return { ...task, owner: PRACTICE, extension: [wish(reference)] };
          })(altered),
        records,
      ),
  ),
  historyMutant(
    'participant-works',
    'A lab that is named as having taken part goes on as if it were the owner',
    'performer-looks-back',
    'task-at-placer',
    (records) =>
      [2, 3].reduce(
        (altered, version) =>
          inVersion(version, (task) => {
            const { reference } = task.owner as { reference: string };
            return { ...task, owner: PRACTICE, extension: [partOf(reference)] };
          })(altered),
        records,
      ),
  ),
  historyMutant(
    'preferred-performer-works',
    'The lab that the order prefers accepts a Task that was given to another',
    'request-performer-preferred',
    'task-at-placer',
    (records) =>
      [1, 2].reduce(
        (altered, version) => inVersion(version, (task) => ({ ...task, owner: PRACTICE }))(altered),
        records,
      ),
  ),
  actorMutant(
    'work-without-progress',
    'The lab completes the Task from accepted: that work went on was never told',
    'status-machine',
    'task-at-placer-polling',
    insteadOf('collect.write', {}),
  ),
];

import { historyMutant, versions } from './alterations.js';
import { actorMutant, leaving, setting } from './distortions.js';
import type { Resource } from '../guide/resource.js';
import type { Mutant } from './mutant.js';

/** Who asks for information, or answers, otherwise than the guide says. */
export const INFORMATION_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'waits-unseen',
    'The lab waits for information and shows it by no business status',
    'information-awaited-shown',
    'task-at-placer',
    setting('ask-reason.write', { businessStatus: null }),
    'information-requested/by-reason',
  ),
  actorMutant(
    'waits-accepted',
    'The lab accepts the Task and waits for information nonetheless',
    'information-awaited-shown',
    'task-at-fulfiller',
    setting('ask-reason.write', { status: 'accepted' }),
    'information-requested/by-reason',
  ),
  actorMutant(
    'question-unstated',
    'The lab waits and does not say for what',
    'information-needed-stated',
    'messaging',
    setting('ask-reason.write', { statusReason: null }),
    'information-requested/by-reason',
  ),
  actorMutant(
    'letter-not-linked',
    'The Task does not lead to the lab’s letter',
    'information-needed-stated',
    'task-at-fulfiller-polling',
    setting('ask-communication.write', { input: null }),
    'information-requested/by-communication',
  ),
  actorMutant(
    'questionnaire-missing',
    'The sub-task does not say which questions to answer',
    'information-by-sub-task',
    'messaging-rest-at-placer',
    setting('ask-by-sub-task.write', { input: null }),
    'information-requested/by-questionnaire',
  ),
  actorMutant(
    'handed-back-empty',
    'The Placer hands the Task back without what was asked for',
    'information-supplied',
    'task-at-placer-polling',
    setting('answer-by-input.write', { input: null }),
    'information-requested/by-reason',
  ),
  actorMutant(
    'order-not-extended',
    'The Placer hands the Task back and leaves the order as it was',
    'information-supplied',
    'messaging',
    setting('add-to-order.write', { supportingInfo: [{ reference: 'Observation/fatigue-score' }] }),
    'information-requested/by-communication',
  ),
  actorMutant(
    'still-awaiting',
    'The Placer answers and leaves the business status at awaiting-information',
    'information-returns-requested',
    'task-at-placer',
    leaving('answer-by-input.write', 'businessStatus'),
    'information-requested/by-reason',
  ),
  actorMutant(
    'not-handed-back',
    'The Placer answers and leaves the Task as received',
    'information-returns-requested',
    'messaging-rest-at-fulfiller',
    leaving('answer-by-input.write', 'status'),
    'information-requested/by-reason',
  ),
  actorMutant(
    'resumes-awaiting',
    'The lab goes on and still shows that it waits',
    'information-work-resumes',
    'task-at-fulfiller',
    leaving('resume.write', 'businessStatus'),
    'information-requested/after-start',
  ),
  actorMutant(
    'answers-kept-back',
    'The practice completes the sub-task without its answers',
    'answers-as-output',
    'messaging',
    setting('answer.write', { output: null }),
    'information-requested/by-questionnaire',
  ),
  actorMutant(
    'answers-no-input',
    'The answers that the work rests on are no input of the Task',
    'answers-as-input',
    'task-at-placer',
    setting('hand-back-with-answers.write', { input: null }),
    'information-requested/by-questionnaire',
  ),
  actorMutant(
    'input-overwritten',
    'The Placer puts its answer in the place of the lab’s specimen',
    'input-of-others-kept',
    'task-at-fulfiller',
    setting('answer-while-on-hold.write', {
      input: [
        {
          type: { coding: [{ code: 'additional-information' }] },
          valueReference: { reference: 'MedicationStatement/amy-iron' },
        },
      ],
    }),
    'information-requested/after-start',
  ),
  actorMutant(
    'no-answer-unsaid',
    'The Placer hands the Task back and does not say that it has no answer',
    'information-not-available',
    'messaging',
    setting('no-answer.write', { note: null }),
    'information-requested/not-available',
  ),
  historyMutant(
    'awaited-in-progress',
    'A version was in progress and waited for information',
    'information-awaited-shown',
    'task-at-placer',
    versions('final.history-placer-Task-cbc-coordination', (all) =>
      all.map((task) => (isWaiting(task) ? { ...task, status: 'in-progress' } : task)),
    ),
    'information-requested/by-reason',
  ),
  historyMutant(
    'awaited-without-reason',
    'A version waited for information, and nothing said for what',
    'information-needed-stated',
    'task-at-fulfiller',
    versions('final.history-fulfiller-Task-cbc-coordination', (all) =>
      all.map(({ statusReason: _gone, ...task }) => task as Resource),
    ),
    'information-requested/by-reason',
  ),
  historyMutant(
    'returned-awaiting',
    'A version went back to requested and still waited',
    'information-returns-requested',
    'task-at-placer',
    versions('final.history-placer-Task-cbc-coordination', (all) => {
      const businessStatus = all.find(isWaiting)?.businessStatus;
      return all.map((task) => (task.status === 'requested' && task.input ? { ...task, businessStatus } : task));
    }),
    'information-requested/by-reason',
  ),
  historyMutant(
    'resumed-by-half',
    'A version was on hold still and waited no more',
    'information-work-resumes',
    'messaging',
    versions('final.history-fulfiller-Task-cbc-coordination', (all) =>
      all.map((task, index) => (index === all.length - 1 ? { ...task, status: 'on-hold' } : task)),
    ),
    'information-requested/after-start',
  ),
  historyMutant(
    'answers-lost',
    'The sub-task was completed with nothing to show for it',
    'answers-as-output',
    'task-at-fulfiller',
    versions('final.history-fulfiller-Task-cbc-questions', (all) =>
      all.map(({ output: _gone, ...task }) => task as Resource),
    ),
    'information-requested/by-questionnaire',
  ),
  historyMutant(
    'specimen-taken-away',
    'The Placer’s update lost the lab’s specimen among the inputs',
    'input-of-others-kept',
    'task-at-placer',
    versions('final.history-placer-Task-cbc-coordination', (all) =>
      all.map((task) => {
        const input = (task.input ?? []) as unknown[];
        return input.length === 2 ? { ...task, input: input.slice(1) } : task;
      }),
    ),
    'information-requested/after-start',
  ),
];

function isWaiting(task: Resource): boolean {
  return JSON.stringify(task.businessStatus ?? '').includes('awaiting-information');
}

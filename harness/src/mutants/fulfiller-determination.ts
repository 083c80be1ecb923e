import type { Resource } from '../guide/resource.js';
import { historyMutant, versions } from './alterations.js';
import { actorMutant, inStep, setting, writtenBy } from './distortions.js';
import type { Mutant } from './mutant.js';

const MEDIATED = 'coordinator-mediates/mediated';
const TAKEN_OVER = 'coordinator-hands-off/new-owner';

/** Who fulfils is found otherwise than the guide says. */
export const FULFILLER_DETERMINATION_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'nobody-assigned',
    'The Placer asks the laboratory and does not name it as the owner',
    'assigned-owner',
    'task-at-placer',
    setting('ask.write', { owner: null }),
    'informed-party',
  ),
  actorMutant(
    'candidate-silent',
    'The candidate never answers',
    'candidate-answers',
    'task-at-fulfiller',
    inStep('accept.write', (step) => (step.kind === 'write' ? { ...step, set: {} } : step)),
    'informed-party',
  ),
  actorMutant(
    'work-without-acceptance',
    'The laboratory begins without having accepted',
    'accept-before-work',
    'task-at-placer',
    setting('accept.write', { status: 'received' }),
    'informed-party',
  ),
  actorMutant(
    'accepts-nothing-to-decide',
    'The laboratory accepts although by agreement there is nothing to decide',
    'no-decline-straight-to-work',
    'task-at-fulfiller',
    setting('receive.write', { status: 'accepted' }),
    'no-decline-agreement',
  ),
  historyMutant(
    'rejected-task-reused',
    'The Placer gave the rejected Task to the other laboratory',
    'declined-new-task',
    'task-at-placer',
    versions('final.history-placer-Task-cbc-coordination', (all) => {
      const last = all.at(-1);
      return last ? [...all, { ...last, meta: { ...last.meta, versionId: '99' }, status: 'requested' }] : all;
    }),
    'order-declined',
  ),
  historyMutant(
    'declined-owner-exchanged',
    'The rejected Task got another owner afterwards',
    'declined-new-task',
    'task-at-fulfiller',
    versions('final.history-fulfiller-Task-cbc-coordination', (all) => {
      const last = all.at(-1);
      const owner = { display: 'Eastside Laboratory' };
      return last ? [...all, { ...last, meta: { ...last.meta, versionId: '99' }, owner }] : all;
    }),
    'order-declined',
  ),
  actorMutant(
    'observer-takes-over',
    'Infection control begins the laboratory’s Task',
    'observer-changes-nothing',
    'task-at-placer',
    writtenBy('start.write', 'observer'),
    'informed-party',
  ),
  actorMutant(
    'observer-closes-the-order',
    'Infection control completes the order',
    'observer-changes-nothing',
    'task-at-fulfiller',
    writtenBy('close.write', 'observer'),
    'informed-party',
  ),
  actorMutant(
    'observer-sees-no-owner',
    'Infection control cannot see who is asked',
    'observer-sees-owner',
    'task-at-placer',
    setting('ask.write', { owner: null }),
    'informed-party',
  ),
  actorMutant(
    'mediator-apart',
    'The coordinator’s Task is part of nothing',
    'coordinator-part-of',
    'task-at-fulfiller',
    setting('ask-physio.write', { partOf: null }),
    MEDIATED,
  ),
  historyMutant(
    'mediator-apart-at-first',
    'The coordinator’s Task was part of nothing',
    'coordinator-part-of',
    'task-at-placer',
    versions('final.history-coordinator-Task-physio-mediated', (all) =>
      all.map(({ partOf: _gone, ...task }) => task as Resource),
    ),
    MEDIATED,
  ),
  actorMutant(
    'mediator-forgets-reason',
    'The coordinator passes on that work stands still, with another reason',
    'coordinator-mirrors',
    'task-at-placer',
    setting('mirror-interrupted.write', { statusReason: { text: 'On hold' } }),
    MEDIATED,
  ),
  actorMutant(
    'mediator-forgets-progress',
    'The coordinator does not pass on that Amy has come',
    'coordinator-mirrors',
    'task-at-fulfiller',
    setting('mirror-begun.write', { businessStatus: { text: 'under way' } }),
    MEDIATED,
  ),
  historyMutant(
    'mediator-skips-a-change',
    'One change of the coordinator’s Task never showed in the practice’s',
    'coordinator-mirrors',
    'task-at-placer',
    versions('final.history-placer-Task-physio-coordination', (all) =>
      all.map((task) => (task.status === 'on-hold' ? { ...task, status: 'in-progress' } : task)),
    ),
    MEDIATED,
  ),
  actorMutant(
    'hands-off-to-nobody',
    'The coordinator leaves and stays the owner',
    'coordinator-hands-off',
    'task-at-placer',
    setting('hand-over.write', { owner: { reference: 'Organization/referral-office' } }),
    TAKEN_OVER,
  ),
  actorMutant(
    'hands-off-and-stays',
    'The coordinator has left, and accepts the Task all the same',
    'coordinator-hands-off',
    'task-at-fulfiller',
    writtenBy('accept.write', 'coordinator'),
    TAKEN_OVER,
  ),
  actorMutant(
    'names-nobody',
    'The coordinator ends its part and does not say whom to ask',
    'coordinator-hands-off',
    'task-at-fulfiller',
    setting('name.write', { extension: null }),
    'coordinator-hands-off/placer-asks',
  ),
  actorMutant(
    'order-of-another-patient',
    'Amy’s order does not stand as hers, and her app cannot find it',
    'patient-finds-requests',
    'task-at-placer',
    setting('authorize.write', { subject: { reference: 'Patient/noah' } }),
    'patient-chooses/app-asks',
  ),
  actorMutant(
    'app-asks-for-itself',
    'The app asks in Amy’s name instead of the practice’s',
    'patient-choice-asks',
    'task-at-fulfiller',
    setting('ask-by-app.write', { requester: { reference: 'Patient/amy' } }),
    'patient-chooses/app-asks',
  ),
  actorMutant(
    'patient-not-owner',
    'The sub-task that asks Amy is owned by the radiology center',
    'patient-asked-by-task',
    'task-at-placer',
    setting('ask-patient.write', { owner: { reference: 'Organization/radiology-center' } }),
    'questionnaire-by-patient/answered',
  ),
  actorMutant(
    'patients-answers-lost',
    'What Amy answered is no input of the work',
    'answers-as-input',
    'task-at-fulfiller',
    setting('begin.write', { input: null }),
    'questionnaire-by-patient/answered',
  ),
];

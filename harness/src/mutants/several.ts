import type { Step } from '../plan/plan.js';
import { actorMutant, inStep, setting } from './distortions.js';
import type { Mutant } from './mutant.js';

/** The write of step `id` goes to another resource. */
function onAnother(id: string, key: string, set: Record<string, unknown>): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, key, set } : step));
}

/** Actors who break what holds of several Requests or several Tasks that belong together. */
export const SEVERAL_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'group-identifier-left-out',
    'One of two orders written together lacks their group identifier',
    'group-identifier-shared',
    'task-at-placer',
    setting('authorize.write-2', { requisition: null }),
    'independent-requests/one-late',
  ),
  actorMutant(
    'group-identifier-of-its-own',
    'Each of two orders written together has a group identifier of its own',
    'group-identifier-shared',
    'task-at-fulfiller',
    setting('authorize.write-2', { requisition: { system: 'https://general-practice.example/orders', value: 'X' } }),
    'independent-requests/one-late',
  ),
  actorMutant(
    'all-for-one',
    'The lab that cannot do one of two tests gives up the other as well',
    'group-identifier-no-dependence',
    'task-at-fulfiller',
    onAnother('decline-ferritin.write', 'Task/tsh-coordination', {
      status: 'failed',
      statusReason: { text: 'The device is broken' },
    }),
    'independent-requests/one-declined',
  ),
  actorMutant(
    'group-ends-together',
    'The Placer that cancels one of two tests revokes the other order instead',
    'group-identifier-no-dependence',
    'task-at-placer',
    onAnother('revoke-ferritin.write', 'ServiceRequest/tsh-order', { status: 'revoked' }),
    'independent-requests/one-cancelled',
  ),
  actorMutant(
    'sequence-not-stated',
    'The plan holds biopsy and examination, and says nothing of what comes first',
    'dependence-stated',
    'task-at-placer',
    setting('plan.write', {
      action: ['biopsy', 'histology'].map((id) => ({
        id,
        resource: { reference: `ServiceRequest/${id}-order` },
      })),
    }),
    'dependent-requests/taken',
  ),
  actorMutant(
    'begun-too-early',
    'The lab is in progress before there is a biopsy',
    'dependence-kept',
    'task-at-placer',
    setting('accept-histology.write', { status: 'in-progress' }),
    'dependent-requests/taken',
  ),
  actorMutant(
    'begun-without-the-first',
    'The clinic removes stitches of a biopsy that it never took',
    'dependence-kept',
    'task-at-fulfiller',
    setting('call-off-removal.write', { status: 'in-progress', statusReason: null }),
    'dependent-requests/not-taken',
  ),
  actorMutant(
    'two-fulfillers-one-task',
    'The lab’s Task is about the biopsy, which another Fulfiller is asked for',
    'group-several-fulfillers',
    'task-at-fulfiller',
    setting('ask-laboratory.write', { focus: { reference: 'ServiceRequest/biopsy-order', type: 'ServiceRequest' } }),
    'dependent-requests/taken',
  ),
  actorMutant(
    'whole-lags-behind',
    'The phlebotomist has been at work, and the lab’s Task still says that it is only accepted',
    'parent-tells-the-whole',
    'task-at-placer',
    setting('begun.write', { status: 'accepted' }),
    'lab-with-phlebotomist/collected',
  ),
  actorMutant(
    'whole-before-its-step',
    'The lab completes the whole while the collection of the blood is open',
    'parent-tells-the-whole',
    'task-at-fulfiller',
    setting('collected.write', { status: 'in-progress' }),
    'lab-with-phlebotomist/collected',
  ),
  actorMutant(
    'specimen-silently-put-aside',
    'The lab puts the Task on hold for a device while in truth the specimen is clotted',
    'specimen-rejected-shown',
    'messaging',
    setting('hold.write', { statusReason: { text: 'Later' } }),
    'specimen-rejected/recollected',
  ),
  actorMutant(
    'specimen-never-to-come',
    'The lab leaves the Task on hold for ever although no other specimen can be taken',
    'specimen-rejected-shown',
    'task-at-placer',
    setting('fail.write', { status: 'on-hold' }),
    'specimen-rejected/no-second',
  ),
  actorMutant(
    'reflex-as-an-order',
    'The lab’s further test claims to be ordered in its own right',
    'reflex-own-request',
    'task-at-fulfiller',
    setting('reflex-order.write', { intent: 'order' }),
    'reflex-test/reflex',
  ),
  actorMutant(
    'reflex-from-nowhere',
    'The reflex order does not say which order it serves',
    'reflex-own-request',
    'messaging',
    setting('reflex-order.write', { basedOn: null }),
    'reflex-test/reflex',
  ),
  actorMutant(
    'reflex-result-withheld',
    'The Task ends without the result of the reflex test',
    'reflex-same-task',
    'task-at-placer',
    setting('finish-both.write', {
      output: [
        { type: { text: 'result' }, valueReference: { reference: 'DiagnosticReport/tsh-reflex-report' } },
        { type: { text: 'own request' }, valueReference: { reference: 'ServiceRequest/free-t4-order' } },
      ],
    }),
    'reflex-test/reflex',
  ),
  actorMutant(
    'reflex-too-late',
    'The Task is completed before the reflex test is done',
    'reflex-same-task',
    'messaging',
    setting('partly.write', { status: 'completed' }),
    'reflex-test/reflex',
  ),
  actorMutant(
    'third-party-result-withheld',
    'The first Task does not lead to what the reference laboratory found',
    'third-party-outputs',
    'task-at-fulfiller',
    setting('finish.write', {
      output: [{ type: { text: 'result' }, valueReference: { reference: 'DiagnosticReport/ceruloplasmin-report' } }],
    }),
    'reference-lab/reported',
  ),
  actorMutant(
    'third-party-order-from-nowhere',
    'The lab’s own order does not say which order it serves',
    'third-party-own-order',
    'task-at-placer',
    setting('order-on.write', { basedOn: null }),
    'reference-lab/reported',
  ),
  actorMutant(
    'order-passed-on',
    'The lab asks the reference laboratory to fulfil the practice’s order, and writes none of its own',
    'third-party-own-order',
    'task-at-fulfiller',
    setting('ask-on.write', { focus: { reference: 'ServiceRequest/ceruloplasmin-order', type: 'ServiceRequest' } }),
    'reference-lab/reported',
  ),
  actorMutant(
    'responsibility-passed-on',
    'The lab makes the reference laboratory the owner of the first Task',
    'third-party-own-order',
    'task-at-placer',
    setting('refer.write', { owner: { reference: 'Organization/reference-laboratory' } }),
    'reference-lab/reported',
  ),
  actorMutant(
    'two-services-one-task',
    'The hospital asks the transport service for the oxygen too',
    'group-several-fulfillers',
    'task-at-fulfiller',
    setting('ask-transport.write', { focus: { reference: 'ServiceRequest/oxygen-order', type: 'ServiceRequest' } }),
    'discharge-placement/all-found',
  ),
];

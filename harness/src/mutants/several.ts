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
];

import { FURTHER_FOCUS } from '../plan/sides.js';
import { actorMutant, insteadOf, setting } from './distortions.js';
import type { Mutant } from './mutant.js';

const further = (key: string): object => ({ url: FURTHER_FOCUS, valueReference: { reference: key } });
const dispensed = (key: string): object => ({
  type: { coding: [{ code: 'dispense' }] },
  valueReference: { reference: key },
});
const IRON_ONLY = [dispensed('MedicationDispense/ferrous-sulfate-dispensed')];
const flow = 'grouped-dispense';

/** Parties who treat a group's Task otherwise than the guide says. */
export const GROUP_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'group-dependent',
    'One of a group is based on another',
    'group-task-independent',
    'task-at-placer',
    setting('prescribe.write-3', { basedOn: [{ reference: 'MedicationRequest/ferrous-sulfate-order' }] }),
    flow,
  ),
  actorMutant(
    'group-names-twice',
    'The Task names one of its Requests twice and another not at all',
    'group-focus-union',
    'task-at-fulfiller',
    setting('ask.write', {
      extension: [further('MedicationRequest/ibuprofen-order'), further('MedicationRequest/ibuprofen-order')],
    }),
    flow,
  ),
  actorMutant(
    'group-partly-accepted',
    'The pharmacy hands out the first and leaves the Task as accepted',
    'group-in-progress',
    'messaging',
    setting('partly.write', { status: 'accepted' }),
    flow,
  ),
  actorMutant(
    'group-not-partial',
    'The pharmacy does not show that part of it is done',
    'group-partial-status',
    'task-at-placer',
    setting('partly.write', { businessStatus: null }),
    flow,
  ),
  actorMutant(
    'group-completed-early',
    'The pharmacy completes the Task when one is handed out and another still wanted',
    'group-complete',
    'task-at-placer',
    setting('finish.write', { output: IRON_ONLY }),
    flow,
  ),
  actorMutant(
    'group-further-forgotten',
    'The pharmacy forgets what stands in the extension',
    'group-focus-read',
    'messaging',
    setting('finish.write', { output: IRON_ONLY }),
    flow,
  ),
  actorMutant(
    'group-output-of-nothing',
    'What was handed out does not say by which prescription',
    'group-output-by-request',
    'task-at-fulfiller',
    setting('hand-out-first.write', { authorizingPrescription: null }),
    flow,
  ),
  actorMutant(
    'group-item-taken-out',
    'The Placer withdraws one of a group before the pharmacy, at work, has agreed',
    'group-item-ended',
    'task-at-placer',
    insteadOf('agree.write', {}),
    flow,
  ),
  actorMutant(
    'group-item-left-open',
    'The Placer leaves one of a group open that was fulfilled',
    'group-item-completed',
    'messaging',
    insteadOf('close-last.write', {}),
    flow,
  ),
];

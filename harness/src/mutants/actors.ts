import type { Step, WriteStep } from '../plan/plan.js';
import type { Mutant } from './mutant.js';

/** Changes one step of the plan, as an actor would who does something else than the flow says. */
function inStep(id: string, change: (step: Step) => Step): (step: Step) => Step {
  return (step) => (step.id === id ? change(step) : step);
}

function setting(id: string, set: Record<string, unknown>): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, set: { ...step.set, ...set } } : step));
}

function insteadOf(id: string, set: WriteStep['set']): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, set } : step));
}

function writtenBy(id: string, by: string): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, by } : step));
}

function carrying(id: string, change: (keys: string[]) => string[]): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'inform' ? { ...step, bundle: change(step.bundle ?? []) } : step));
}

const mutant = (
  id: string,
  title: string,
  requirement: string,
  exchange: Mutant['exchange'],
  distort: (step: Step) => Step,
  flow?: string,
): Mutant => ({
  id: `actor.${id}`,
  title,
  requirement,
  exchange,
  how: { kind: 'actor', distort },
  ...(flow ? { flow } : {}),
});

/** Actors who break a rule, on a server that is in order and so lets them. */
export const ACTOR_MUTANTS: readonly Mutant[] = [
  mutant(
    'completed-then-in-progress',
    'The lab completes the Task and then starts it',
    'status-machine',
    'task-at-placer',
    setting('accept.write', { status: 'completed' }),
  ),
  mutant(
    'placer-completes-the-task',
    'The Placer completes the Task in place of the lab',
    'transition-by-permitted-actor',
    'task-at-placer',
    writtenBy('finish.write', 'placer'),
  ),
  mutant(
    'intent-changed',
    'The Placer turns its order into a plan',
    'intent-immutable',
    'task-at-placer',
    setting('close.write', { intent: 'plan' }),
  ),
  mutant(
    'fulfiller-closes-the-order',
    'The lab completes the Placer’s order itself',
    'request-author-only',
    'task-at-fulfiller',
    writtenBy('close.write', 'fulfiller'),
  ),
  mutant(
    'output-dangling',
    'The Task’s output refers to a report that does not exist',
    'references-resolve',
    'task-at-placer',
    setting('finish.write', {
      output: [{ type: { text: 'result' }, valueReference: { reference: 'DiagnosticReport/none' } }],
    }),
  ),
  mutant(
    'no-output',
    'The lab completes the Task without output',
    'outputs-on-coordination-task',
    'task-at-fulfiller',
    setting('finish.write', { output: null }),
  ),
  mutant(
    'failed-without-reason',
    'The lab gives up and does not say why',
    'status-reason-stated',
    'task-at-placer',
    setting('finish.write', { status: 'failed' }),
  ),
  mutant(
    'task-without-focus',
    'The Placer’s Task does not say which order it is about',
    'focus-is-the-request',
    'task-at-placer',
    setting('ask.write', { focus: null }),
  ),
  mutant(
    'task-without-owner',
    'The Placer’s Task does not say who is asked',
    'owner-is-responsible',
    'task-at-placer-polling',
    setting('ask.write', { owner: null }),
  ),
  mutant(
    'task-is-a-proposal',
    'The Placer’s Task is a proposal',
    'task-intent-order',
    'messaging',
    setting('ask.write', { intent: 'proposal' }),
  ),
  mutant(
    'task-invalid',
    'The Placer’s Task has a priority that FHIR does not know',
    'profile-conformance',
    'task-at-placer',
    setting('ask.write', { priority: 'whenever' }),
  ),
  mutant(
    'draft-order',
    'The Placer asks for an order that is still a draft',
    'request-is-authorization',
    'task-at-fulfiller',
    setting('authorize.write', { status: 'draft' }),
  ),
  mutant(
    'no-supporting-info',
    'The order does not refer to what led to it',
    'supporting-info-on-request',
    'task-at-placer',
    setting('authorize.write', { supportingInfo: null }),
  ),
  mutant(
    'order-left-open',
    'The Placer never completes its order',
    'placer-completes-request',
    'task-at-placer',
    insteadOf('close.write', {}),
  ),
  mutant(
    'status-not-told',
    'The lab works and leaves the Task as accepted',
    'status-tracks-fulfilment',
    'messaging-rest-at-fulfiller',
    setting('collect.write', { status: 'accepted' }),
  ),
  mutant(
    'no-business-status',
    'The lab does not say how far it is',
    'business-status-details',
    'task-at-fulfiller-polling',
    setting('collect.write', { businessStatus: null }),
  ),
  mutant(
    'other-end',
    'Over one exchange the lab ends with another business status',
    'same-state-on-every-exchange',
    'task-at-fulfiller-polling',
    setting('finish.write', { businessStatus: { coding: [{ code: 'other' }] } }),
  ),
  mutant(
    'message-incomplete',
    'The message lacks the order that its Task is about',
    'message-self-contained',
    'messaging',
    carrying('ask.told-fulfiller', (keys) => keys.filter((key) => !key.startsWith('ServiceRequest/'))),
  ),
  mutant(
    'message-about-the-order',
    'The message’s focus is the order',
    'message-focus-is-task',
    'messaging',
    carrying('ask.told-fulfiller', (keys) => [...keys].sort()),
  ),
  mutant(
    'copy-without-source',
    'The Placer’s copy does not say where it comes from',
    'output-copy-provenance',
    'task-at-placer',
    setting('copy.write-2', { entity: null }),
    'simple-lab-order/output-copied',
  ),
  mutant(
    'message-sets-back',
    'The request to cancel carries the Placer’s older copy of the Task that the lab has completed',
    'message-acknowledged',
    'messaging',
    carrying('cross.cross-request.told-fulfiller', (keys) => [...keys, 'Task/cbc-coordination']),
    'cancel-in-progress/crossed',
  ),
  mutant(
    'group-without-further-focus',
    'The Task of a group names the first of its Requests only',
    'focus-is-the-request',
    'task-at-placer',
    setting('ask.write', { extension: null }),
    'grouped-dispense',
  ),
  mutant(
    'message-about-another-task',
    'A withdrawn prescription is told of with itself as the focus',
    'message-focus-is-task',
    'messaging',
    carrying('withdraw.told-fulfiller', (keys) => [...keys].sort()),
    'grouped-dispense',
  ),
];

import type { InstanceKey } from '../guide/resource.js';
import type { Step, WriteStep } from '../plan/plan.js';
import type { Mutant } from './mutant.js';

/** Changes one step of the plan, as an actor would who does something else than the flow says. */
export function inStep(id: string, change: (step: Step) => Step): (step: Step) => Step {
  return (step) => (step.id === id ? change(step) : step);
}

/** The write of step `id` sets these elements besides (null removes one). */
export function setting(id: string, set: Record<string, unknown>): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, set: { ...step.set, ...set } } : step));
}

/** The write of step `id` sets these elements and nothing else. */
export function insteadOf(id: string, set: WriteStep['set']): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, set } : step));
}

/** The write of step `id` leaves an element as it is that it should set. */
export function leaving(id: string, element: string): (step: Step) => Step {
  return inStep(id, (step) => {
    if (step.kind !== 'write') return step;
    const { [element]: _left, ...set } = step.set;
    return { ...step, set };
  });
}

/** The write of step `id` goes to another resource, and sets these elements. */
export function onAnother(id: string, key: InstanceKey, set: WriteStep['set']): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, key, set } : step));
}

/** Another actor makes the write of step `id`. */
export function writtenBy(id: string, by: string): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'write' ? { ...step, by } : step));
}

/** The message of step `id` carries other resources; `change` gets their keys. */
export function carrying(id: string, change: (keys: string[]) => string[]): (step: Step) => Step {
  return inStep(id, (step) => (step.kind === 'inform' ? { ...step, bundle: change(step.bundle ?? []) } : step));
}

/** An actor that does otherwise than the flow says, in the run `flow@exchange`. */
export const actorMutant = (
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

import type { InstanceKey, Resource } from '../guide/resource.js';
import type { Step } from './plan.js';
import { referenceKey } from './sides.js';

/**
 * Whether a Task that an actor owned is another's in the end, and the actor has no other part in it: then it is no longer its business,
 * and after the change that took the Task away a server rightly shows it nothing further (the guide's page on security and privacy).
 * `task`: the Task as it was created. What a race decides is not known beforehand, and counts for nothing here.
 */
export function hasLeft(actor: { as: InstanceKey }, task: Resource, key: InstanceKey, steps: readonly Step[]): boolean {
  if (task.resourceType !== 'Task' || referenceKey(task.requester) === actor.as) return false;
  const written = steps.flatMap((step) => (step.kind === 'write' || step.kind === 'await' ? [step] : []));
  const changes = written.filter((step) => step.key === key && !('refused' in step && step.refused));
  const owners = [task.owner, ...changes.flatMap(({ set }) => set.owner ?? [])].flatMap(
    (one) => referenceKey(one) ?? [],
  );
  return owners.includes(actor.as) && owners.at(-1) !== actor.as;
}

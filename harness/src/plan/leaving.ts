import type { InstanceKey, Resource } from '../guide/resource.js';
import type { AwaitStep, Step, WriteStep } from './plan.js';
import { referenceKey } from './sides.js';

/**
 * Whether an actor has handed a Task over to another owner and has no other part in it: from then on the Task is no longer its business,
 * and a server rightly shows it nothing further (the guide's page on security and privacy). `task`: the Task as it was created.
 */
export function hasLeft(
  actor: { name: string; as: InstanceKey },
  task: Resource,
  key: InstanceKey,
  steps: readonly Step[],
): boolean {
  if (task.resourceType !== 'Task' || referenceKey(task.requester) === actor.as) return false;
  const handedOver = steps
    .flatMap(writesIn)
    .filter((write) => write.key === key && write.set.owner !== undefined)
    .at(-1);
  return handedOver?.by === actor.name && referenceKey(handedOver.set.owner) !== actor.as;
}

/** Writes that are to take effect. */
function writesIn(step: Step): (WriteStep | AwaitStep)[] {
  if (step.kind === 'race') return step.lanes;
  if (step.kind === 'await') return [step];
  return step.kind === 'write' && !step.refused ? [step] : [];
}

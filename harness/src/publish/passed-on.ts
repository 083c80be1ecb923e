import type { InstanceKey } from '../guide/resource.js';
import type { Plan, RaceStep, Step } from '../plan/plan.js';

/** What one party passes on to another in some step of these runs: sends, writes to another's system, or lets it read. */
export function passedOn(plans: readonly Plan[]): Set<InstanceKey> {
  return new Set(
    plans.flatMap((plan) =>
      plan.acts
        .flatMap(({ steps }) => steps)
        .flatMap((step) => (step.kind === 'race' ? step.lanes : [step]))
        .flatMap((step) => passedIn(step, plan)),
    ),
  );
}

function passedIn(step: Exclude<Step, RaceStep>, { instances }: Plan): InstanceKey[] {
  const others = (keys: readonly InstanceKey[]): InstanceKey[] =>
    keys.filter((key) => instances[key] !== undefined && instances[key].author !== step.by);
  switch (step.kind) {
    case 'write':
    case 'await':
      return step.by === step.at || ('refused' in step && step.refused !== undefined) ? [] : [step.key];
    case 'inform':
      return step.by === step.to ? [] : [step.key, ...(step.bundle ?? [])];
    case 'read':
    case 'history':
      return others([step.key]);
    case 'search':
      return others(step.finds);
    default:
      return [];
  }
}

import type { PlanActor, Step } from '../plan/plan.js';

/**
 * Keys of the requirements that stand behind a step by what it is, whatever its act verifies besides: what the finding of that step cites, and
 * what a trace can tell before anything is run.
 */
export function requirementsOfStep(step: Step, actors: readonly PlanActor[]): string[] {
  switch (step.kind) {
    case 'read':
      return step.why === 'act' ? ['references-resolve'] : [];
    case 'race':
      // Who comes second names a version that is no longer the newest.
      return step.lanes.every(({ op }) => op === 'update') ? ['stale-update-refused'] : [];
    case 'inform':
      if (step.refused)
        return [
          step.refused === 'rule' ? 'message-within-authority' : 'message-late-harmless',
          'message-error-told',
          'message-all-or-nothing',
        ];
      if (step.how === 'message') return ['message-acknowledged'];
      if (step.how === 'notification' && step.leaves) return ['notification-last'];
      // Of what is no Task nobody is owner or requester: it is looked up as itself.
      if (step.how !== 'poll' || !step.key.startsWith('Task/')) return ['told-of-change'];
      return [actors.find(({ name }) => name === step.to)?.is === 'placer' ? 'poll-by-requester' : 'poll-by-owner'];
    default:
      return [];
  }
}

import type { InstanceKey, Resource } from '../../guide/resource.js';
import { FINAL_STATUSES } from '../../guide/task-state-machine.js';
import { referenceKey } from '../../plan/sides.js';
import { firstSeenAs, isBefore } from '../moments.js';
import type { Law, Result } from '../result.js';
import type { RunView } from '../view.js';

export const parentTellsTheWhole: Law = {
  id: 'parent-tells-the-whole',
  title: 'The status of a Task tells how the whole stands, without its sub-tasks',
  requirements: ['parent-tells-the-whole'],
};

/** To ask for what is missing, or to look, is no part of the work: it may be over before anybody has decided to begin. */
const NO_WORK = ['collect-information', 'review'];

/** Judges each sub-task with its parent: a step that is done shows in the parent, and the parent ends after its steps. */
export function judgeParentTells(run: RunView): Result[] {
  return Object.keys(run.plan.instances).flatMap((step) =>
    parentsOf(step, run).flatMap((parent) => [...judgeBegun(step, parent, run), ...judgeEnded(step, parent, run)]),
  );
}

/** A parent cannot change in the same moment as its step; by the time the step is done it must have been in progress. */
function judgeBegun(step: InstanceKey, parent: InstanceKey, run: RunView): Result[] {
  const done = firstSeenAs(step, ['completed'], run);
  if (!done) return [];
  const begun = firstSeenAs(parent, ['in-progress', 'on-hold'], run);
  const good = begun !== undefined && isBefore(begun, done);
  return [
    {
      about: `${parent}.begun-with-${step.split('/')[1] ?? step}`,
      verdict: good ? 'pass' : 'fail',
      expected: `${parent} was in progress when its step ${step} was done`,
      seen: good ? 'so it was' : begun ? 'it came to be in progress only later' : 'it never was in progress',
      evidence: [done.n, ...(begun ? [begun.n] : [])],
    },
  ];
}

function judgeEnded(step: InstanceKey, parent: InstanceKey, run: RunView): Result[] {
  const whole = firstSeenAs(parent, ['completed'], run);
  const opened = firstSeenAs(step, ['requested', 'ready', 'accepted', 'in-progress'], run);
  // A step that came after the end, such as a correction, was none that the whole needed.
  if (!whole || !opened || isBefore(whole, opened)) return [];
  const ended = firstSeenAs(step, FINAL_STATUSES, run);
  const good = ended !== undefined && isBefore(ended, whole);
  return [
    {
      about: `${parent}.ended-after-${step.split('/')[1] ?? step}`,
      verdict: good ? 'pass' : 'fail',
      expected: `${parent} is completed only when its step ${step} is open no more`,
      seen: good ? 'so it is' : ended ? 'the step ended only later' : 'the step was left open',
      evidence: [whole.n, ...(ended ? [ended.n] : [])],
    },
  ];
}

/** Tasks that a step is part of; none when the step is no work on it. */
function parentsOf(step: InstanceKey, run: RunView): InstanceKey[] {
  const task = taskAt(step, run);
  if (!task || codesOf(task).some((code) => NO_WORK.includes(code))) return [];
  return ((task.partOf ?? []) as unknown[]).flatMap((reference) => {
    const parent = referenceKey(reference);
    return parent && taskAt(parent, run) ? [parent] : [];
  });
}

function taskAt(key: InstanceKey, run: RunView): Resource | undefined {
  const resource = run.plan.instances[key] ? run.guide.instance(key) : undefined;
  return resource?.resourceType === 'Task' ? resource : undefined;
}

function codesOf(task: Resource): string[] {
  const { coding = [] } = (task.code ?? {}) as { coding?: { code?: string }[] };
  return coding.flatMap(({ code }) => code ?? []);
}

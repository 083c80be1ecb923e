import type { InstanceKey, Resource } from '../../guide/resource.js';
import { transition } from '../../guide/task-state-machine.js';
import type { Plan } from '../../plan/plan.js';
import { referenceKey } from '../../plan/sides.js';
import { withSet } from '../../plan/state.js';
import type { Law, Result } from '../result.js';
import type { RunView } from '../view.js';
import { versionLists, writersOf, type VersionList } from '../versions.js';
import { rolesOf } from './task-transitions.js';

export const engineSameStatus: Law = {
  id: 'engine-same-status',
  title: 'An order that an engine drives shows the states that it would show without one',
  requirements: ['engine-same-status'],
};

export const engineForItsParty: Law = {
  id: 'engine-acts-for-its-party',
  title: 'An engine makes only those changes that its party may make',
  requirements: ['engine-acts-for-its-party'],
};

export const engineSubTasks: Law = {
  id: 'engine-sub-tasks',
  title: 'What an engine creates for a step is part of the Coordination Task',
  requirements: ['engine-sub-tasks'],
};

/** Status and business status of a Request or Task, in short. */
function stateOf(resource: Resource): string {
  const { coding = [] } = (resource.businessStatus ?? {}) as { coding?: { code?: string }[] };
  return [resource.status, coding[0]?.code].filter(Boolean).join(' ');
}

/**
 * The states that a Request or Task goes through when all goes as the flow says. Two flows about the same order, one with an engine and
 * one without, must give the same.
 */
export function plannedStates(key: InstanceKey, plan: Plan, instance: Resource): string[] {
  let now = instance;
  const states: string[] = [];
  for (const step of plan.acts.flatMap(({ steps }) => steps)) {
    if ((step.kind !== 'write' && step.kind !== 'await') || step.key !== key || ('refused' in step && step.refused))
      continue;
    now = withSet(now, step.set);
    states.push(stateOf(now));
  }
  return withoutRepeats(states);
}

function withoutRepeats(states: readonly string[]): string[] {
  return states.filter((state, index) => state !== states[index - 1]);
}

function engines(run: RunView): { name: string; party: string }[] {
  return run.plan.actors.flatMap(({ name, is, actsFor }) =>
    is === 'workflow-engine' && actsFor !== undefined ? [{ name, party: actsFor }] : [],
  );
}

/** Judges the Request and the Task that the parties share: a step of the engine's own is its own business. */
export function judgeEngineSameStatus(run: RunView): Result[] {
  const own = engines(run).map(({ name }) => name);
  if (own.length === 0 || run.externals.length > 0) return [];
  return versionLists(run)
    .filter(({ key }) => !own.includes(run.plan.instances[key]?.author ?? ''))
    .flatMap((list): Result[] => {
      const instance = run.guide.instance(list.key);
      if (!instance) return [];
      const wanted = plannedStates(list.key, run.plan, instance).join(' -> ');
      const got = withoutRepeats(list.versions.map(({ body }) => stateOf(body))).join(' -> ');
      return [
        {
          about: list.key,
          step: list.view.step.id,
          verdict: got === wanted ? 'pass' : 'fail',
          expected: `${list.key} goes through the states of an order without an engine: ${wanted}`,
          seen: got === wanted ? 'so it does' : `it went ${got}`,
          evidence: [list.n],
        },
      ];
    });
}

/** Judges each version that an engine wrote, of what it does not own itself. */
export function judgeEngineForItsParty(run: RunView): Result[] {
  return engines(run).flatMap(({ name, party }) =>
    versionLists(run).flatMap((list): Result[] => {
      const writers = writersOf(list, run);
      const written = list.versions.filter(({ versionId }) => writers.get(versionId) === name);
      if (written.length === 0) return [];
      const fault = list.versions
        .map((version, index) =>
          written.includes(version)
            ? faultOf(list.versions[index - 1]?.body, version.body, name, party, list, run)
            : undefined,
        )
        .find(Boolean);
      return [
        {
          about: list.key,
          step: list.view.step.id,
          verdict: fault ? 'fail' : 'pass',
          expected: `what ${name} changes of ${list.key} is what ${party} may change`,
          seen: fault ?? `${written.length} changes, all such`,
          evidence: [list.n],
        },
      ];
    }),
  );
}

function faultOf(
  before: Resource | undefined,
  after: Resource,
  engine: string,
  party: string,
  list: VersionList,
  run: RunView,
): string | undefined {
  const author = run.plan.instances[list.key]?.author;
  if (after.resourceType !== 'Task')
    return author === party || author === engine ? undefined : `it changed what ${author ?? 'another'} wrote`;
  if (!before || before.status === after.status) return undefined;
  const roles = rolesOf(engine, before, after, list, run);
  const allowed = transition(String(before.status), String(after.status))?.by ?? [];
  const move = `it moved it from ${String(before.status)} to ${String(after.status)}`;
  return allowed.some((mover) => roles.includes(mover)) ? undefined : move;
}

/** Judges every Task that an engine created, as anybody saw it last. */
export function judgeEngineSubTasks(run: RunView): Result[] {
  const names = engines(run).map(({ name }) => name);
  const created = Object.values(run.plan.instances).filter(
    ({ key, author, given }) => key.startsWith('Task/') && !given && names.includes(author),
  );
  return created.flatMap(({ key, author }): Result[] => {
    const sighting = run.lastSeen(author, key);
    if (!sighting) return [];
    const task = run.named(sighting.body, sighting.url);
    const parents = ((task.partOf ?? []) as unknown[]).flatMap((reference) => referenceKey(reference) ?? []);
    const good = parents.some((parent) => isCoordination(run.guide.instance(parent)));
    return [
      {
        about: key,
        step: sighting.record.step,
        verdict: good ? 'pass' : 'fail',
        expected: `${key}, which ${author} created, is part of a Coordination Task`,
        seen: parents.length ? `it is part of ${parents.join(', ')}` : 'it is part of nothing',
        evidence: [sighting.record.n],
      },
    ];
  });
}

function isCoordination(task: Resource | undefined): boolean {
  const { coding = [] } = (task?.code ?? {}) as { coding?: { code?: string }[] };
  return coding.some(({ code }) => code === 'fulfill');
}

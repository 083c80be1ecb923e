import type { InstanceKey, Resource } from '../../guide/resource.js';
import { focusReferences } from '../../plan/sides.js';
import type { Law, Result } from '../result.js';
import type { RunView, Sighting } from '../view.js';

export const focusIsTheRequest: Law = {
  id: 'focus-is-the-request',
  title: 'A Task points to what it is about by focus',
  requirements: ['focus-is-the-request'],
};

export const subTaskPartOf: Law = {
  id: 'sub-task-part-of',
  title: 'A sub-task points to its Task by partOf',
  requirements: ['sub-task-part-of'],
};

/** Judges the focus of every Task, of a group's Task all of them, as each actor saw it last. */
export function judgeFocus(run: RunView): Result[] {
  return eachTaskView(run, (key, actor, sighting, instance) => {
    const wanted = focusReferences(instance);
    if (wanted.length === 0) return [];
    const got = focusReferences(run.named(sighting.body, sighting.url));
    return [compare(key, actor, sighting, 'focus', wanted, got)];
  });
}

/** Judges partOf of every Task that has one, as each actor saw it last. */
export function judgePartOf(run: RunView): Result[] {
  return eachTaskView(run, (key, actor, sighting, instance) => {
    const wanted = referencesAt(instance, 'partOf');
    if (wanted.length === 0) return [];
    return [
      compare(key, actor, sighting, 'partOf', wanted, referencesAt(run.named(sighting.body, sighting.url), 'partOf')),
    ];
  });
}

function compare(
  key: InstanceKey,
  actor: string,
  sighting: Sighting,
  element: string,
  wanted: string[],
  got: string[],
): Result {
  const good = wanted.length === got.length && wanted.every((reference) => got.includes(reference));
  return {
    about: `${key}.${actor}`,
    step: sighting.record.step,
    verdict: good ? 'pass' : 'fail',
    expected: `${actor} sees ${key} with ${element} ${wanted.join(', ')}`,
    seen: got.length ? `${element} is ${got.join(', ')}` : `it has no ${element}`,
    evidence: [sighting.record.n],
  };
}

function eachTaskView(
  run: RunView,
  judge: (key: InstanceKey, actor: string, sighting: Sighting, instance: Resource) => Result[],
): Result[] {
  const keys = Object.keys(run.plan.instances).filter((key) => key.startsWith('Task/'));
  return keys.flatMap((key) =>
    run.plan.actors.flatMap(({ name }) => {
      const sighting = run.lastSeen(name, key);
      const instance = run.guide.instance(key);
      return sighting && instance ? judge(key, name, sighting, instance) : [];
    }),
  );
}

/** References in an element: one or several. */
function referencesAt(resource: Resource, element: string): string[] {
  const value = resource[element];
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]) as { reference?: string }[];
  return list.flatMap((one) => (one.reference ? [one.reference] : []));
}

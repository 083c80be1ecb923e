import type { Guide } from '../guide/guide.js';
import type { InstanceKey, Resource } from '../guide/resource.js';
import type { UpdateAct } from '../plan/scenario.js';
import { setBetween, withSet } from '../plan/state.js';
import type { PlainAct } from '../plan/story-path.js';
import { StoryClock } from './story-clock.js';

/** What one act makes of one resource. */
export interface StateChange {
  act: string;
  key: InstanceKey;
  created: boolean;
  /** Several try at once, and only some of them succeed: this is what each of those leaves. */
  contested: boolean;
  /** 1 for the first state of the resource in the story, 2 for the next ... */
  version: number;
  before?: Resource;
  after: Resource;
}

/**
 * Follows one way through a flow with the guide's instances alone, as nobody would see it go wrong. What is tried and must be
 * refused changes nothing; of a race the first lanes win, as many as may. A Task that says when it was last modified says so of every change,
 * as it does in a run.
 */
export function storyStates(acts: readonly PlainAct[], guide: Guide): StateChange[] {
  const states = new Map<InstanceKey, { version: number; resource: Resource }>();
  const changes: StateChange[] = [];
  const clock = new StoryClock();
  const put = (act: string, key: InstanceKey, after: Resource, created: boolean, contested: boolean): void => {
    const before = states.get(key);
    const version = (before?.version ?? 0) + 1;
    states.set(key, { version, resource: after });
    changes.push({ act, key, created, contested, version, ...(before ? { before: before.resource } : {}), after });
  };
  const current = (key: InstanceKey): Resource => states.get(key)?.resource ?? instanceOf(guide, key);
  const create = (key: InstanceKey): Resource => {
    const resource = instanceOf(guide, key);
    clock.saw(resource);
    return resource;
  };
  const update = (write: UpdateAct): Resource => {
    const before = current(write.key);
    return clock.stamped(before, withSet(before, changeOf(write, before, guide)));
  };
  for (const act of acts) {
    if (act.kind === 'wait') clock.reaches(act.until);
    for (const { id, write, contested } of writesOf(act)) {
      if (write.refused) continue;
      if (write.kind === 'create') write.keys.forEach((key) => put(id, key, create(key), true, contested));
      else put(id, write.key, update(write), false, contested);
    }
  }
  return changes;
}

type Write = Extract<PlainAct, { kind: 'create' | 'update' }>;

/** The writes of an act that take effect, under the act's id. */
function writesOf(act: PlainAct): { id: string; write: Write; contested: boolean }[] {
  if (act.kind === 'create' || act.kind === 'update') return [{ id: act.id, write: act, contested: false }];
  if (act.kind !== 'race') return [];
  const contested = act.winners < act.acts.length;
  return act.acts.slice(0, act.winners).map((write) => ({ id: act.id, write, contested }));
}

function changeOf(act: UpdateAct, before: Resource, guide: Guide): Record<string, unknown> {
  return { ...(act.becomes ? setBetween(before, instanceOf(guide, act.becomes)) : {}), ...act.set };
}

function instanceOf(guide: Guide, key: InstanceKey): Resource {
  const found = guide.instance(key);
  if (!found) throw new Error(`The guide has no ${key}: load the flow before it is published.`);
  return found;
}

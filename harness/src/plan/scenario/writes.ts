import type { InstanceKey } from '../../guide/resource.js';
import type { Act, CreateAct, UpdateAct } from '../scenario.js';

/** The writes that an act consists of, over all branches and lanes of races. */
export function writesOf(act: Act): (CreateAct | UpdateAct)[] {
  if (act.kind === 'fork') return act.branches.flatMap((branch) => branch.acts.flatMap(writesOf));
  if (act.kind === 'race') return act.acts;
  return act.kind === 'create' || act.kind === 'update' ? [act] : [];
}

/** Instances whose content a write sends. */
export function instancesOf(act: CreateAct | UpdateAct): InstanceKey[] {
  if (act.kind === 'create') return act.keys;
  return act.becomes ? [act.becomes] : [];
}

import type { InstanceKey } from '../guide/resource.js';
import type { Scenario } from './scenario.js';
import { referredKeys } from './references.js';
import type { PlainAct } from './story-path.js';
import { instancesOf, writesOf } from './scenario/writes.js';

/** Who holds, in a run, what lies at a server that nobody agreed on. No actor can have this name: theirs are in lower case. */
export const ELSEWHERE = 'Elsewhere';

/** What of a flow lies at a server that nobody agreed on, and is referred to on one way through it. */
export function elsewhereOn(acts: readonly PlainAct[], scenario: Scenario, look: Look): InstanceKey[] {
  const mentioned = new Set(
    acts
      .flatMap(writesOf)
      .flatMap((write) => [
        ...instancesOf(write).flatMap((key) => referredKeys(look(key))),
        ...(write.kind === 'update' ? referredKeys(write.set) : []),
      ]),
  );
  return scenario.elsewhere.filter((key) => mentioned.has(key));
}

type Look = (key: InstanceKey) => unknown;

import type { BusinessIdentifier, InstanceKey } from '../guide/resource.js';
import type { Plan } from '../plan/plan.js';
import type { Guide } from '../guide/guide.js';
import { identifiersIn } from '../plan/known-identifiers.js';
import { localize } from '../plan/localize.js';
import { standingFor } from '../plan/sides.js';
import type { Party } from '../targets/caller.js';
import type { Ledger } from './ledger.js';

/** What is known of a run where parties are concerned. */
interface World {
  plan: Plan;
  guide: Guide;
  ledger: Ledger;
  suffix: string;
  knownAs: ReadonlyMap<string, BusinessIdentifier>;
}

/**
 * Tells, each time it is asked, how resources refer to an actor by then, and to the party in whose name it acts. Where they are becomes known on
 * the way; their identifiers never change in a run.
 */
export function partyOf(actor: string, world: World): () => Party {
  const keys = standingFor(actor, world.plan.actors);
  let identifiers: Party['identifiers'] | undefined;
  return () => ({
    urls: keys.flatMap((key) => world.ledger.urlsOf(key)),
    identifiers: (identifiers ??= keys.flatMap((key) => identifiersOf(key, world))),
  });
}

/** Business identifiers of an instance as this run writes them. */
function identifiersOf(key: InstanceKey, { guide, suffix, knownAs }: World): Party['identifiers'] {
  const instance = guide.instance(key);
  if (!instance) return [];
  const local = localize(instance, { suffix, identifiers: knownAs, shiftMs: 0, locate: () => undefined });
  return identifiersIn(local).map((identifier) => ({ type: instance.resourceType, ...identifier }));
}

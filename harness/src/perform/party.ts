import type { Plan } from '../plan/plan.js';
import type { Guide } from '../guide/guide.js';
import type { InstanceKey } from '../guide/resource.js';
import type { Party } from '../targets/caller.js';
import type { Ledger } from './ledger.js';

/** What is known of a run where parties are concerned. */
interface World {
  plan: Plan;
  guide: Guide;
  ledger: Ledger;
  suffix: string;
}

/** How resources refer to an actor by now, and to the party in whose name it acts. */
export function partyOf(actor: string, { plan, guide, ledger, suffix }: World): Party {
  const own = plan.actors.find(({ name }) => name === actor);
  const party = own?.actsFor && plan.actors.find(({ name }) => name === own.actsFor);
  const keys = [own, party].flatMap((one) => (one ? [one.as] : []));
  return {
    urls: keys.flatMap((key) => ledger.urlsOf(key)),
    identifiers: keys.flatMap((key) => identifiersOf(key, guide, suffix)),
  };
}

/** Business identifiers of an instance as this run writes them. */
function identifiersOf(key: InstanceKey, guide: Guide, suffix: string): Party['identifiers'] {
  const instance = guide.instance(key);
  const list: unknown[] = Array.isArray(instance?.identifier) ? instance.identifier : [instance?.identifier];
  return list.flatMap((one) => {
    const { system, value } = (one ?? {}) as { system?: string; value?: string };
    const type = key.slice(0, key.indexOf('/'));
    return system !== undefined && value !== undefined ? [{ type, system, value: `${value}${suffix}` }] : [];
  });
}

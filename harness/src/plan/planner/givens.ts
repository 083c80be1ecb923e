import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { GivenStep, PlanAct } from '../plan.js';
import { closure, referredKeys } from '../references.js';
import type { PlainAct } from '../story-path.js';
import { createdKeys, type Story } from './story.js';

/** What each system holds before the story starts. */
export function planGiven(story: Story): PlanAct {
  const homes = givenHomes(story);
  const steps = story.scenario.actors.flatMap((actor): GivenStep[] => {
    const keys = [...homes].filter(([, at]) => at.includes(actor.name)).map(([key]) => key);
    if (keys.length === 0) return [];
    const title = `${story.titleOf(actor.name)} holds what was there before`;
    return [{ kind: 'given', id: `given.${actor.name}`, title, by: actor.name, at: actor.name, keys }];
  });
  return { id: 'given', kind: 'given', title: 'What is there before', verifies: [], steps, checks: [] };
}

/** Where each given instance lives, those that others refer to first. */
function givenHomes(story: Story): Map<InstanceKey, string[]> {
  const { scenario, guide, exchange } = story;
  const placed = new Placement(story);
  const hosts = scenario.actors.filter((actor) => actor.hosts).map((actor) => actor.name);
  for (const actor of scenario.actors)
    placed.place([actor.as], exchange.taskHome === 'each' ? hosts : [story.hostFor(actor.name)]);
  for (const { actor, keys } of scenario.given) placed.place(keys, [story.hostFor(actor)]);
  for (const { by, key } of story.path.acts.flatMap(writesOf)) {
    const unplaced = referredKeys(guide.instance(key) ?? {}).filter((referred) => !placed.homes.has(referred));
    placed.place(unplaced, [story.hostFor(by)]);
  }
  return placed.homes;
}

/** Puts instances in place, with all that they refer to. */
class Placement {
  readonly homes = new Map<InstanceKey, string[]>();
  /** What the story brings about, and what lies elsewhere. */
  private readonly absent: ReadonlySet<InstanceKey>;

  constructor(private readonly story: Story) {
    this.absent = new Set([...story.path.acts.flatMap(createdKeys), ...story.scenario.elsewhere]);
  }

  /** What lives somewhere already stays there; but where each party keeps copies, every party gets its own. */
  place(roots: readonly InstanceKey[], at: readonly string[]): void {
    const { guide, exchange, instances } = this.story;
    const lookUp = (key: InstanceKey): Resource | undefined => (this.absent.has(key) ? undefined : guide.instance(key));
    for (const key of closure(roots, lookUp)) {
      const known = this.homes.get(key);
      if (known && exchange.taskHome !== 'each') continue;
      const homes = [...new Set([...(known ?? []), ...this.homesFor(key, at)])];
      this.homes.set(key, homes);
      instances.set(key, { key, author: homes[0] ?? '', homes, given: true });
      for (const home of homes) this.story.put(key, home, [guide.instance(key) as Resource]);
    }
  }

  /** An actor's own instance lives with it, wherever it was mentioned first. */
  private homesFor(key: InstanceKey, at: readonly string[]): readonly string[] {
    const { scenario, exchange } = this.story;
    const owner = scenario.actors.find((actor) => actor.as === key);
    return exchange.taskHome === 'each' || !owner ? at : [this.story.hostFor(owner.name)];
  }
}

/** What an act writes, with the instances whose references must be at hand for that. */
function writesOf(act: PlainAct): { by: string; key: InstanceKey }[] {
  if (act.kind === 'race') return act.acts.flatMap(writesOf);
  if (act.kind === 'create') return act.keys.map((key) => ({ by: act.by, key }));
  if (act.kind === 'update' && act.becomes) return [{ by: act.by, key: act.becomes }];
  return [];
}

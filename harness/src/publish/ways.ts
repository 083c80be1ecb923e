import type { Guide } from '../guide/guide.js';
import { plansOf } from '../plan/build-plan.js';
import type { Plan } from '../plan/plan.js';
import type { Act, Scenario } from '../plan/scenario.js';
import { storyPaths, type PlainAct, type StoryPath } from '../plan/story-path.js';

/** One way through a flow, with its plan for each exchange. */
export interface Way {
  /** Branches taken, joined by `.`; absent on the way that takes none. */
  branch?: string;
  title?: string;
  acts: PlainAct[];
  /** Those of its acts that no earlier way has; all of them on the first way. */
  own: PlainAct[];
  plans: Plan[];
}

/** A flow as it is published. */
export interface PublishedFlow {
  scenario: Scenario;
  /** At least one; the first is the way that the page tells, the others are its branches. */
  ways: Way[];
}

/** Plans a flow over all its exchanges, and groups the plans by the way through it. */
export function publishedFlow(scenario: Scenario, guide: Guide): PublishedFlow {
  const plans = plansOf(scenario, guide);
  const shown = new Set<string>();
  const ways = fullestFirst(storyPaths(scenario)).map((path): Way => {
    const own = path.acts.filter(({ id }) => !shown.has(id));
    own.forEach(({ id }) => shown.add(id));
    return { ...path, own, plans: plans.filter(({ branch }) => branch === path.branch) };
  });
  return { scenario, ways };
}

/** A page begins with the first way over all of the flow's exchanges: one that is for some only is a side path, wherever the file has it. */
function fullestFirst(paths: readonly StoryPath[]): StoryPath[] {
  const main = paths.find(({ exchanges }) => exchanges === undefined) ?? paths[0];
  return main ? [main, ...paths.filter((path) => path !== main)] : [];
}

/** Every act of a flow that is carried out, over all branches, in the file's order. */
export function allActs(acts: readonly Act[]): PlainAct[] {
  return acts.flatMap((act) => (act.kind === 'fork' ? act.branches.flatMap((branch) => allActs(branch.acts)) : [act]));
}

/** Titles of a flow's actors by name: that of the ActorDefinition, with the name in the flow where that is another. */
export function actorTitles(scenario: Scenario, guide: Guide): Map<string, string> {
  return new Map(
    scenario.actors.map(({ name, is }) => {
      const title = guide.actors.get(is)?.title ?? is;
      return [name, name === is ? title : `${title} (${name})`];
    }),
  );
}

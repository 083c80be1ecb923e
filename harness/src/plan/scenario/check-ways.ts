import { exchanges } from '../../exchange/catalog.js';
import { planWay } from '../build-plan.js';
import { PlanError } from '../planner/story.js';
import type { Act, Branch, Scenario, SourcePosition } from '../scenario.js';
import { storyPaths, type StoryPath } from '../story-path.js';
import type { Context } from './context.js';

/**
 * Follows every way through the flow over every exchange that it names: what is on no way, and what an exchange lets nobody do, is found
 * here and not in a run.
 */
export function checkWays(scenario: Scenario, context: Context): void {
  const paths = storyPaths(scenario);
  checkReached(scenario, paths, context);
  const told = new Set<string>();
  for (const path of paths) {
    for (const exchange of exchanges.filter(({ id }) => exchangesOf(path, scenario).includes(id))) {
      const problem = whyImpossible(() => planWay(scenario, path, exchange, context.guide));
      if (!problem) continue;
      const at = problem.at ?? scenario.at;
      // The same act may stand on many ways, and be as impossible over one exchange as over another of its kind.
      const place = `${at.line}:${at.column}`;
      if (!told.has(place)) context.problems.add(at, `over ${exchange.id}, ${problem.message}`, problem.hint);
      told.add(place);
    }
  }
}

function whyImpossible(plan: () => unknown): PlanError | undefined {
  try {
    plan();
    return undefined;
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
}

function exchangesOf(path: StoryPath, scenario: Scenario): readonly string[] {
  return scenario.exchanges.filter((exchange) => path.exchanges?.includes(exchange) ?? true);
}

/** A branch is reached if some way through it has an exchange left; else no run ever takes it. */
function checkReached(scenario: Scenario, paths: readonly StoryPath[], context: Context): void {
  const reached = new Set(
    paths.filter((path) => exchangesOf(path, scenario).length > 0).flatMap(({ branch }) => branch?.split('.') ?? []),
  );
  const unreached = branchesIn(scenario.acts).filter(({ branch }) => !reached.has(branch.id));
  for (const { branch, within } of unreached) {
    // Which branches a way takes together shows at the innermost of them.
    if (unreached.some((other) => other.within.includes(branch))) continue;
    context.problems.add(
      branch.at as SourcePosition,
      `no run takes the branch "${branch.id}": ${whyNot(branch, within)}`,
      HINT,
    );
  }
}

const HINT = 'give it an exchange that is left on the way to it, or take it out';

function whyNot(branch: Branch, within: readonly Branch[]): string {
  const limits = [...within, branch].flatMap(({ id, exchanges: only }) =>
    only ? [`"${id}" is for ${only.join(', ')}`] : [],
  );
  return limits.length > 0 ? `${limits.join(', and ')}` : 'every way to it is for other exchanges than what follows it';
}

interface Nested {
  branch: Branch;
  /** The branches that it stands in, from the outside in. */
  within: Branch[];
}

function branchesIn(acts: readonly Act[], within: Branch[] = []): Nested[] {
  return acts.flatMap((act) =>
    act.kind === 'fork'
      ? act.branches.flatMap((branch) => [{ branch, within }, ...branchesIn(branch.acts, [...within, branch])])
      : [],
  );
}

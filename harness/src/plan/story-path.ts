import type { ExchangeId } from './plan.js';
import type { Act, ForkAct, Scenario } from './scenario.js';

/** An act that is carried out: everything but forks. */
export type PlainAct = Exclude<Act, ForkAct>;

/** One way through a flow. */
export interface StoryPath {
  /** Ids of the branches taken, joined by `.`; absent when none was. */
  branch?: string;
  /** Title of the last branch taken. */
  title?: string;
  /** The only exchanges that it runs over, when a branch on it is for some only. */
  exchanges?: readonly ExchangeId[];
  acts: PlainAct[];
}

/** All ways through a flow's forks: the one without optional branches first, then by branch, in the file's order. */
export function storyPaths(scenario: Pick<Scenario, 'acts'>): StoryPath[] {
  return walk(scenario.acts);
}

function walk(acts: readonly Act[]): StoryPath[] {
  const [first, ...rest] = acts;
  if (!first) return [{ acts: [] }];
  const after = walk(rest);
  const heads: StoryPath[] = first.kind === 'fork' ? forkPaths(first) : [{ acts: [first] }];
  return heads.flatMap((head) => after.map((tail) => join(head, tail)));
}

function forkPaths(fork: ForkAct): StoryPath[] {
  const taken = fork.branches.flatMap((branch) =>
    walk(branch.acts).map((path) =>
      join({ branch: branch.id, title: branch.title, ...overOnly(branch.exchanges), acts: [] }, path),
    ),
  );
  return fork.optional ? [{ acts: [] }, ...taken] : taken;
}

function join(head: StoryPath, tail: StoryPath): StoryPath {
  const branch = [head.branch, tail.branch].filter(Boolean).join('.');
  const title = tail.title ?? head.title;
  const only = [head.exchanges, tail.exchanges].filter((one) => one !== undefined);
  const exchanges = only.reduce<readonly ExchangeId[] | undefined>(
    (common, some) => common?.filter((exchange) => some.includes(exchange)) ?? some,
    undefined,
  );
  return {
    ...(branch ? { branch } : {}),
    ...(title ? { title } : {}),
    ...overOnly(exchanges),
    acts: [...head.acts, ...tail.acts],
  };
}

function overOnly(exchanges: readonly ExchangeId[] | undefined): Pick<StoryPath, 'exchanges'> {
  return exchanges ? { exchanges } : {};
}

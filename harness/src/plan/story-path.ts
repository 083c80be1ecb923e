import type { Act, ForkAct, Scenario } from './scenario.js';

/** An act that is carried out: everything but forks. */
export type PlainAct = Exclude<Act, ForkAct>;

/** One way through a flow. */
export interface StoryPath {
  /** Ids of the branches taken, joined by `.`; absent when none was. */
  branch?: string;
  /** Title of the last branch taken. */
  title?: string;
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
    walk(branch.acts).map((path) => join({ branch: branch.id, title: branch.title, acts: [] }, path)),
  );
  return fork.optional ? [{ acts: [] }, ...taken] : taken;
}

function join(head: StoryPath, tail: StoryPath): StoryPath {
  const branch = [head.branch, tail.branch].filter(Boolean).join('.');
  const title = tail.title ?? head.title;
  return { ...(branch ? { branch } : {}), ...(title ? { title } : {}), acts: [...head.acts, ...tail.acts] };
}

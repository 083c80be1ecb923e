import { describe, expect, it } from 'vitest';
import type { ExchangeId } from './plan.js';
import type { Act, ForkAct, ReadAct } from './scenario.js';
import { storyPaths } from './story-path.js';

const at = { file: 'f.yaml', line: 1, column: 1 };
const base = { title: '', verifies: [], tells: [], expect: [], at };
const read = (id: string): ReadAct => ({ ...base, id, kind: 'read', by: 'placer', keys: [] });
const fork = (optional: boolean, branches: Record<string, Act[]>): ForkAct => ({
  ...base,
  id: 'fork',
  kind: 'fork',
  optional,
  branches: Object.entries(branches).map(([id, acts]) => ({ id, title: id, acts, at })),
});
const told = (acts: Act[]): string[] =>
  storyPaths({ acts }).map((path) => `${path.branch ?? '-'}: ${path.acts.map((act) => act.id).join(' ')}`);

describe('storyPaths', () => {
  it('is one path without forks', () => {
    expect(told([read('a'), read('b')])).toEqual(['-: a b']);
  });
  it('goes on without any branch of an optional fork, and then through each', () => {
    expect(told([read('a'), fork(true, { x: [read('x1')] }), read('b')])).toEqual(['-: a b', 'x: a x1 b']);
  });
  it('must take a branch of a fork that is not optional', () => {
    expect(told([fork(false, { x: [read('x1')], y: [read('y1')] })])).toEqual(['x: x1', 'y: y1']);
  });
  it('joins the names of forks within and after each other', () => {
    const inner = fork(false, { in: [read('i')] });
    expect(told([fork(false, { x: [inner] }), fork(true, { z: [] })])).toEqual(['x.in: i', 'x.in.z: i']);
  });
  it('runs over the exchanges that all branches on it are for', () => {
    const some = (id: string, exchanges: ExchangeId[]): ForkAct => {
      const one = fork(true, { [id]: [read(id)] });
      return { ...one, branches: one.branches.map((branch) => ({ ...branch, exchanges })) };
    };
    const acts = [some('x', ['task-at-placer', 'messaging']), some('y', ['messaging'])];
    expect(storyPaths({ acts }).map(({ branch, exchanges }) => [branch, exchanges])).toEqual([
      [undefined, undefined],
      ['y', ['messaging']],
      ['x', ['task-at-placer', 'messaging']],
      ['x.y', ['messaging']],
    ]);
  });
});

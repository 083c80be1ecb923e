import { describe, expect, it } from 'vitest';
import type { Plan } from '../../plan/plan.js';
import { spreadOf } from './spread.js';

const plans = (count: number): Plan[] => Array.from({ length: count }, () => ({}) as Plan);

describe('spreadOf', () => {
  it('uses the processors for embedded servers', () => {
    expect(spreadOf(plans(200), true, undefined, 2)).toEqual({ jobs: 8, threads: 2 });
    expect(spreadOf(plans(200), true, undefined, 1)).toEqual({ jobs: 4, threads: 1 });
  });

  it('starts no thread for a few runs, and no more than there are jobs', () => {
    expect(spreadOf(plans(1), true, undefined, 8)).toEqual({ jobs: 4, threads: 1 });
    expect(spreadOf(plans(20), true, undefined, 8).threads).toBe(2);
    expect(spreadOf(plans(200), true, 1, 8)).toEqual({ jobs: 1, threads: 1 });
    expect(spreadOf(plans(200), true, 3, 8)).toEqual({ jobs: 3, threads: 3 });
  });

  it('stays in one thread where the work is somebody else’s', () => {
    expect(spreadOf(plans(200), false, undefined, 8)).toEqual({ jobs: 4, threads: 1 });
    expect(spreadOf(plans(200), false, 9, 8)).toEqual({ jobs: 9, threads: 1 });
  });
});

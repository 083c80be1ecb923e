import { describe, expect, it } from 'vitest';
import type { Guide, Requirement } from '../guide/guide.js';
import type { Plan } from '../plan/plan.js';
import { gapsOf } from './gaps.js';
import type { Mutant } from './mutant.js';

const requirement = (key: string, more: Partial<Requirement> = {}): [string, Requirement] => [
  key,
  { key, conformance: 'SHALL', actors: [], text: '', theme: 'x', ...more },
];
const guide = {
  requirements: new Map([
    requirement('by-a-law', { key: 'nothing-lost' }),
    requirement('by-an-act'),
    requirement('by-a-check'),
    requirement('by-none', { conformance: 'SHALL-NOT' }),
    requirement('broken'),
    requirement('advice', { conformance: 'SHOULD' }),
    requirement('untestable', { untestable: 'nobody can look inside' }),
  ]),
} as unknown as Guide;
const plan = {
  acts: [{ verifies: ['by-an-act', 'broken'], checks: [{ verifies: ['by-a-check'] }] }],
} as unknown as Plan;
const mutant = (broken: string): Mutant => ({ requirement: broken }) as Mutant;

describe('gapsOf', () => {
  it('tells what no check verifies from what no mutant breaks', () => {
    expect(gapsOf(guide, [plan], [mutant('broken')])).toEqual({
      testable: 5,
      unchecked: ['by-none'],
      unbroken: ['nothing-lost', 'by-an-act', 'by-a-check'],
    });
  });

  it('is content when all is broken once', () => {
    const all = ['nothing-lost', 'by-an-act', 'by-a-check', 'by-none', 'broken'].map(mutant);
    expect(gapsOf(guide, [], all)).toMatchObject({ unchecked: [], unbroken: [] });
  });
});

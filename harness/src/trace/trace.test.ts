import { describe, expect, it } from 'vitest';
import type { Requirement } from '../guide/guide.js';
import type { Plan, Step } from '../plan/plan.js';
import { traceText } from './trace-text.js';
import { traceRequirements, unverified } from './trace.js';

const requirement = (key: string, more: Partial<Requirement> = {}): Requirement => {
  return { key, conformance: 'SHALL', actors: ['placer'], text: `It SHALL be ${key}.`, theme: 'all', ...more };
};
const requirements = [
  requirement('by-law'),
  requirement('by-act'),
  requirement('by-check'),
  requirement('told-of-change'),
  requirement('by-none'),
  requirement('inside', { untestable: 'Nobody can look inside.' }),
  requirement('advice', { conformance: 'SHOULD' }),
];
const tell = { kind: 'inform', how: 'notification', id: 'ask.tell', to: 'fulfiller' } as Step;
const plan = (exchange: string, steps: Step[]): Plan =>
  ({
    flow: 'flow',
    exchange,
    actors: [],
    acts: [
      {
        id: 'ask',
        title: 'Asks',
        verifies: ['by-act'],
        steps,
        checks: [{ id: 'sees-1', that: 'x', verifies: ['by-check'] }],
      },
    ],
  }) as unknown as Plan;
const plans = [plan('task-at-placer', [tell]), plan('messaging', [tell])];
const laws = [{ id: 'whole', title: 'All of it', requirements: ['by-law'] }];
const traces = traceRequirements(requirements, plans, laws);

describe('traceRequirements', () => {
  it('finds laws, acts, expectations, and what a step verifies by being what it is', () => {
    const checks = traces.map(({ requirement: { key }, checks: all }) => [key, all.map(({ id }) => id)]);
    expect(checks).toEqual([
      ['by-law', ['law.whole']],
      ['by-act', ['flow#ask']],
      ['by-check', ['flow#ask.sees-1']],
      ['told-of-change', ['flow#ask']],
      ['by-none', []],
      ['inside', []],
      ['advice', []],
    ]);
    expect(traces[1]).toMatchObject({ flows: ['flow'], state: 'checked' });
    expect(traces[1]?.checks[0]?.exchanges).toEqual(['task-at-placer', 'messaging']);
  });

  it('says of an act without a step that it shows nothing', () => {
    const [, act] = traceRequirements(requirements, [plan('messaging', [])], laws);
    expect(act).toMatchObject({ checks: [], state: 'unchecked' });
  });

  it('tells what is owed a check from advice and from what cannot be tested', () => {
    expect(unverified(traces)).toEqual(['by-none']);
    expect(traces.map(({ state }) => state).slice(4)).toEqual(['unchecked', 'untestable', 'unchecked']);
  });
});

describe('traceText', () => {
  it('shows checks, flows and exchanges, and lists what nothing verifies', () => {
    const text = traceText(traces);
    expect(text).toContain('flow#ask.sees-1  [P M]');
    expect(text).toContain('law.whole (in every flow)');
    expect(text).toContain('cannot be tested: Nobody can look inside.');
    expect(text).toContain('SHALL, and nothing verifies it (1): by-none');
    expect(text).toContain('SHOULD or MAY, and nothing verifies it (1): advice');
    expect(text).not.toContain('in the report');
  });

  it('counts the verdicts of a report, and tells apart what was not exercised', () => {
    const text = traceText(traces, new Map([['by-act', ['pass', 'fail', 'pass']]]));
    expect(text).toContain('in the report: 2 passed, 1 failed');
    expect(text).toContain('in the report: not exercised');
    expect(text).toContain('In the report: 1 exercised, 1 of them failed');
  });
});

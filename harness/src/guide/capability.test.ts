import { expect, it } from 'vitest';
import { capabilityIn, demandsOn, lackingIn, onlyTypes } from './capability.js';
import { loadGuide } from './load-guide.js';

const guide = loadGuide();

it('reads what a server states, and takes anything for a statement', () => {
  const resource = [{ type: 'Task', interaction: [{ code: 'read' }], searchParam: [{ name: 'owner' }] }];
  const statement = {
    rest: [{ mode: 'server', resource, operation: [{ name: '$process-message' }] }, { mode: 'client' }],
  };
  const stated = {
    types: { Task: { interactions: ['read'], searchParams: ['owner'] } },
    operations: ['process-message'],
  };
  expect(capabilityIn(statement)).toEqual(stated);
  for (const odd of [
    null,
    7,
    { rest: 'x' },
    { rest: [null, { resource: [3, { type: 4 }], operation: [{ name: {} }] }] },
  ])
    expect(capabilityIn(odd)).toEqual({ types: {}, operations: [] });
});

it('knows what the guide demands of an actor in an exchange, and what of that is not stated', () => {
  const demands = demandsOn(guide, 'placer', 'task-at-placer');
  expect(demands?.types.Task?.searchParams).toContain('owner');
  expect(demands?.types.Task?.interactions).not.toContain('patch');
  expect(demandsOn(guide, 'placer', 'no-such-exchange')).toBeUndefined();
  const stated = structuredClone(demands)!;
  expect(lackingIn(stated, demands!)).toEqual([]);
  stated.types.Task!.searchParams = stated.types.Task!.searchParams.filter((name) => name !== 'owner');
  delete stated.types.Patient;
  expect(lackingIn(stated, demands!)).toEqual(['Task?owner', 'Patient read']);
});

it('keeps the types that are asked about', () => {
  const stated = demandsOn(guide, 'placer', 'task-at-placer')!;
  expect(Object.keys(onlyTypes(stated, new Set(['Task'])).types)).toEqual(['Task']);
});

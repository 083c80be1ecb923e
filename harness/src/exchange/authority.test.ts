import { describe, expect, it } from 'vitest';
import type { Resource } from '../guide/resource.js';
import { moversOf } from '../guide/task-parties.js';
import type { Mover } from '../guide/task-state-machine.js';
import { beyondAuthority } from './authority.js';

const task = (status: string, more: object = {}): Resource => ({ resourceType: 'Task', status, ...more });
const as = (...movers: Mover[]): ReadonlySet<Mover> => new Set(movers);

describe('beyondAuthority', () => {
  it.each<[string, string, Mover]>([
    ['requested', 'accepted', 'owner'],
    ['requested', 'completed', 'owner'],
    ['requested', 'cancelled', 'requester'],
    ['draft', 'cancelled', 'requester'],
    ['in-progress', 'in-progress', 'requester'],
  ])('lets %s become %s by the %s, also by several moves', (from, to, mover) => {
    expect(beyondAuthority(task(to), task(from), as(mover), false)).toBeUndefined();
  });

  it.each<[string, string, Mover]>([
    ['requested', 'accepted', 'requester'],
    ['in-progress', 'cancelled', 'requester'],
    ['received', 'requested', 'owner'],
    ['draft', 'accepted', 'owner'],
  ])('says why %s cannot become %s by the %s', (from, to, mover) => {
    const why = `the sender is this Task's ${mover}, who may not bring it from ${from} to ${to}`;
    expect(beyondAuthority(task(to), task(from), as(mover), false)).toBe(why);
  });

  it('lets nobody without a part change anything', () => {
    expect(beyondAuthority(task('requested'), task('requested'), as(), false)).toMatch(/no part/);
    // Where there is a system under test, that may be it: under a name of its own.
    expect(beyondAuthority(task('requested'), task('requested'), as(), true)).toBeUndefined();
  });
});

describe('moversOf', () => {
  const isLab = ({ reference }: { reference?: string }): boolean => reference === 'Organization/lab';
  const lab = { reference: 'Organization/lab' };
  const wished = {
    url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer',
    extension: [{ url: 'reference', valueReference: lab }],
  };

  it.each<[string, object, boolean, Mover[]]>([
    ['requester', { requester: lab }, false, ['requester']],
    ['owner', { owner: lab }, false, ['owner']],
    ['both', { requester: lab, owner: lab }, false, ['requester', 'owner']],
    ['candidate', { extension: [wished] }, false, ['owner']],
    ['candidate for what another owns', { extension: [wished], owner: { reference: 'Organization/x' } }, false, []],
    ['who may claim', {}, true, ['owner']],
    ['who may claim what another owns', { owner: { reference: 'Organization/x' } }, true, []],
    ['nobody', {}, false, []],
  ])('tells as what a party may move a Task: %s', (_what, more, mayClaim, movers) => {
    expect([...moversOf(task('requested', more), isLab, mayClaim)]).toEqual(movers);
  });
});

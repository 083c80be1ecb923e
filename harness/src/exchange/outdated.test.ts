import { describe, expect, it } from 'vitest';
import type { Resource } from '../guide/resource.js';
import { TASK_TRANSITIONS } from '../guide/task-state-machine.js';
import { outdatedBecause } from './outdated.js';

const task = (status: string, lastModified?: string): Resource => ({
  resourceType: 'Task',
  status,
  ...(lastModified ? { lastModified } : {}),
});

describe('what a receiver does with a message about a Task of which it has a copy', () => {
  it.each(TASK_TRANSITIONS.map(({ from, to }) => [from, to]))(
    'takes a move that is permitted: %s to %s',
    (from, to) => {
      expect(outdatedBecause(task(to), task(from))).toBeUndefined();
    },
  );

  it('takes what missed steps lie before', () => {
    expect(outdatedBecause(task('completed'), task('requested'))).toBeUndefined();
  });

  it.each([
    ['accepted', 'cancelled'],
    ['in-progress', 'completed'],
    ['requested', 'in-progress'],
  ])('refuses %s for a copy that is %s', (told, held) => {
    expect(outdatedBecause(task(told), task(held))).toBe(
      `the copy here is ${held}, from where no Task becomes ${told}`,
    );
  });

  it('refuses what was modified before its copy, although the status could move there', () => {
    const held = task('on-hold', '2026-03-02T10:00:00Z');
    expect(outdatedBecause(task('in-progress', '2026-03-02T09:59:59Z'), held)).toContain('modified at');
    expect(outdatedBecause(task('in-progress', '2026-03-02T11:00:01+01:00'), held)).toBeUndefined();
  });

  it('takes the same again, a Task that does not say when it was modified, and all that is no Task', () => {
    const held = task('accepted', '2026-03-02T10:00:00Z');
    expect(outdatedBecause(held, held)).toBeUndefined();
    expect(outdatedBecause(task('accepted'), held)).toBeUndefined();
    const order = { resourceType: 'ServiceRequest', status: 'active' };
    expect(outdatedBecause(order, { ...order, status: 'completed' })).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { Resource } from '../guide/resource.js';
import { StoryClock } from './story-clock.js';

const task = (lastModified?: string, status = 'requested'): Resource => ({
  resourceType: 'Task',
  status,
  ...(lastModified === undefined ? {} : { lastModified }),
});
const NINE = '2026-03-02T09:00:00Z';

describe('the clock of a story', () => {
  it('gives each change of a Task a minute where nothing else is said', () => {
    const clock = new StoryClock();
    const first = clock.stamped(task(NINE), task(NINE, 'accepted'));
    expect(first.lastModified).toBe('2026-03-02T09:01:00Z');
    expect(clock.stamped(first, first).lastModified).toBe('2026-03-02T09:02:00Z');
  });

  it('keeps the time that an example names, unless the Task is past it already', () => {
    expect(new StoryClock().stamped(task(NINE), task('2026-03-02T12:00:00+01:00')).lastModified).toBe(
      '2026-03-02T12:00:00+01:00',
    );
    expect(new StoryClock().stamped(task(NINE), task('2026-03-02T08:00:00Z')).lastModified).toBe(
      '2026-03-02T09:01:00Z',
    );
  });

  it('is moved on by what was done or waited for, and not by what is planned', () => {
    const clock = new StoryClock();
    clock.saw({ resourceType: 'Specimen', collection: { collectedDateTime: '2026-03-02T10:30:00Z' } });
    clock.saw({ resourceType: 'ServiceRequest', authoredOn: NINE, occurrenceDateTime: '2026-03-09T10:00:00Z' });
    expect(clock.stamped(task(NINE), task(NINE)).lastModified).toBe('2026-03-02T10:31:00Z');
    clock.reaches('2026-03-03T12:00:00Z');
    expect(clock.stamped(task(NINE), task(NINE)).lastModified).toBe('2026-03-03T12:01:00Z');
  });

  it('writes no time into a Task that says none, and none into anything else', () => {
    const clock = new StoryClock();
    expect(clock.stamped(task(), task(undefined, 'accepted'))).toEqual(task(undefined, 'accepted'));
    const order: Resource = { resourceType: 'ServiceRequest', authoredOn: NINE };
    expect(clock.stamped(order, order)).toEqual(order);
  });
});

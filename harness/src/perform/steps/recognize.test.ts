import { describe, expect, it } from 'vitest';
import type { Resource } from '../../guide/resource.js';
import { shows } from '../../plan/shows.js';
import { recognize, type Looked } from './recognize.js';

const code = (one: string): object => ({ coding: [{ code: one }] });
const task = (status: string, business?: string, more: object = {}): Resource => ({
  resourceType: 'Task',
  status,
  ...(business === undefined ? {} : { businessStatus: code(business) }),
  ...more,
});
const look = (set: Looked['set'], before: Resource, since: Resource[], later: Looked['later'] = []) =>
  recognize({ set, before, since, later, isAs: (version, wanted) => shows(version, wanted) });

describe('an act that changes the status', () => {
  const schedule = { status: 'accepted', businessStatus: code('visit-scheduled') };
  const asked = task('requested');

  it('is the version that is as expected, before one that only has the status', () => {
    const since = [task('received'), task('accepted'), task('accepted', 'visit-scheduled')];
    expect(look(schedule, asked, since)).toEqual({ kind: 'acted', version: since[2] });
  });

  it('is known by the status, whatever else its author made of it', () => {
    const since = [task('accepted', 'own'), task('in-progress', 'patient-arrived')];
    const found = look(schedule, asked, since, [{ status: 'in-progress', businessStatus: code('patient-arrived') }]);
    expect(found).toEqual({ kind: 'acted', version: since[0] });
    const reason = { status: 'rejected', statusReason: code('no-capacity') };
    const declined = task('rejected', undefined, { statusReason: code('service-not-offered') });
    expect(look(reason, asked, [declined])).toEqual({ kind: 'acted', version: declined });
    const output = { status: 'completed', output: [{ type: code('result') }] };
    expect(look(output, task('in-progress'), [task('completed')])?.kind).toBe('acted');
  });

  it('is not taken for a later one with the same status', () => {
    const own = task('in-progress', 'own');
    const arrive = { status: 'in-progress', businessStatus: code('patient-arrived') };
    const later = [{ status: 'on-hold' }, { status: 'in-progress', statusReason: null }];
    expect(look(arrive, task('accepted'), [own], later)).toEqual({ kind: 'acted', version: own });
  });

  it('cannot come any more once the Task is where it does not lead to it', () => {
    const why = 'moved it to rejected; expected accepted';
    expect(look(schedule, asked, [task('received'), task('rejected')])).toEqual({ kind: 'over', why });
    expect(look(schedule, asked, [task('received')])).toBeUndefined();
    expect(look(schedule, asked, [])).toBeUndefined();
  });

  it('was passed over when a later act was done without it', () => {
    expect(look(schedule, asked, [task('in-progress')], [{ status: 'in-progress' }])).toEqual({ kind: 'passed-over' });
  });
});

describe('an act that changes the business status', () => {
  const analyse = { businessStatus: code('analysis-started') };
  const drawn = task('in-progress', 'specimen-collected');

  it('is known by any other than before', () => {
    const own = task('in-progress', 'in-centrifuge');
    expect(look(analyse, drawn, [task('in-progress', 'specimen-collected', { note: [] }), own])).toEqual({
      kind: 'acted',
      version: own,
    });
    expect(look(analyse, drawn, [task('on-hold', 'specimen-collected')])).toBeUndefined();
  });

  it('is not the one of a later act', () => {
    const later = [{ businessStatus: code('images-acquired') }, { status: 'completed' }];
    expect(look(analyse, drawn, [task('in-progress', 'images-acquired')], later)?.kind).toBe('passed-over');
    expect(look(analyse, drawn, [task('completed', 'results-available')], later)?.kind).toBe('passed-over');
  });

  it('cannot come when the Task ended in another way', () => {
    const why = 'moved it to failed; expected businessStatus analysis-started';
    expect(look(analyse, drawn, [task('failed', 'specimen-collected')])).toEqual({ kind: 'over', why });
  });
});

it('what held before the wait began is no later act', () => {
  const paused = { status: 'on-hold', statusReason: code('patient-condition') };
  const later = [{ status: 'in-progress', statusReason: null }, { status: 'completed' }];
  const noted = task('in-progress', 'contrast-administered', { note: [{ text: 'well' }] });
  expect(look(paused, task('in-progress', 'contrast-administered'), [noted], later)).toBeUndefined();
});

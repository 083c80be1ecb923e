import { describe, expect, it } from 'vitest';
import type { Resource } from '../guide/resource.js';
import { shapeOf } from './known-valid.js';

const [ONE, TWO] = ['1fb0cb6e-afe5-4ac0-9a39-847345209f21', '95ff249d-2f0f-456e-bdf5-043bcf944ee4'];

/** A Task of a run, as it differs from run to run. */
function task(change: { id?: string; host?: string; tag?: string; from?: string; to?: string; code?: string } = {}) {
  const {
    id = ONE,
    host = 'http://127.0.0.1:4001',
    tag = '-0a1b2c3d',
    from = '2026-03-02',
    to = '2026-03-09',
  } = change;
  return {
    resourceType: 'Task',
    id,
    identifier: [{ system: 'https://lab.example/tasks', value: `T-1${tag}` }],
    focus: { reference: `${host}/fhir/ServiceRequest/${id}` },
    code: { coding: [{ system: 'http://snomed.info/sct', code: change.code ?? '27171005' }] },
    restriction: { period: { start: from, end: to } },
  };
}

const BASE = shapeOf(task(), '-0a1b2c3d');

describe('shapeOf', () => {
  it('is the same for the same resource of another run', () => {
    const other = task({
      id: TWO,
      host: 'http://127.0.0.1:5002',
      tag: '-99887766',
      from: '2027-01-30',
      to: '2027-02-06',
    });
    expect(shapeOf(other, '-99887766')).toBe(BASE);
  });

  it("is the same wherever a run is reached at the harness's endpoint, and no other path", () => {
    const at = (path: string): object => ({
      resourceType: 'Subscription',
      channel: { endpoint: `http://127.0.0.1:4001/${path}/placer/notify` },
    });
    const shape = shapeOf(at('0a1b2c3d77aa') as Resource, '-0a1b2c3d');
    expect(shapeOf(at('9988776655ff') as Resource, '-99887766')).toBe(shape);
    expect(shapeOf(at('0a1b2c3d77aa/x') as Resource, '-0a1b2c3d')).not.toBe(shape);
    expect(shapeOf(at('0a1b2c3d77 a') as Resource, '-0a1b2c3d')).not.toBe(shape);
  });

  it('differs where dates changed their order, their precision, or are none', () => {
    for (const dates of [
      { from: '2026-03-09', to: '2026-03-02' },
      { from: '2026-03-02', to: '2026-03-02' },
      { from: '2026-03-02', to: '2026-03-09T10:00:00Z' },
      { from: '2026-03-02', to: '2026-02-31' },
      { from: '2026-03-02', to: '2026-03' },
      { from: '2026-03-02', to: '9 March' },
    ])
      expect(shapeOf(task(dates), '-0a1b2c3d'), JSON.stringify(dates)).not.toBe(BASE);
  });

  it('differs in a code, in what refers to what, in the suffix of an identifier, and in the profiles asked for', () => {
    expect(shapeOf(task({ code: '27171006' }), '-0a1b2c3d')).not.toBe(BASE);
    expect(
      shapeOf({ ...task(), focus: { reference: `http://127.0.0.1:4001/fhir/ServiceRequest/${TWO}` } }, '-0a1b2c3d'),
    ).not.toBe(BASE);
    expect(shapeOf(task({ tag: '' }), '-0a1b2c3d')).not.toBe(BASE);
    expect(shapeOf(task(), '-0a1b2c3d', ['http://hl7.org/fhir/StructureDefinition/Task'])).not.toBe(BASE);
  });

  it('tells a moment of the day from another, and keeps digits of a second', () => {
    const at = (...stamps: string[]) => shapeOf({ resourceType: 'Bundle', stamps }, '');
    expect(at('2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z')).toBe(at('2027-05-02T01:00:00Z', '2027-05-02T01:00:01Z'));
    expect(at('2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z')).not.toBe(
      at('2026-03-02T11:00:00Z', '2026-03-02T10:00:00Z'),
    );
    expect(at('2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z')).not.toBe(
      at('2026-03-02T10:00:00Z', '2026-03-03T11:00:00Z'),
    );
    expect(at('2026-03-02T10:00:00Z')).not.toBe(at('2026-03-02T10:00:00.000Z'));
    expect(at('2026-03-02T25:00:00Z')).not.toBe(at('2026-03-02T10:00:00Z'));
  });
});

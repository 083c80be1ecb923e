import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../guide/guide.js';
import { loadGuide } from '../guide/load-guide.js';
import type { Resource } from '../guide/resource.js';
import { errorsIn, shapeOf } from './known-valid.js';
import type { RunView } from './view.js';

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
    const at = (...paths: string[]): Resource => ({
      resourceType: 'Subscription',
      channels: paths.map((path) => ({ endpoint: `http://127.0.0.1:4001/${path}/placer/notify` })),
    });
    const shape = shapeOf(at('0a1b2c3d77aa'), '-0a1b2c3d');
    expect(shapeOf(at('9988776655ff'), '-99887766')).toBe(shape);
    expect(shapeOf(at('0a1b2c3d77aa/x'), '-0a1b2c3d')).not.toBe(shape);
    expect(shapeOf(at('0a1b2c3d77 a'), '-0a1b2c3d')).not.toBe(shape);
    expect(shapeOf(at('0a1b2c3d77aa', '0a1b2c3d77aa'), '-0a1b2c3d')).not.toBe(
      shapeOf(at('0a1b2c3d77aa', '0a1b2c3d77ab'), '-0a1b2c3d'),
    );
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
    expect(shapeOf(task({ tag: '-r1' }), '-r1'), 'an identifier of another length').not.toBe(
      shapeOf(task({ tag: '-r22' }), '-r22'),
    );
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

describe('what looks like something valid', () => {
  const CORE = 'http://hl7.org/fhir/StructureDefinition';
  const own = loadGuide();
  beforeEach(() => void vi.stubEnv('TZ', 'Asia/Tokyo'));
  afterEach(() => void vi.unstubAllEnvs());

  /** Faults of each, as one run after the other shows them, by definitions that nothing was validated with before. */
  function faults(resources: readonly Resource[], suffix = '', more: Partial<Definitions> = {}): number[] {
    const definitions = { ...bound(own.definitions), ...more };
    const run = { guide: { ...own, definitions }, run: { suffix } } as unknown as RunView;
    return resources.map((resource) => errorsIn(resource, run).length);
  }

  /** Its functions as properties of their own, so that some can be replaced. */
  function bound(definitions: Definitions): Definitions {
    const { canonical } = definitions;
    return {
      ...(canonical === undefined ? {} : { canonical }),
      structure: (url) => definitions.structure(url),
      codeSystem: (url) => definitions.codeSystem(url),
      valueSet: (url) => definitions.valueSet(url),
      contains: (...asked) => definitions.contains(...asked),
      expand: (url) => definitions.expand(url),
      searchParameters: (type) => definitions.searchParameters(type),
      resourceTypes: () => definitions.resourceTypes(),
    };
  }

  const period = (start: string, end: string): Resource => ({
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    restriction: { period: { start, end } },
  });
  const patient = (more: object): Resource => ({ resourceType: 'Patient', ...more });
  const uuid = (n: number): string => `1fb0cb6e-afe5-4ac0-9a39-8473452${10_000 + n}`;
  const withId = (id: string): object => ({
    identifier: Array.from({ length: 10 }, (_, n) => ({ value: uuid(n) })),
    id,
  });

  it.each<[string, Resource, Resource]>([
    ['an end before its start, by the month alone', period('2026-01-09', '2026-02'), period('2026-03-09', '2026-02')],
    ['an end before its start, by the year alone', period('2025-01-09', '2026'), period('2027-03-09', '2026')],
    [
      'an end before its start in another zone',
      period('2026-03-09T10:00:00+01:00', '2026-03-09T10:00:00Z'),
      period('2026-03-09T10:00:00-05:00', '2026-03-09T10:00:00Z'),
    ],
    [
      'an end before its start, by this place’s calendar',
      period('2026-03-02T10:00:00Z', '2026-03-02'),
      period('2026-03-02T23:30:00Z', '2026-03-02'),
    ],
    ['a year that no calendar has', patient({ birthDate: '2026-01-09' }), patient({ birthDate: '0000-01-09' })],
    ['the name that a UUID gets', patient({ id: ONE }), patient({ id: '~0;' })],
    ['the name that a suffix gets', patient({ id: 'p-0a1b2c3d' }), patient({ id: 'p~run;' })],
    ['the name that a day gets', patient({ birthDate: '2026-01-09' }), patient({ birthDate: '~day0;' })],
    [
      'a tenth UUID and more',
      patient(withId(`${uuid(10)}${'x'.repeat(28)}`)),
      patient(withId(`${uuid(1)}0${'x'.repeat(28)}`)),
    ],
    [
      'a zone that there is not',
      patient({ deceasedDateTime: '2026-03-09T10:00:00+14:00' }),
      patient({ deceasedDateTime: '2026-03-09T10:00:00+15:00' }),
    ],
    [
      'nothing, for a number larger than JSON has in JavaScript',
      {
        resourceType: 'Basic',
        code: { text: 'x' },
        extension: [{ url: 'https://x.example/x', valueDecimal: Infinity }],
      },
      JSON.parse(
        '{"resourceType":"Basic","code":{"text":"x"},"extension":[{"url":"https://x.example/x","valueDecimal":null}]}',
      ) as Resource,
    ],
  ])('is not taken for it: %s', (_what, valid, faulty) => {
    expect(faults([valid, faulty], '-0a1b2c3d')).toEqual([0, expect.any(Number)]);
    expect(faults([valid, faulty], '-0a1b2c3d')[1]).toBeGreaterThan(0);
  });

  it('is not taken for it where a UUID is a code', () => {
    const contains: Definitions['contains'] = (_valueSet, _system, code) => code !== TWO;
    const allergy = (code: string): Resource => ({
      resourceType: 'AllergyIntolerance',
      clinicalStatus: { coding: [{ system: 'https://x.example/status', code }] },
      patient: { reference: 'Patient/p1' },
    });
    expect(faults([allergy(ONE), allergy(TWO)], '', { contains })).toEqual([0, 1]);
  });

  it('is not taken for it where a rule names a moment', () => {
    const structure: Definitions['structure'] = (url) => {
      const found = own.definitions.structure(url);
      if (!found || !`${found.url}`.endsWith('/Patient')) return found;
      const copy = structuredClone(found) as Resource & { snapshot: { element: { constraint?: object[] }[] } };
      const rule = { key: 'p', severity: 'error', human: 'born since 2026', expression: 'birthDate > @2026-01-01' };
      copy.snapshot.element[0]?.constraint?.push(rule);
      return copy;
    };
    const born = (birthDate: string): Resource => patient({ birthDate });
    expect(faults([born('2026-02-02'), born('2025-02-02')], '', { structure })).toEqual([0, 1]);
  });

  it('is not taken for it where a definition has the name of a server', () => {
    const url = (port: number): string => `http://localhost:${port}/StructureDefinition/male`;
    const structure: Definitions['structure'] = (name) => {
      if (name !== url(2)) return own.definitions.structure(name);
      const copy = structuredClone(own.definitions.structure(`${CORE}/Patient`)) as Resource & {
        snapshot: { element: { path: string; min: number }[] };
      };
      for (const element of copy.snapshot.element) if (element.path === 'Patient.gender') element.min = 1;
      return { ...copy, url: name };
    };
    const claiming = (port: number): Resource => patient({ meta: { profile: [url(port)] } });
    expect(faults([claiming(1), claiming(2)], '', { structure })).toEqual([0, 1]);
  });
});

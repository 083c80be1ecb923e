import { applyPatch } from 'rfc6902';
import { expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import type { Resource } from '../guide/resource.js';
import { errorsIn } from './known-valid.js';
import { BASES, FAULTS } from './validate/faults.js';
import { randomFrom } from './validate/random.fixture.js';
import { validate } from './validate/validate.js';
import type { RunView } from './view.js';

const SUFFIXES = ['-0a1b2c3d', '-27171005', ''];
const UUIDS = ['1fb0cb6e-afe5-4ac0-9a39-847345209f21', '95ff249d-2f0f-456e-bdf5-043bcf944ee4'];
/** Few of each kind, so that resources often come out alike but for one date. */
const DATES = [
  ...['2026-01-09', '2026-02-10', '2026-03-09', '2026-02', '2026', '0000-01-09', '2026-02-31', '2026-03-02'],
  ...['2026-01-09T10:00:00Z', '2026-03-01T23:30:00Z', '2026-03-02T10:00:00Z', '2026-03-09T10:00:00.000Z'],
  ...['2026-03-09T10:00:00.123Z', '2026-03-09T10:00:00.1236Z', '2026-03-09T10:00:00.1234Z', '2026-03-09T10:00:60Z'],
  ...['2026-01-09T10:00:00+01:00', '2026-03-09T10:00:00-05:00', '2026-03-09T10:00:00+15:00', '2026-03-09T24:00:00Z'],
];
/** Among them what a renamed text would look like, if a resource could bring it. */
const TEXTS = [
  ...[
    '',
    ' ',
    'x'.repeat(65),
    'x'.repeat(70_000),
    'a~b',
    '~0',
    '~0;',
    '~1;',
    '~run',
    '~run;',
    '~tag;',
    '~~0;',
    '~day0',
    '~day0;',
  ],
  ...['~day0~here0~moment0.0Z;', 'final', 'accepted', '27171005', '0a1b2c3d', `${UUIDS[0]}1`, `urn:uuid:${UUIDS[0]}`],
  ...['T-0a1b2c3d', 'T-27171005', '#p', 'Patient/p1', `Task/${UUIDS[0]}`, `ServiceRequest/${UUIDS[1]}`],
  ...[
    'http://127.0.0.1:4001/fhir/Task/1',
    'http://localhost:4002/fhir/ServiceRequest/1',
    'http://127.0.0.1:~0;/fhir/Task/1',
  ],
  ...UUIDS,
];
const OTHERS = [
  null,
  true,
  0,
  1,
  1.5,
  -1,
  2 ** 31,
  Infinity,
  -27171005,
  27171005,
  [],
  {},
  ['final'],
  { reference: 'Task/1' },
];

type Json = Record<string, unknown>;
/** A place in a resource: what holds it, and under which name. */
type Place = [holder: Json, name: string];

function places(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const name of Object.keys(value)) {
    found.push([value as Json, name]);
    places((value as Json)[name], found);
  }
  return found;
}

const valueAt = ([holder, name]: Place): unknown => holder[name];
const isDate = (value: unknown): boolean => typeof value === 'string' && /^\d{4}(-\d\d)+/.test(value);

type Random = (below: number) => number;
const anyOf = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

/** A copy with changes here and there; which, says `random`. */
function mutated(original: Resource, random: Random): Resource {
  const copy = structuredClone(original);
  if (random(2) === 0)
    for (const [holder, name] of places(copy)) if (isDate(holder[name])) holder[name] = anyOf(DATES, random);
  for (let left = random(3); left > 0; left--) change(copy, random);
  return copy;
}

function change(copy: Resource, random: Random): void {
  const all = places(copy);
  const [holder, name] = anyOf(all, random);
  const value = holder[name];
  const kind = random(10);
  if (kind === 0 && Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (kind === 0) delete holder[name];
  else if (kind === 1 && !Array.isArray(holder)) holder[`x${name}`] = value;
  else if (kind === 2) holder[name] = structuredClone(anyOf(OTHERS, random));
  else if (kind === 3) holder[name] = structuredClone(valueAt(anyOf(all, random)));
  else if (kind === 4 && Array.isArray(value)) value.reverse();
  else if (kind === 5 && Array.isArray(holder)) holder.push(structuredClone(value));
  else holder[name] = anyOf(kind < 8 ? TEXTS : DATES, random);
}

const guide = loadGuide();

/** Resources of all kinds that runs show, each with ids, hosts and suffixes of some run. */
function originals(): Resource[] {
  const examples = guide.keys().map((key) => guide.instance(key) as Resource);
  const types = new Set([
    'Task',
    'ServiceRequest',
    'Bundle',
    'Subscription',
    'Parameters',
    'Patient',
    'DiagnosticReport',
  ]);
  const faulty = FAULTS.map(({ base, edit }) => {
    const resource = structuredClone(BASES[base]) as Resource;
    applyPatch(resource, structuredClone(edit));
    return resource;
  });
  const small = examples.filter((each) => types.has(each.resourceType) && JSON.stringify(each).length < 4_000);
  return [...small, ...faulty, ...(Object.values(BASES) as Resource[])];
}

it('nothing is taken for valid by its shape that validation finds faulty', () => {
  const random = randomFrom(20_261_121);
  const from = originals();
  const runs = SUFFIXES.map((suffix) => ({ guide, run: { suffix } }) as unknown as RunView);
  const counts = { valid: 0, faulty: 0 };
  for (let round = 0; round < 6_000; round++) {
    const resource = mutated(anyOf(from, random), random);
    const errors = validate(resource, guide.definitions).filter(({ severity }) => severity === 'error');
    counts[errors.length === 0 ? 'valid' : 'faulty']++;
    expect(errorsIn(resource, anyOf(runs, random)), JSON.stringify(resource)).toEqual(errors);
  }
  expect(Math.min(counts.valid, counts.faulty)).toBeGreaterThan(1_000);
});

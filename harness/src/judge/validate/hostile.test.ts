import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import { BASES } from './faults.js';
import { randomFrom } from './random.fixture.js';
import { validate } from './validate.js';

const { definitions } = loadGuide();
const JUNK = [
  null,
  0,
  -1,
  '',
  'x',
  '#',
  'Patient/1',
  true,
  [],
  {},
  [null],
  [[]],
  [{}],
  { a: 1 },
  { resourceType: 'Task' },
];

/** Every place in a JSON value that can be replaced. */
function places(value: unknown, found: [Record<string, unknown>, string][] = []): [Record<string, unknown>, string][] {
  if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      found.push([value as Record<string, unknown>, key]);
      places((value as Record<string, unknown>)[key], found);
    }
  }
  return found;
}

describe('whatever a server may send', () => {
  it.each(Object.keys(BASES) as (keyof typeof BASES)[])('is judged, never a crash: %s with junk in it', (base) => {
    const random = randomFrom(20260302);
    for (let round = 0; round < 300; round++) {
      const resource = structuredClone(BASES[base]) as Resource;
      for (let edit = 0; edit <= random(3); edit++) {
        const all = places(resource);
        const [holder, key] = all[random(all.length)]!;
        holder[key] = structuredClone(JUNK[random(JUNK.length)]);
      }
      expect(() => validate(resource, definitions), JSON.stringify(resource)).not.toThrow();
    }
  });

  it('may be nested without end', () => {
    let extension: object = { url: 'urn:x', valueString: 'x' };
    for (let level = 0; level < 5_000; level++) extension = { url: 'urn:x', extension: [extension] };
    const issues = validate({ resourceType: 'Patient', extension: [extension] }, definitions);
    expect(issues.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'json-shape: nested more than 100 levels deep; what lies below was not checked',
    ]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { applyPatch } from 'rfc6902';
import { describe, expect, it } from 'vitest';
import { coreDefinitions } from '../../guide/core-definitions.js';
import { loadGuide } from '../../guide/load-guide.js';
import { projectRoot } from '../../guide/project-root.js';
import type { Resource } from '../../guide/resource.js';
import { BASES, FAULTS } from './faults.js';
import { evaluated, plainly } from './invariants.js';
import { shortcutOf, type Truth } from './shortcut.js';

describe('what is read from an expression', () => {
  it.each<[string, Record<string, unknown>, Truth]>([
    ['a.exists()', { a: 1 }, true],
    ['a.exists()', {}, false],
    ['a.empty()', {}, true],
    ['a.b.exists()', { a: [{}, { b: 1 }] }, true],
    ['a.hasValue()', { a: [1, 2] }, false],
    ['a.hasValue().not()', {}, true],
    ['a.exists().not() or b.exists()', { a: 1, b: 1 }, true],
    ["type = 'x'", { type: 'x' }, true],
    ["type != 'x'", { type: 'x' }, false],
    ["type = 'x'", {}, null],
    ["type = 'x' implies a.exists()", { type: 'y' }, true],
    ["type = 'x' implies a.exists()", { type: 'x' }, false],
    ["(type = 'x' or type = 'y') implies f()", { type: 'z' }, true],
    ["(type = 'x' or type = 'y') implies f()", { type: 'y' }, undefined],
    ["a.where(b = 'c').exists() implies f()", {}, true],
    ["a.where(b = 'c').exists() implies f()", { a: [{ b: 'd' }] }, true],
    ["a.where(b = 'c').exists() implies f()", { a: [{ b: 'd' }, { b: 'c' }] }, undefined],
    ["a.where(b = 'c').exists() implies f()", { a: 1 }, undefined],
    ["a.where(b = 'c' and c.endsWith('x')).exists()", { a: { b: 'c', c: 'yx' } }, true],
    ['a.where(f()).exists()', { a: [{}] }, undefined],
    ['a.all(b.exists())', { a: [{ b: 1 }, {}] }, false],
    ["a.all(b = 'c')", { a: [{ b: 'c' }, {}] }, undefined],
    ['(a | b).all(c.exists())', { a: { c: 1 }, b: { c: 1 } }, true],
    ['(a | b).all(c.exists())', { b: {} }, false],
    ["a.contains('b').not()", { a: 'abc' }, false],
    ["a.startsWith('b')", {}, null],
    ["a.startsWith('b')", { a: ['b', 'b'] }, undefined],
    ['a <= b', { a: '2026-01-01T10:00:00Z', b: '2026-01-01T10:00:00+01:00' }, false],
    ['a <= b', { a: '2026-01-01T10:00:00Z', b: '2026-01-01T10:00:00.000Z' }, true],
    ['a <= b', { a: '2026-01-01', b: '2026-01-02' }, undefined],
    ['a > b', { a: '2026-01-01T10:00:00Z' }, undefined],
    ['a.exists().not().not()', {}, undefined],
    ['a.where(b).empty()', {}, true],
    ['a.all(b)', {}, true],
    ['a.exists() xor b.exists()', { a: 1 }, true],
    ['a.exists() xor b.exists()', { a: 1, b: 1 }, false],
    ['a.exists() and f()', {}, false],
    ['a.exists() or f()', { a: 1 }, true],
    ["a = ' or ' or b.exists()", { a: ' or ' }, true],
    ['value.exists()', { valueString: 'x' }, true],
    ['value.exists()', { valueSet: 'x' }, undefined],
    ['status.exists()', { statusReason: {} }, undefined],
    ['a.exists()', { _a: {} }, undefined],
    ['a.b.exists()', { a: { b: 1, _b: {} } }, undefined],
    ['a.exists() implies b.exists() implies c.exists()', {}, undefined],
    ['Task.status.exists()', {}, undefined],
    ['%resource.a.exists()', {}, undefined],
    ['$this.exists()', {}, undefined],
    ['a.count().exists()', {}, undefined],
    ['a > 1', {}, undefined],
    ['a.exists() = b.exists()', {}, undefined],
  ])('%s on %j is %s', (expression, object, truth) => {
    expect(shortcutOf(expression)(object)).toBe(truth);
  });
});

/** Every invariant at the root of a structure, by type. */
function invariantsOf(types: Iterable<string>): Map<string, Set<string>> {
  const guide = loadGuide();
  const profiles = guide
    .keys()
    .filter((key) => key.startsWith('StructureDefinition/'))
    .map((key) => guide.instance(key));
  const found = new Map<string, Set<string>>();
  for (const definition of [...[...types].map((type) => coreDefinitions().structure(coreUrl(type))), ...profiles]) {
    const { element } = (definition?.snapshot ?? { element: [] }) as {
      element: { constraint?: { expression?: string }[] }[];
    };
    const expressions = found.get(`${definition?.type}`) ?? new Set();
    for (const { expression } of element[0]?.constraint ?? []) if (expression) expressions.add(expression);
    found.set(`${definition?.type}`, expressions);
  }
  return found;
}

function coreUrl(type: string): string {
  return `http://hl7.org/fhir/StructureDefinition/${type}`;
}

/** A resource, and copies of it that each lack one property. */
function* variants(resource: Resource): Generator<Resource> {
  yield resource;
  for (const key of Object.keys(resource)) {
    if (key === 'resourceType') continue;
    const copy = { ...resource };
    delete copy[key];
    yield copy;
  }
}

/** HL7's small examples of these types, and our own faulty resources. */
function* resourcesOf(types: readonly string[]): Generator<Resource> {
  const folder = path.join(projectRoot(), 'node_modules', 'hl7.fhir.r4.examples');
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json') || !types.some((type) => file.startsWith(`${type}-`))) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    if (text.length < 8_000) yield JSON.parse(text) as Resource;
  }
  for (const { base, edit } of FAULTS) {
    const resource = structuredClone(BASES[base]) as Resource;
    applyPatch(resource, structuredClone(edit));
    yield resource;
  }
}

describe('shortcuts', () => {
  it('never contradict FHIRPath, on resources with and without each of their elements', () => {
    const types = ['Task', 'ServiceRequest', 'MedicationRequest', 'Patient', 'Bundle', 'Organization', 'Condition'];
    const invariants = invariantsOf(types);
    const answers = { true: 0, false: 0, null: 0 };
    for (const original of resourcesOf(types)) {
      for (const resource of variants(original)) {
        for (const expression of invariants.get(resource.resourceType) ?? []) {
          const plain = plainly(expression, resource);
          if (plain === undefined) continue;
          answers[`${plain}`]++;
          const asked = evaluated(expression, { value: resource, base: undefined, resource, rootResource: resource });
          expect(plain ?? undefined, `${JSON.stringify(resource)}: ${expression}`).toBe(asked);
        }
      }
    }
    expect(answers.true).toBeGreaterThan(10_000);
    expect(answers.false).toBeGreaterThan(100);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coreDefinitions } from '../../guide/core-definitions.js';
import { loadGuide } from '../../guide/load-guide.js';
import { projectRoot } from '../../guide/project-root.js';
import type { Resource } from '../../guide/resource.js';
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
    ["a.where(b = 'c').exists() implies f()", { a: 1 }, undefined],
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

describe('shortcuts', () => {
  it("never contradict FHIRPath, on HL7's examples with and without each of their elements", () => {
    const folder = path.join(projectRoot(), 'node_modules', 'hl7.fhir.r4.examples');
    const types = [
      'Task',
      'ServiceRequest',
      'MedicationRequest',
      'Patient',
      'Bundle',
      'Organization',
      'Condition',
      'Parameters',
    ];
    const invariants = invariantsOf(types);
    let answers = 0;
    for (const file of readdirSync(folder)) {
      const type = types.find((each) => file.startsWith(`${each}-`));
      const text = type && file.endsWith('.json') ? readFileSync(path.join(folder, file), 'utf8') : '';
      if (!type || text.length === 0 || text.length > 8_000) continue;
      for (const resource of variants(JSON.parse(text) as Resource)) {
        for (const expression of invariants.get(type) ?? []) {
          const plain = plainly(expression, resource);
          if (plain === undefined) continue;
          answers++;
          const asked = evaluated(expression, { value: resource, base: undefined, resource, rootResource: resource });
          expect(plain ?? undefined, `${file}: ${expression}`).toBe(asked);
        }
      }
    }
    expect(answers).toBeGreaterThan(5_000);
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Compiled } from './content.js';
import { checkDisplays, codingsIn, displayFault } from './displays.js';
import { listFiles } from './files.js';
import { findGuideRoot, guidePaths } from './paths.js';

const folder = path.join(guidePaths(findGuideRoot()).generated, 'resources');
const resources = listFiles(folder).map(
  (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Compiled,
);

test('every code of LOINC, SNOMED CT, RxNorm and SOC has a display that was looked up', () => {
  expect(resources.flatMap((resource) => codingsIn(resource)).length).toBeGreaterThan(30);
  expect(checkDisplays(resources, ({ resourceType, id }) => `${resourceType}/${id}`)).toEqual([]);
});

test('a code without a display, one with another, and one that nobody looked up are told with their place', () => {
  const system = 'http://loinc.org';
  const include = [{ system, concept: [{ code: '8867-4', display: 'Pulse' }] }];
  const faulty = {
    resourceType: 'Observation',
    id: 'x',
    a: [{ coding: [{ system, code: '718-7' }] }],
    compose: { include },
    b: { system, code: '1-8' },
  };
  expect(codingsIn(faulty).map(displayFault)).toEqual([
    'http://loinc.org#718-7 has no display: give it "Hemoglobin [Mass/volume] in Blood".',
    'http://loinc.org#8867-4 has the display "Pulse": it is "Heart rate".',
    expect.stringMatching(/^http:\/\/loinc\.org#1-8 is not in scripts\/guide\/displays\.yaml/),
  ]);
  expect(checkDisplays([faulty], (_resource, word) => `x.fsh:7 ${word}`)[0]).toMatch(/^x\.fsh:7 #718-7: http/);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { listFiles } from './files.js';
import { findGuideRoot, guidePaths } from './paths.js';

const folder = path.join(guidePaths(findGuideRoot()).generated, 'resources');
const known = parse(readFileSync(new URL('displays.yaml', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;

interface Coding {
  system: string;
  code: string;
  display?: string;
}

/** The codings within a resource, and the codes that a value set takes, of systems that the list is about. */
function codingsIn(node: unknown): Coding[] {
  if (Array.isArray(node)) return node.flatMap(codingsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { system, code, display, concept } = node as Partial<Coding> & { concept?: Coding[] };
  const nested = Object.values(node).flatMap(codingsIn);
  if (system === undefined || known[system] === undefined) return nested;
  const own = code === undefined ? (concept ?? []) : [{ code, display }];
  return [...own.map((each) => ({ ...each, system }) as Coding), ...nested];
}

/** What is wrong with a coding, or undefined. */
function faultOf({ system, code, display }: Coding): string | undefined {
  const right = known[system]?.[code];
  if (right === undefined) return 'not in displays.yaml: look it up where its system is published, and write it there';
  if (display === undefined) return `has no display: give it "${right}"`;
  return display === right ? undefined : `is "${right}"`;
}

const codings = listFiles(folder).flatMap((file) => {
  const resource: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  return codingsIn(resource).map((coding) => ({ file, ...coding }));
});

test('every code of LOINC, SNOMED CT, RxNorm and SOC has a display that was looked up', () => {
  expect(codings.length).toBeGreaterThan(30);
  const faults = codings.map((coding) => ({ ...coding, fault: faultOf(coding) }));
  expect(faults.filter(({ fault }) => fault !== undefined)).toEqual([]);
});

test('a code without a display, one with another, and one that nobody looked up are noticed', () => {
  const system = 'http://loinc.org';
  const include = [{ system, concept: [{ code: '8867-4', display: 'Pulse' }] }];
  const found = codingsIn({
    a: [{ coding: [{ system, code: '718-7' }] }],
    compose: { include },
    b: { system, code: '1-8' },
  });
  expect(found.map(faultOf)).toEqual([
    'has no display: give it "Hemoglobin [Mass/volume] in Blood"',
    'is "Heart rate"',
    expect.stringMatching(/^not in displays\.yaml/),
  ]);
});

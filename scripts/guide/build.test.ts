import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assembleFhirCache } from '../fhir-cache.js';
import { buildGuide } from './build.js';
import { hashFolder } from './files.js';
import { findGuideRoot, guidePaths, type GuidePaths } from './paths.js';

const config = `id: test.guide
canonical: http://example.org/guide
name: TestGuide
title: Test
status: draft
version: 0.1.0
fhirVersion: 4.0.1
copyrightYear: 2026+
releaseLabel: ci-build
publisher: { name: Test }
pages:
  index.md: { title: Home }
  flow-flow.md: { title: The flow }
menu: { Home: index.html }
dependencies:
  hl7.terminology.r4: 7.0.1
  hl7.fhir.uv.extensions.r4: 5.3.0-ballot-tc1
`;
const terms = `CodeSystem: Steps
Id: steps
Title: "Steps"
Description: "Steps."
* ^caseSensitive = true
* ^experimental = false
* #taken "Taken" "Somebody has it."
`;
const rules = `Instance: rules
InstanceOf: Requirements
Title: "Rules"
Description: "Rules."
Usage: #definition
* name = "Rules"
* status = #draft
* statement.key = "first-rule"
* statement.conformance = #SHALL
* statement.requirement = "A party SHALL do it."
`;
const task = `Instance: visit
InstanceOf: Task
Title: "Visit"
Description: "A Task."
Usage: #example
* identifier.system = "https://a.example/tasks"
* identifier.value = "1"
* status = #requested
* intent = #order
* businessStatus = Steps#taken
`;

let paths: GuidePaths;

/** Writes a file of the guide, by its path below the root. */
function write(file: string, text: string): void {
  const full = path.join(paths.root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
}

beforeAll(async () => {
  const real = guidePaths(findGuideRoot());
  assembleFhirCache(real.modules, real.cache);
  const root = mkdtempSync(path.join(os.tmpdir(), 'guide-build-'));
  paths = { ...guidePaths(root), cache: real.cache, modules: real.modules, ignoredWarnings: real.ignoredWarnings };
  write('sushi-config.yaml', config);
  write('input/pagecontent/index.md', 'Steps:\n\n{% include codes-steps.md %}\n');
  write('input/fsh/steps.fsh', terms);
  write('input/fsh/rules.fsh', rules);
  write('input/fsh/visit.fsh', task);
  write('scenarios/flow.yaml', 'acts:\n  - verifies: [first-rule]\n');
  expect(await buildGuide(paths)).toMatchObject({ built: true, faults: [] });
});
afterAll(() => rmSync(paths.root, { recursive: true, force: true }));

/** Plants one faulty file in a sound guide, builds, and puts the guide right again. */
async function buildWith(file: string, text: string | undefined): Promise<string[]> {
  const full = path.join(paths.root, file);
  const before = readFileSync(full, 'utf8');
  const generated = hashFolder(paths.generated);
  if (text === undefined) rmSync(full);
  else writeFileSync(full, text);
  const { built, faults } = await buildGuide(paths);
  expect(built).toBe(false);
  expect(hashFolder(paths.generated)).toEqual(generated);
  writeFileSync(full, before);
  return faults;
}

test('a sound guide is built once, with the tables that its pages show', async () => {
  expect(await buildGuide(paths)).toMatchObject({ built: true, summary: expect.stringContaining('up to date') });
  const table = readFileSync(path.join(paths.input, 'includes', 'codes-steps.md'), 'utf8');
  expect(table).toContain('| `taken` | Somebody has it. |');
});

const stops: [string, string, string | undefined, RegExp[]][] = [
  [
    'broken FSH',
    'input/fsh/visit.fsh',
    `${task}* description "A visit"\n`,
    [/^input\/fsh\/visit\.fsh:11 error: .*\n {2}The FSH cannot/s],
  ],
  [
    'a code that the code system of the guide lacks',
    'input/fsh/visit.fsh',
    task.replace('#taken', '#takn'),
    [/^input\/fsh\/visit\.fsh:10 error: .*takn.*\n {2}Use a code that it has/s],
  ],
  [
    "a code that HL7's code system lacks, or a profile does not allow",
    'input/fsh/visit.fsh',
    `${task.replace('#requested', '#asked')}* code = http://hl7.org/fhir/CodeSystem/task-code#fulfil\n`,
    [
      /^input\/fsh\/visit\.fsh:11: Task\/visit: .*#fulfil; the nearest is fulfill: use a code that it has/,
      /^input\/fsh\/visit\.fsh:1: Task\/visit: Task\.status: /,
    ],
  ],
  ['a missing page', 'input/pagecontent/index.md', undefined, [/^sushi-config\.yaml:12: the page index\.md is listed/]],
  [
    'an unknown requirement key',
    'scenarios/flow.yaml',
    'acts:\n  - verifies: [first-rul]\n',
    [/^scenarios\/flow\.yaml:2: cites the requirement first-rul, .* the nearest is first-rule/],
  ],
];
test.each(stops)('%s stops the build, and fsh-generated stays as it was', async (_name, file, text, faults) => {
  expect(await buildWith(file, text)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
});

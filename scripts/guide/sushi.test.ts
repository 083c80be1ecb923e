import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import type * as Sushi from 'fsh-sushi';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { assembleFhirCache } from '../fhir-cache.js';
import { hashFolder } from './files.js';
import { findGuideRoot, guidePaths, type GuidePaths } from './paths.js';
import { formatProblem } from './problems.js';
import { lookAtFsh, prepareToLook, runSushi } from './sushi.js';

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
menu: { Artifacts: artifacts.html }
dependencies:
  hl7.terminology.r4: 7.0.1
  hl7.fhir.uv.extensions.r4: 5.3.0-ballot-tc1
`;
const sound = `Profile: SmallTask
Parent: Task
Id: small-task
Description: "A profile."
* focus 1..1
`;
const rules = 'RuleSet: Faulty\n* focs 1..1\n';

let root: string;
let paths: GuidePaths;

beforeAll(() => {
  const real = guidePaths(findGuideRoot());
  assembleFhirCache(real.modules, real.cache);
  root = mkdtempSync(path.join(os.tmpdir(), 'guide-sushi-'));
  paths = { ...guidePaths(root), cache: real.cache, ignoredWarnings: real.ignoredWarnings };
  mkdirSync(path.join(paths.input, 'fsh'), { recursive: true });
  writeFileSync(paths.config, config);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function compile(fsh: Record<string, string>, out: string) {
  rmSync(path.join(paths.input, 'fsh'), { recursive: true, force: true });
  mkdirSync(path.join(paths.input, 'fsh'), { recursive: true });
  for (const [file, text] of Object.entries(fsh)) writeFileSync(path.join(paths.input, 'fsh', file), text);
  const { problems, ignored } = await runSushi(paths, path.join(root, out));
  return { problems: problems.map((problem) => formatProblem(problem, root)), ignored };
}

test('sound FSH compiles without a problem, with a snapshot, to the same files each time', async () => {
  expect(await compile({ 'small-task.fsh': sound }, 'first')).toEqual({ problems: [], ignored: 1 });
  // The definitions are loaded already, so what SUSHI says while it loads them is not said again.
  expect(await compile({ 'small-task.fsh': sound }, 'second')).toEqual({ problems: [], ignored: 0 });
  const profile = 'first/fsh-generated/resources/StructureDefinition-small-task.json';
  expect(JSON.parse(readFileSync(path.join(root, profile), 'utf8'))).toHaveProperty('snapshot.element');
  expect(hashFolder(path.join(root, 'second'))).toEqual(hashFolder(path.join(root, 'first')));
});

test('a fault in a RuleSet is shown where it stands and where it was inserted, with what to do', async () => {
  const { problems } = await compile({ 'rules.fsh': rules, 'small-task.fsh': `${sound}* insert Faulty\n` }, 'faulty');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^input\/fsh\/rules\.fsh:2 error: .*focs/);
  expect(problems[0]).toContain('inserted at input/fsh/small-task.fsh:6');
  expect(problems[0]).toContain('The element is not in this profile');
});

test('FSH that cannot be read is shown with its line', async () => {
  const { problems } = await compile({ 'small-task.fsh': `${sound}* focus 1..1..1\n` }, 'unreadable');
  expect(problems[0]).toMatch(/^input\/fsh\/small-task\.fsh:6 error:/);
});

test('a look at changed files after a good build finds what is wrong in them, and only that', async () => {
  const example = (status: string): string =>
    `Instance: small\nInstanceOf: SmallTask\nUsage: #example\n* status = #${status}\n* intent = #order\n* focus.display = "It"\n`;
  const files = { 'small-task.fsh': sound, 'small.fsh': example('requested') };
  expect((await compile(files, 'looked-at')).problems).toEqual([]);
  const look = async (changed: Record<string, string>): Promise<string[]> => {
    for (const [file, text] of Object.entries(changed)) writeFileSync(path.join(paths.input, 'fsh', file), text);
    const problems = await lookAtFsh(
      paths,
      Object.keys(changed).map((file) => `input/fsh/${file}`),
    );
    return problems.map((problem) => formatProblem(problem, root));
  };
  expect(await look({ 'small.fsh': example('accepted') })).toEqual([]);
  expect((await look({ 'small.fsh': `${example('accepted')}* focs.display = "It"\n` }))[0]).toMatch(
    /^input\/fsh\/small\.fsh:7 error: .*focs/,
  );
  // The profile is sound in itself; that the example fails it is for the build to say.
  expect(await look({ 'small.fsh': example('accepted'), 'small-task.fsh': `${sound}* owner 1..1\n` })).toHaveLength(1);
  expect(await look({ 'small-task.fsh': `${sound}* owner 1..1\n` })).toEqual([]);
  expect((await look({ 'small-task.fsh': `${sound}* ownr 1..1\n` }))[0]).toMatch(/small-task\.fsh:6 error: .*ownr/);
  expect((await look({ 'small-task.fsh': `${sound}* focus 1..1..1\n` }))[0]).toMatch(/small-task\.fsh:6 error:/);
  expect(await lookAtFsh({ ...paths, root: `${root}-elsewhere` }, ['input/fsh/small.fsh'])).toEqual([]);
});

/** One definition of each kind, each in a file of its name. */
const kinds: Record<string, string> = {
  'Colors.fsh': 'CodeSystem: Colors\nId: colors\nTitle: "Colors"\nDescription: "Colors."\n* #red "Red"\n',
  'Reds.fsh': 'ValueSet: Reds\nId: reds\nTitle: "Reds"\nDescription: "Reds."\n* Colors#red\n',
  'Hue.fsh': 'Extension: Hue\nId: hue\nDescription: "A hue."\nContext: Task\n* value[x] only string\n',
  'Plan.fsh':
    'Logical: Plan\nId: plan\nTitle: "A plan"\nDescription: "A plan."\n* step 0..1 string "A step" "A step."\n',
  'SmallTask.fsh': `${sound}* extension contains Hue named hue 0..1\n* businessStatus from Reds\n`,
  'small.fsh': `Instance: small\nInstanceOf: SmallTask\nUsage: #example\n* status = #requested\n* intent = #order\n* focus.display = "It"\n`,
};
const save = (file: string, text: string): void => writeFileSync(path.join(paths.input, 'fsh', file), text);

/** Names of what is compiled from now on. */
function compiledFromNow(): string[] {
  const { sushiExport } = createRequire(import.meta.url)('fsh-sushi') as typeof Sushi;
  const { StructureDefinitionExporter, InstanceExporter, ValueSetExporter, CodeSystemExporter } = sushiExport;
  const names: string[] = [];
  const hear = (exporter: { prototype: object }, method: string, at: number): void => {
    const prototype = exporter.prototype as Record<string, (...given: { name: string }[]) => unknown>;
    const original = prototype[method];
    vi.spyOn(prototype, method).mockImplementation(function (this: unknown, ...given) {
      names.push(`${given[at]?.name}`);
      return original?.apply(this, given);
    });
  };
  hear(StructureDefinitionExporter, 'setRules', 1);
  hear(InstanceExporter, 'setAssignedValues', 0);
  hear(ValueSetExporter, 'setMetadata', 1);
  hear(CodeSystemExporter, 'setMetadata', 1);
  return names;
}

test('a look compiles what stands in the changed files and nothing else; what left them is gone, too', async () => {
  expect((await compile(kinds, 'kinds')).problems).toEqual([]);
  for (const [file, text] of Object.entries(kinds)) {
    const compiled = compiledFromNow();
    save(file, `${text}\n`);
    expect(await lookAtFsh(paths, [`input/fsh/${file}`])).toEqual([]);
    expect(compiled).toEqual([file.replace('.fsh', '')]);
    vi.restoreAllMocks();
  }
  // What a file defined before is not there for others any more; what it defines now is.
  const moved = kinds['Hue.fsh']?.replace('Extension: Hue', 'Extension: Hues') ?? '';
  save('Hue.fsh', moved);
  expect(await lookAtFsh(paths, ['input/fsh/Hue.fsh'])).toEqual([]);
  const problems = await lookAtFsh(paths, ['input/fsh/Hue.fsh', 'input/fsh/SmallTask.fsh']);
  expect(problems.map((problem) => formatProblem(problem, root)).join()).toMatch(/SmallTask\.fsh:6 error/);
  expect(await lookAtFsh(paths, ['scenarios/flow.yaml', 'input/fsh/Hue.fsh.swp'])).toEqual([]);
});

test('a look tells of a fault in a RuleSet elsewhere that a changed file inserts', async () => {
  expect((await compile({ 'rules.fsh': rules, 'small-task.fsh': sound }, 'unused-rules')).problems).toEqual([]);
  save('small-task.fsh', `${sound}* insert Faulty\n`);
  const problems = await lookAtFsh(paths, ['input/fsh/small-task.fsh']);
  expect(problems.map((problem) => formatProblem(problem, root)).join()).toMatch(/rules\.fsh:2 error: .*focs/);
});

test('a look holds changes against a good build of the same guide only, or against what was prepared', async () => {
  expect((await compile(kinds, 'good')).problems).toEqual([]);
  const faulty = `${kinds['small.fsh']}* focs.display = "It"\n`;
  expect((await compile({ ...kinds, 'small.fsh': faulty }, 'bad')).problems).toHaveLength(1);
  const compiled = compiledFromNow();
  // After a faulty build the good one before it counts: its faulty instance is not taken for compiled.
  expect(await lookAtFsh(paths, ['input/fsh/small.fsh'])).toHaveLength(1);
  save('small.fsh', kinds['small.fsh'] ?? '');
  save('Hue.fsh', `${kinds['Hue.fsh']}\n`);
  expect(await lookAtFsh(paths, ['input/fsh/Hue.fsh'])).toEqual([]);
  expect(compiled).toEqual(['small', 'Hue']);

  const other = mkdtempSync(path.join(os.tmpdir(), 'guide-sushi-'));
  const there = { ...guidePaths(other), cache: paths.cache, ignoredWarnings: paths.ignoredWarnings };
  mkdirSync(path.join(there.input, 'fsh'), { recursive: true });
  writeFileSync(there.config, config);
  writeFileSync(path.join(there.input, 'fsh', 'bad.fsh'), 'Profile: Bad\nParent: Task\n* ownr 1..1\n');
  expect(await lookAtFsh(there, ['input/fsh/bad.fsh']), 'nothing is known of another guide').toEqual([]);
  await prepareToLook(there);
  expect(await lookAtFsh(there, ['input/fsh/bad.fsh']), 'nor after it was prepared with a fault').toEqual([]);
  const write = (element: string): void =>
    writeFileSync(path.join(there.input, 'fsh', 'bad.fsh'), `Profile: Bad\nParent: Task\n* ${element} 1..1\n`);
  write('owner');
  compiled.length = 0;
  await prepareToLook(there);
  await prepareToLook(there);
  expect(compiled, 'what was prepared is not prepared again').toEqual(['Bad']);
  write('ownr');
  expect(await lookAtFsh(there, ['input/fsh/bad.fsh'])).not.toEqual([]);
  rmSync(other, { recursive: true, force: true });
  vi.restoreAllMocks();
});

test('a dependency that no cache has is an error, not a download', async () => {
  writeFileSync(paths.config, `${config}  hl7.fhir.not.there: 1.0.0\n`);
  const { problems } = await compile({ 'small-task.fsh': sound }, 'offline');
  expect(problems.join('\n')).toContain('hl7.fhir.not.there#1.0.0');
  writeFileSync(paths.config, config);
});

import { expect, test } from 'vitest';
import { checkContent, type CodeList, type Compiled } from './content.js';

const animals: CodeList = {
  content: 'complete',
  concept: [
    { code: 'bird', display: 'Bird', concept: [{ code: 'owl', display: 'Owl', designation: [{ value: 'Uhu' }] }] },
  ],
};
const codeSystem = (url: string) => ({ animals, plants: { content: 'fragment' } })[url];
const check = (...resources: Compiled[]) => checkContent(resources, codeSystem);

const patient: Compiled = { resourceType: 'Patient', id: 'amy' };
const task: Compiled = { resourceType: 'Task', id: 't', identifier: [{ system: 's', value: 'v' }] };
const coded = (coding: object): Compiled => ({ ...task, code: { coding: [coding] } });

test('sound examples give no finding', () => {
  expect(check(patient, { ...task, for: { reference: 'Patient/amy' } })).toEqual([]);
  expect(check({ resourceType: 'QuestionnaireResponse', id: 'q', identifier: { system: 's', value: 'v' } })).toEqual(
    [],
  );
});

test('a shared resource needs an identifier with system and value', () => {
  const finding = 'Task/t has no identifier with system and value: give it one.';
  expect(check({ ...task, identifier: undefined })).toEqual([finding]);
  expect(check({ ...task, identifier: [{ value: 'v' }, { system: 's' }] })).toEqual([finding]);
});

test('a reference must lead to an example; other systems are not looked at', () => {
  expect(check({ ...task, for: { reference: 'Patient/amy' } })).toEqual([
    'Task/t refers to Patient/amy, which the guide does not have: define it, or correct the reference.',
  ]);
  expect(check({ ...task, for: { reference: 'https://a.example/Patient/amy' } })).toEqual([]);
});

test('a code must be in its code system, at any depth', () => {
  expect(check(coded({ system: 'animals', code: 'owl' }))).toEqual([]);
  expect(check(coded({ system: 'animals', code: 'cat' }))).toEqual([
    'Task/t: its code system has no animals#cat; the nearest is owl: use a code that it has, or add this one to it.',
  ]);
  expect(check(coded({ system: 'animals', code: 'OWL' }))).toHaveLength(1);
});

test('a display must be one that the code system gives', () => {
  expect(check(coded({ system: 'animals', code: 'owl', display: 'owl' }))).toEqual([]);
  expect(check(coded({ system: 'animals', code: 'owl', display: 'Uhu' }))).toEqual([]);
  expect(check(coded({ system: 'animals', code: 'owl', display: 'Eagle' }))).toEqual([
    'Task/t: the display of animals#owl is "Owl", not "Eagle".',
  ]);
});

test('the codes that a value set takes must be there too', () => {
  const set = (code: string): Compiled => ({
    resourceType: 'ValueSet',
    id: 'v',
    compose: { include: [{ system: 'animals', concept: [{ code }] }, { system: 'animals' }] },
  });
  expect(check(set('owl'))).toEqual([]);
  expect(check(set('owls'))).toEqual([expect.stringMatching(/^ValueSet\/v: .* no animals#owls; the nearest is owl:/)]);
});

test('a code system that is not at hand, or not complete, proves nothing', () => {
  expect(check(coded({ system: 'minerals', code: 'x' }), coded({ system: 'plants', code: 'x' }))).toEqual([]);
});

test('what a statement or an obligation binds must be an actor', () => {
  const bound = (url: string, valueCanonical: string): Compiled => ({
    resourceType: 'Requirements',
    id: 'r',
    statement: [{ extension: [{ url, valueCanonical }] }],
  });
  const extension = 'http://x.example/StructureDefinition/statement-actor';
  expect(check(bound(extension, 'http://x.example/ActorDefinition/engine'))).toEqual([]);
  for (const url of [extension, 'actor'])
    expect(check(bound(url, 'http://x.example/ExampleScenario/engine'))).toEqual([
      "Requirements/r binds http://x.example/ExampleScenario/engine, which is no actor: another resource has the actor's id, so give that one another id.",
    ]);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadGuide } from './load-guide.js';

const made: string[] = [];
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const guide = {
  resourceType: 'ImplementationGuide',
  id: 'test.guide',
  url: 'https://example.org/guide/ImplementationGuide/test.guide',
  packageId: 'test.guide',
  version: '1.2.3',
  title: 'A test',
};
const requirements = {
  resourceType: 'Requirements',
  id: 'theme',
  actor: ['https://example.org/guide/ActorDefinition/placer'],
  statement: [
    { key: 'a', label: 'A', conformance: ['SHALL'], requirement: 'Do a.', reference: ['page.html#a'] },
    {
      key: 'b',
      conformance: ['MAY'],
      requirement: 'Do b.',
      extension: [
        { url: 'https://example.org/guide/StructureDefinition/untestable', valueString: 'It is a thought.' },
        { url: 'urn:x/statement-actor', valueCanonical: 'urn:x/fulfiller|1' },
      ],
    },
  ],
};
const placer = { resourceType: 'ActorDefinition', id: 'placer', title: 'Placer', description: 'It orders.' };

function folderOf(
  resources: { resourceType: string; id: string }[],
  below = '.',
  extra: Record<string, string> = {},
): string {
  const root = mkdtempSync(path.join(tmpdir(), 'guide-'));
  made.push(root);
  const folder = path.join(root, below);
  mkdirSync(folder, { recursive: true });
  for (const each of resources) {
    writeFileSync(path.join(folder, `${each.resourceType}-${each.id}.json`), JSON.stringify(each));
  }
  for (const [name, text] of Object.entries(extra)) writeFileSync(path.join(folder, name), text);
  return root;
}

describe('a compiled guide', () => {
  it('tells who it is, its actors and requirements', () => {
    const loaded = loadGuide(folderOf([guide, requirements, placer]));
    expect(loaded).toMatchObject({
      packageId: 'test.guide',
      canonical: 'https://example.org/guide',
      version: '1.2.3',
      title: 'A test',
    });
    expect(loaded.actors.get('placer')).toEqual({ id: 'placer', title: 'Placer', description: 'It orders.' });
    expect(loaded.requirements.get('a')).toEqual({
      key: 'a',
      label: 'A',
      conformance: 'SHALL',
      actors: ['placer'],
      text: 'Do a.',
      theme: 'theme',
      page: 'page.html#a',
    });
    expect(loaded.requirements.get('b')).toMatchObject({ untestable: 'It is a thought.', actors: ['fulfiller'] });
  });

  it.each(['fsh-generated/resources', 'package'])('is found below %s', (below) => {
    const loaded = loadGuide(folderOf([guide], below, { 'package.json': '{}' }));
    expect(loaded.keys()).toEqual(['ImplementationGuide/test.guide']);
  });

  it('includes the examples of a package', () => {
    const root = folderOf([guide], 'package');
    mkdirSync(path.join(root, 'package', 'example'));
    writeFileSync(path.join(root, 'package', 'example', 'Task-t.json'), '{"resourceType":"Task","id":"t"}');
    expect(loadGuide(root).instance('Task/t')).toEqual({ resourceType: 'Task', id: 't' });
  });

  it('gives the same object each time, and undefined for what it has not', () => {
    const loaded = loadGuide(folderOf([guide, placer]));
    expect(loaded.instance('ActorDefinition/placer')).toBe(loaded.instance('ActorDefinition/placer'));
    expect(loaded.instance('Task/none')).toBeUndefined();
  });

  it('finds its own profile by url, even where the url does not end in the id', () => {
    const profile = {
      resourceType: 'StructureDefinition',
      id: 'ext',
      url: 'http://hl7.org/fhir/5.0/StructureDefinition/e-x',
    };
    const { definitions } = loadGuide(folderOf([guide, profile]));
    expect(definitions.structure(profile.url)?.id).toBe('ext');
  });
});

describe('a folder that is no guide', () => {
  it.each<[string, () => string, RegExp]>([
    ['does not exist', () => '/nowhere/guide', /There is no folder \/nowhere\/guide/],
    ['is empty', () => folderOf([]), /No FHIR resources .* `npm run guide` compiles it/],
    ['has no ImplementationGuide', () => folderOf([placer]), /must hold one ImplementationGuide resource; it holds 0/],
    ['has two', () => folderOf([guide, { ...guide, id: 'b' }]), /it holds 2/],
    ['has a guide without packageId', () => folderOf([{ ...guide, packageId: undefined } as never]), /no packageId/],
    ['has bad JSON', () => folderOf([guide], '.', { 'Requirements-x.json': '{' }), /Requirements-x.json is not JSON/],
    ['has no FHIR JSON', () => folderOf([guide], '.', { 'Requirements-x.json': '{}' }), /it has no resourceType/],
    [
      'has a misnamed file',
      () => folderOf([guide], '.', { 'Requirements-x.json': '{"resourceType":"Requirements","id":"y"}' }),
      /holds Requirements\/y, but its name says Requirements\/x/,
    ],
    ['uses a key twice', () => folderOf([guide, requirements, { ...requirements, id: 'other' }]), /a stands in both/],
    [
      'has an unknown conformance',
      () => folderOf([guide, { ...requirements, statement: [{ key: 'k', conformance: ['MUST'] }] } as never]),
      /conformance MUST; allowed: SHALL, SHOULD/,
    ],
  ])('%s', (_title, make, error) => {
    expect(() => loadGuide(make())).toThrow(error);
  });
});

describe('this guide', () => {
  it('loads with its profiles, actors and instances', () => {
    const own = loadGuide();
    expect([...own.actors.keys()]).toEqual(expect.arrayContaining(['placer', 'fulfiller']));
    for (const key of own.keys()) expect(own.instance(key), key).toBeDefined();
    const profile = own.definitions.structure(`${own.canonical}/StructureDefinition/coordination-task`);
    expect(profile?.snapshot).toBeDefined();
  });
});

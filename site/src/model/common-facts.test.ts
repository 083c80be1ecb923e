import { expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import type { Resource } from '../../../harness/src/guide/resource.js';
import { withCommonFacts } from './common-facts.js';
import { readSite } from './read-site.js';

const ig = { resourceType: 'ImplementationGuide', version: '2', date: '2026-01-01', publisher: 'us' } as Resource;
const definition = { resourceType: 'ValueSet', id: 'a', url: 'http://a.example/a', status: 'draft' } as Resource;

it('says of a definition what the guide says of all, in the place where it stands in FHIR', () => {
  expect(Object.entries(withCommonFacts(definition, ig))).toEqual([
    ['resourceType', 'ValueSet'],
    ['id', 'a'],
    ['url', 'http://a.example/a'],
    ['version', '2'],
    ['status', 'draft'],
    ['date', '2026-01-01'],
    ['publisher', 'us'],
  ]);
});

it('changes nothing that a definition says itself, and adds nothing that its type does not have', () => {
  const own = { ...definition, version: '1', date: '2025', publisher: 'them' } as Resource;
  expect(withCommonFacts(own, ig)).toEqual(own);
  expect(withCommonFacts({ ...definition, resourceType: 'NamingSystem' }, ig).version).toBeUndefined();
  expect(withCommonFacts(definition, { ...ig, experimental: true }).experimental).toBeUndefined();
});

it('holds for every definition of this guide, and for no example', () => {
  const { artifacts, facts } = readSite({ root: projectRoot(), reports: [] });
  for (const { key, kind, resource } of artifacts.filter(({ type }) => type !== 'NamingSystem')) {
    if (kind !== 'example')
      expect([resource.version, resource.publisher], key).toEqual([facts.version, facts.publisher]);
    else expect(resource.publisher, key).not.toBe(facts.publisher);
  }
});

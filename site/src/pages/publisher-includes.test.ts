import { beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHER_INCLUDES } from '../../../scripts/guide/publisher-includes.js';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { codesUsed } from '../model/code-owners.js';
import { objectsOf } from '../model/json.js';
import { readSite } from '../model/read-site.js';
import type { Artifact } from '../model/artifacts.js';
import type { SiteModel } from '../model/site.js';
import { plainText } from '../text/html.js';
import { publisherIncludes } from './publisher-includes.js';

let site: SiteModel;
beforeAll(() => {
  site = readSite({ root: projectRoot(), reports: [] });
});

/** An include as text, its cells apart. */
function text(name: (typeof PUBLISHER_INCLUDES)[number], of: Parameters<typeof publisherIncludes>[0] = site): string {
  return plainText((publisherIncludes(of).get(name) ?? '').replace(/<\/t[hd]>/g, ' | '));
}

function artifact(resource: object, kind = 'example'): Artifact {
  return { key: 'X/x', href: 'x.html', title: 'X', kind, resource, json: JSON.stringify(resource) } as Artifact;
}

describe('what the IG Publisher makes of the guide, made for the site', () => {
  it('is all of it, and pages include it', () => {
    expect([...publisherIncludes(site).keys()]).toEqual([...PUBLISHER_INCLUDES]);
    for (const name of PUBLISHER_INCLUDES) {
      expect(
        site.pages.some(({ text: page }) => page.includes(`{% include ${name} %}`)),
        name,
      ).toBe(true);
      expect(publisherIncludes(site).get(name)).not.toContain('\n');
    }
  });

  it('names each package that the guide depends on, with its version', () => {
    const ig = site.guide.instance(`ImplementationGuide/${site.facts.packageId}`);
    const packages = objectsOf(ig?.dependsOn);
    expect(packages.length).toBeGreaterThan(1);
    for (const { packageId, version } of packages)
      expect(text('dependency-table.xhtml')).toContain(`${String(packageId)} | ${String(version)}`);
  });

  it('says of all codes of others whose they are', () => {
    const used = codesUsed(site.artifacts, site.facts.canonical);
    expect(used.filter(({ owner }) => !owner).flatMap(({ systems }) => systems)).toEqual([]);
    expect(text('ip-statements.xhtml')).toMatch(
      /SNOMED CT \| SNOMED International \| terms \| .*Performer.*\d+ examples/,
    );
  });

  it('names global profiles where there are some', () => {
    expect(text('globals-table.xhtml')).toContain('There is none');
    const global = [{ type: 'Task', profile: `${site.facts.canonical}/StructureDefinition/coordination-task` }];
    const guide = Object.create(site.guide, {
      instance: { value: () => ({ resourceType: 'ImplementationGuide', global }) },
    }) as SiteModel['guide'];
    expect(text('globals-table.xhtml', { ...site, guide })).toContain('Task | Coordination Task');
  });
});

it('counts systems of codes and of value sets, and says where nobody knows whose a system is', () => {
  const loinc = artifact({
    resourceType: 'Observation',
    code: { coding: [{ system: 'http://loinc.org', code: '1' }] },
  });
  const set = artifact({ resourceType: 'ValueSet', compose: { include: [{ system: 'http://nobody.example/codes' }] } });
  const phone = artifact({
    resourceType: 'Patient',
    telecom: [{ system: 'phone', value: '1' }],
    identifier: [{ system: 'http://ids.example', value: '2' }],
  });
  const own = artifact({ resourceType: 'Task', code: { coding: [{ system: 'http://x/CodeSystem/a', code: '1' }] } });
  expect(
    codesUsed([loinc, set, phone, own], 'http://x').map(({ owner, systems, by }) => [owner?.name, systems, by]),
  ).toEqual([
    ['LOINC', ['http://loinc.org'], [loinc]],
    [undefined, ['http://nobody.example/codes'], [set]],
  ]);
});

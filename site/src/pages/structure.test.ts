import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { readSite } from '../model/read-site.js';
import type { SiteModel } from '../model/site.js';
import { loadTemplates } from '../text/templates.js';
import { artifactPage } from './artifact.js';

const templates = loadTemplates();
let site: SiteModel;
beforeAll(() => {
  site = readSite({ root: projectRoot(), reports: [] });
});

function pageOf(key: string): string {
  const artifact = site.artifacts.find((each) => each.key === key);
  if (!artifact) throw new Error(`no ${key}`);
  return artifactPage(artifact, { site, templates }).body;
}

describe('the trees of a profile', () => {
  it('have below each row only rows of one level more, in each view', () => {
    for (const { key } of site.artifacts.filter(({ kind }) => kind === 'profile' || kind === 'extension')) {
      for (const tree of pageOf(key).split('<table class="tree"').slice(1)) {
        const depths = [...tree.matchAll(/data-depth="(\d+)"/g)].map(([, depth]) => Number(depth));
        expect(depths[0], key).toBe(0);
        depths.forEach((depth, index) => expect(depth - (depths[index - 1] ?? depth), key).toBeLessThanOrEqual(1));
      }
    }
  });

  it('name what is folded below an element, and lead to its constraints, those of FHIR among them', () => {
    const page = pageOf('StructureDefinition/coordination-task');
    const [row = ''] = /<tr[^>]*id="snapshot.Task.lastModified".*?<\/tr>/s.exec(page) ?? [];
    for (const name of ['Definition', 'Comment', 'Constraints']) expect(row).toContain(`<b>${name}</b>`);
    expect(row).toContain('href="#constraint.inherited.ele-1"');
    const [inherited = ''] = /<tr[^>]*id="constraint.inherited.inv-1".*?<\/tr>/s.exec(page) ?? [];
    expect(inherited).toMatch(/data-label="from"><a href="[^"]*task.html">Task<\/a>/);
    expect(page).toMatch(/id="statistics">57 elements: \d+ of them mandatory, \d+ must support/);
    expect(page).toMatch(/id="mappings"[^]*?<details class="wide-block"><summary>Workflow Pattern/);
  });

  it('of an extension say so, and show its address as it stands in data', () => {
    const [extension] = site.artifacts.filter(({ kind }) => kind === 'extension');
    const page = pageOf(`${extension?.key}`);
    expect(page).toContain('What the extension adds');
    expect(page).toContain(`>${extension?.resource.url}</a></code>`);
  });

  it('show in grey what a constrained element stands in', () => {
    expect(pageOf('StructureDefinition/coordination-task')).toMatch(
      /id="differential.Task.restriction" data-depth="1" class="d1 inherited"[^]*?id="differential.Task.restriction.period" data-depth="2" class="d2"/,
    );
  });
});

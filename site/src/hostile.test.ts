import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages, type SiteFiles } from './build-site.js';
import { compareGuides } from './compare/compare.js';
import { loadGuide } from '../../harness/src/guide/load-guide.js';
import { readSite } from './model/read-site.js';
import { copyProject, type ProjectCopy } from './project.fixture.js';
import { loadTemplates } from './text/templates.js';

const SCRIPT = '<script>window.harmed = true</script>';
const IMAGE = '<img src="x" onerror="window.harmed = true">';

let project: ProjectCopy;
beforeAll(() => {
  project = copyProject({ resources: true });
  change('Patient-amy', (patient) => {
    patient.name = [{ text: SCRIPT + IMAGE }];
    patient.text = {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="x()">Amy</p>${SCRIPT}${IMAGE}</div>`,
    };
  });
  change('CodeSystem-cow-task-output', (system) => {
    system.description = `Codes. ${SCRIPT} [go](javascript:alert(1))`;
    (system.concept as { display: string }[])[0]!.display = IMAGE;
  });
  change('Requirements-queue', (requirements) => {
    (requirements.statement as { requirement: string }[])[0]!.requirement += ` ${SCRIPT}`;
  });
});
afterAll(() => project.remove());

function change(name: string, edit: (resource: Record<string, unknown>) => void): void {
  const file = path.join(project.root, 'fsh-generated', 'resources', `${name}.json`);
  const resource = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  edit(resource);
  writeFileSync(file, JSON.stringify(resource));
}

describe('script and HTML in resources', () => {
  let files: SiteFiles;
  beforeAll(() => {
    files = buildPages(readSite({ root: project.root, reports: [] }), loadTemplates());
  });

  it('is shown, not run', () => {
    for (const [name, content] of files) {
      if (!name.endsWith('.html')) continue;
      expect(content, name).not.toContain('<script>window');
      expect(content, name).not.toMatch(/<img[^>]*onerror/);
      expect(content, name).not.toContain('<p onclick');
      expect(content, name).not.toContain('href="javascript:');
    }
    expect(files.get('Patient-amy.html')).toContain('&lt;script&gt;window.harmed = true');
  });

  it('leaves the narrative otherwise as it is', () => {
    expect(files.get('Patient-amy.html')).toContain('<p>Amy</p>');
  });
});

it('two builds are compared: what came, what went, and each element that is another one', () => {
  const [before, after] = [loadGuide(), loadGuide(path.join(project.root, 'fsh-generated', 'resources'))];
  const { changed, added, removed, statements } = compareGuides(before, after);
  expect({ added, removed }).toEqual({ added: [], removed: [] });
  expect(changed.map(({ key }) => key)).toEqual(['CodeSystem/cow-task-output', 'Patient/amy', 'Requirements/queue']);
  const leaves = changed[0]?.leaves.map(({ path: at }) => at) ?? [];
  expect(leaves).toHaveLength(2);
  expect(leaves).toContain('description');
  expect(statements.changed).toHaveLength(1);
  expect(compareGuides(before, before)).toMatchObject({ added: [], removed: [], changed: [] });
});

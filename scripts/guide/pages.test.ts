import { expect, test } from 'vitest';
import { checkPageLists, readPageLists, type GuideContents } from './pages.js';

const yaml = `id: some.guide
pages:
  index.md:
    title: Home
  flows.md:
    title: Flows
    generation: markdown
    flow-one.md:
      title: One
menu:
  Home: index.html
  Flows:
    All: flows.html
    Task: StructureDefinition-task.html
    FHIR: https://hl7.org/fhir/R4/index.html
`;
const { pages, menu } = readPageLists(yaml);

function contents(files: Record<string, string[]>): GuideContents {
  return { files: new Map(Object.entries(files)), artifacts: new Set(['StructureDefinition-task']) };
}
const complete = { 'index.md': ['pagecontent'], 'flows.md': ['pagecontent'], 'flow-one.md': ['pages'] };

test('nested pages and sub-menus are read with their lines', () => {
  expect(pages).toEqual([
    { file: 'index.md', line: 3 },
    { file: 'flows.md', line: 5 },
    { file: 'flow-one.md', line: 8 },
  ]);
  expect(menu.map(({ target }) => target)).toContain('flows.html');
});

test('lists and files that agree give no finding', () => {
  const files = { ...complete, 'StructureDefinition-task-intro.md': ['pagecontent'] };
  expect(checkPageLists(pages, menu, contents(files))).toEqual([]);
});

test('a listed page without a file is found, with its line', () => {
  const { 'flow-one.md': _, ...files } = complete;
  const findings = checkPageLists(pages, menu, contents(files));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatch(/^sushi-config\.yaml:8: the page flow-one\.md is listed/);
});

test('a file that is not listed is found', () => {
  const findings = checkPageLists(pages, menu, contents({ ...complete, 'extra.md': ['pagecontent'] }));
  expect(findings).toEqual([expect.stringMatching(/^input\/pagecontent\/extra\.md is not listed/)]);
});

test('a page in both folders is found', () => {
  const findings = checkPageLists(pages, menu, contents({ ...complete, 'flows.md': ['pagecontent', 'pages'] }));
  expect(findings).toEqual(['input/pagecontent/flows.md is also in input/pages: keep one of the two.']);
});

test('an introduction to an artifact that is gone is found', () => {
  const files = { ...complete, 'StructureDefinition-gone-intro.md': ['pagecontent'] };
  const findings = checkPageLists(pages, menu, contents(files));
  expect(findings).toEqual([expect.stringContaining('the artifact StructureDefinition-gone')]);
});

test('a menu entry that leads nowhere is found', () => {
  const changed = readPageLists(yaml.replace('All: flows.html', 'All: flow.html'));
  const findings = checkPageLists(changed.pages, changed.menu, contents(complete));
  expect(findings).toEqual(['sushi-config.yaml:13: the menu leads to flow.html, which is no page of the guide.']);
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkPageIncludes, checkPages } from './check.js';
import { checkShown, pageIncludes, staleIncludes, writeIncludes } from './includes.js';
import { guidePaths, type GuidePaths } from './paths.js';
import { stateMachineTable } from './state-includes.js';

let root: string;
let paths: GuidePaths;

function write(file: string, content: string): void {
  const full = path.join(root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
}

function writeRequirements(statement: object[]): void {
  write(
    'fsh-generated/resources/Requirements-rules.json',
    JSON.stringify({
      resourceType: 'Requirements',
      id: 'rules',
      actor: ['http://x/ActorDefinition/placer'],
      statement,
    }),
  );
}

const first = {
  key: 'first-rule',
  conformance: ['SHALL'],
  requirement: 'A party SHALL do\nthis | that.',
  reference: ['page.html#somewhere'],
};
const include = '{% include requirements-page.md %}';

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'guide-includes-'));
  paths = guidePaths(root);
  write(
    'fsh-generated/resources/ActorDefinition-placer.json',
    JSON.stringify({ resourceType: 'ActorDefinition', id: 'placer', title: 'The Placer' }),
  );
  writeRequirements([first]);
  write('sushi-config.yaml', 'pages:\n  page.md:\n    title: Page\n');
  write('input/pagecontent/page.md', `### Somewhere\n\nRequirement: [first-rule](#first-rule).\n\n${include}\n`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const made = (): Map<string, string> => pageIncludes({ requirements: ['page', 'other'], codes: [] }, paths.generated);

test('a page shows its requirements with anchor, strength, actor and text, one row each', () => {
  expect(made().get('requirements-page.md')?.split('\n').slice(2)).toEqual([
    '| <a id="first-rule"></a>[first-rule](Requirements-rules.html#first-rule) | SHALL | [The Placer](ActorDefinition-placer.html) ' +
      '| A party SHALL do this \\| that. |',
    '',
  ]);
});

test('a page without requirements says so', () => {
  expect(made().get('requirements-other.md')).toMatch(/^No requirement rests on this page/);
});

test('a statement that no run can show says why; braces are kept from Jekyll', () => {
  const untestable = { url: 'http://x/untestable', valueString: 'People {{decide}}.' };
  writeRequirements([{ ...first, extension: [untestable] }]);
  expect(made().get('requirements-page.md')).toContain('*No run shows it: {% raw %}People {{decide}}.{% endraw %}*');
});

test('includes are written once, and removed when they are made no more', () => {
  const folder = path.join(paths.input, 'includes');
  write('input/includes/requirements-gone.md', 'old');
  write('input/includes/by-hand.md', 'kept');
  const requirements = ['requirements-gone.md', 'requirements-other.md', 'requirements-page.md'];
  const changed = [...requirements, 'task-state-machine.md', 'task-state-machine.svg'];
  expect(staleIncludes(folder, made())).toEqual(changed);
  expect(writeIncludes(folder, made())).toEqual(changed);
  expect(writeIncludes(folder, made())).toEqual([]);
  expect(readFileSync(path.join(folder, 'by-hand.md'), 'utf8')).toBe('kept');
});

test('the check finds an include that is missing or edited by hand', () => {
  const page = pageIncludes({ requirements: ['page'], codes: [] }, paths.generated);
  expect(checkPageIncludes(paths, paths.generated)).toHaveLength(3);
  expect(checkPages(paths, paths.generated)).toContainEqual(
    expect.stringMatching(/page\.md:5: includes requirements-page\.md/),
  );
  writeIncludes(path.join(paths.input, 'includes'), page);
  expect(checkPageIncludes(paths, paths.generated)).toEqual([]);
  expect(checkPages(paths, paths.generated)).toEqual([]);
  write('input/includes/requirements-page.md', `${page.get('requirements-page.md')} and more`);
  expect(checkPageIncludes(paths, paths.generated)).toEqual([
    expect.stringMatching(
      /^input\/includes\/requirements-page\.md is not what the guide says now: run `npm run guide`/,
    ),
  ]);
});

test('links may lead to a requirement in the table of a page, and links in the table are followed', () => {
  writeIncludes(
    path.join(paths.input, 'includes'),
    pageIncludes({ requirements: ['page'], codes: [] }, paths.generated),
  );
  write('input/pagecontent/page.md', `### Somewhere\n\n[it](page.html#first-rule)\n\n${include}\n`);
  expect(checkPages(paths, paths.generated)).toEqual([]);
  rmSync(path.join(paths.generated, 'resources/ActorDefinition-placer.json'));
  expect(checkPages(paths, paths.generated)).toContainEqual(
    expect.stringMatching(
      /^input\/includes\/requirements-page\.md:3: the link to ActorDefinition-placer\.html leads nowhere/,
    ),
  );
});

test('a page that requirements name has to show them', () => {
  const shown = (text: string): string[] => checkShown(new Map([['page', text]]), paths.generated);
  const section = '### Somewhere\n\nRequirement: [first-rule](#first-rule).\n\n';
  expect(shown(`${section}${include}`)).toEqual([]);
  expect(shown(section)).toEqual([
    expect.stringMatching(/^input\/pagecontent\/page\.md: requirements name this page, and it does not show them/),
  ]);
});

test('the section that explains a requirement names its key, and no other section does', () => {
  const shown = (text: string): string[] => checkShown(new Map([['page', `${include}\n\n${text}`]]), paths.generated);
  expect(shown('### Somewhere\n\nText.\n')).toEqual([
    'input/pagecontent/page.md:3: the section names the requirements none, and those that lead to it are others: ' +
      'write `Requirements: [first-rule](#first-rule).` at its end.',
  ]);
  const named = 'Requirements: [first-rule](#first-rule).\n';
  expect(shown(`### Somewhere\n\n${named}\n### Elsewhere\n\n${named}`)).toEqual([
    expect.stringMatching(/page\.md:7: the section names the requirements first-rule, and none leads to it/),
  ]);
});

test('the state machine is shown move by move, and the way out from everywhere once', () => {
  const table = stateMachineTable([
    { from: 'requested', to: 'accepted', by: ['owner'], source: 'R4', why: 'Taken on.' },
    { from: 'accepted', to: 'rejected', by: ['owner', 'requester'], source: 'guide', why: 'Cannot after all.' },
    { from: 'requested', to: 'entered-in-error', by: ['owner'], source: 'R4', why: 'Never was.' },
    { from: 'accepted', to: 'entered-in-error', by: ['owner'], source: 'R4', why: 'Never was.' },
  ]);
  expect(table).toContain('| `requested` | `accepted` | owner | FHIR R4 | Taken on. |');
  expect(table).toContain('| `accepted` | `rejected` | owner or requester | this guide | Cannot after all. |');
  expect(table.match(/entered-in-error` \|/g)).toHaveLength(1);
  expect(table).toContain('| any other | `entered-in-error` |');
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesTable } from './code-includes.js';
import { pageIncludes, wantedIncludes } from './includes.js';

let compiled: string;

beforeAll(() => {
  compiled = mkdtempSync(path.join(os.tmpdir(), 'guide-codes-'));
  mkdirSync(path.join(compiled, 'resources'));
  const grouped = { property: [{ code: 'group', valueString: 'work' }] };
  const concept = [
    { code: 'begun', display: 'Begun', definition: 'Work has\nbegun | is on.', ...grouped },
    { code: 'done', definition: 'All is {{done}}.' },
  ];
  const include = [
    { system: 'http://snomed.info/sct', concept: [{ code: '224535009', display: 'Registered nurse' }] },
    { system: 'http://x/roles', concept: [{ code: 'clerk', display: 'Clerk' }] },
    { system: 'http://x/all' },
  ];
  const write = (name: string, content: object): void =>
    writeFileSync(path.join(compiled, 'resources', `${name}.json`), JSON.stringify(content));
  write('CodeSystem-steps', { concept });
  write('ValueSet-steps', { compose: { include: [{ system: 'http://x/steps' }] } });
  write('ValueSet-roles', { compose: { include } });
});
afterAll(() => rmSync(compiled, { recursive: true }));

test('a code system is shown with groups and definitions, and safely for Markdown and Jekyll', () => {
  expect(codesTable('steps', compiled)).toBe(
    '| about | code | meaning |\n|---|---|---|\n' +
      '| work | `begun` | Work has begun \\| is on. |\n|  | `done` | {% raw %}All is {{done}}.{% endraw %} |\n',
  );
});

test('a value set is shown with the codes that it lists, each with its display and code system', () => {
  expect(codesTable('roles', compiled)).toBe(
    '| meaning | code | code system |\n|---|---|---|\n' +
      '| Registered nurse | `224535009` | SNOMED CT |\n| Clerk | `clerk` | `http://x/roles` |\n',
  );
});

test('a page gets the tables that it asks for; one that the guide cannot fill is not made', () => {
  const wanted = wantedIncludes(new Map([['p', '{% include codes-roles.md %}\n\n{% include codes-gone.md %}\n']]));
  expect(wanted.codes).toEqual(['roles', 'gone']);
  const made = pageIncludes(wanted, compiled);
  expect([...made.keys()]).toEqual(['codes-roles.md', 'task-state-machine.md', 'task-state-machine.svg']);
});

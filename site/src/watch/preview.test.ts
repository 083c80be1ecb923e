import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyProject, type ProjectCopy } from '../project.fixture.js';
import { Preview } from './preview.js';
import { servePreview } from './server.js';
import { takeIn } from './watch.js';

let project: ProjectCopy;
let preview: Preview;
beforeAll(() => {
  project = copyProject({ resources: false });
  preview = new Preview({ root: project.root, reports: [] });
});
afterAll(() => project.remove());

const edit = (file: string, text: string): void => appendFileSync(path.join(project.root, file), text);

it('makes only the page again whose text changed', () => {
  edit('input/pagecontent/states.md', '\nA sentence that was not there before.\n');
  expect(preview.update(['input/pagecontent/states.md'])).toEqual(['states.html']);
  expect(preview.files.get('states.html')).toContain('A sentence that was not there before.');
});

it('makes the pages again that take in an include', () => {
  edit('input/includes/task-state-machine.md', '\nA line below the table.\n');
  expect(preview.update(['input/includes/task-state-machine.md'])).toContain('states.html');
});

it('says where a page takes in what is not there, and keeps the page as it was', () => {
  const before = preview.files.get('messaging.html');
  edit('input/pagecontent/messaging.md', '\n{% include no-such-thing.md %}\n');
  expect(takeIn(preview, ['input/pagecontent/messaging.md'])).toMatch(
    /^input\/pagecontent\/messaging\.md:\d+: .*no-such-thing\.md/,
  );
  expect(preview.files.get('messaging.html')).toBe(before);
});

it('tells open pages what changed, and pages opened later what is wrong', async () => {
  const server = await servePreview(() => preview.files, 0);
  try {
    const page = await (await fetch(`${server.url}states.html`)).text();
    expect(page).toContain('~watch.js');
    server.tell({ fault: 'input/pagecontent/x.md:3: wrong' });
    const notices = await fetch(`${server.url}~notices`);
    const first = await notices.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toContain('x.md:3: wrong');
    expect((await fetch(`${server.url}no-such-page.html`)).status).toBe(404);
  } finally {
    await server.close();
  }
});

it('reads everything again when it cannot tell what a change touches', () => {
  writeFileSync(path.join(project.root, 'input/pagecontent/messaging.md'), 'Nothing but this.\n');
  expect(preview.update(['sushi-config.yaml'])).toContain('messaging.html');
});

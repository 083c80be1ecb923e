import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { loadScenario } from '../plan/load-scenario.js';
import { formatErrors } from '../yaml/format-errors.js';
import { listScenarioFiles, readScenarioFiles } from './scenario-files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scenarios-'));
  await writeFile(join(folder, 'b-flow.yaml'), 'id: b-flow\n');
  await writeFile(join(folder, 'a-flow.yaml'), 'id: a-flow\n');
  await writeFile(join(folder, 'scenario.schema.json'), '{}');
  await mkdir(join(folder, 'folder.yaml'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('scenario files', () => {
  it('are the YAML files of a folder, by name', async () => {
    expect(await listScenarioFiles(folder)).toEqual([
      { id: 'a-flow', file: join(folder, 'a-flow.yaml') },
      { id: 'b-flow', file: join(folder, 'b-flow.yaml') },
    ]);
  });

  it('are read, all or some', async () => {
    expect((await readScenarioFiles(folder)).map(({ text }) => text)).toEqual(['id: a-flow\n', 'id: b-flow\n']);
    expect((await readScenarioFiles(folder, new Set(['b-flow']))).map(({ id }) => id)).toEqual(['b-flow']);
  });

  it('need a folder that can be read', async () => {
    await expect(listScenarioFiles(join(folder, 'gone'))).rejects.toThrow(/gone cannot be read \(ENOENT\)/);
  });
});

describe('the flows of this guide', async () => {
  const guide = loadGuide();
  const files = await readScenarioFiles(join(projectRoot(), 'scenarios'));

  it('are there', () => {
    expect(files.map(({ id }) => id)).toContain('simple-lab-order');
  });

  it.each(files)('$id has no faults', ({ file, text }) => {
    expect(formatErrors(loadScenario(text, file, guide).errors, text)).toBe('');
  });
});

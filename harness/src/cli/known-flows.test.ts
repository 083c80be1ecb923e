import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGuide, ownGuideFolder } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { loadScenario } from '../plan/load-scenario.js';
import { loadFlows, ownScenarios } from './flows.js';
import { freshBuild } from './fresh-build.fixture.js';
import { hashOf, knownFlow, knownFlowsFile, whatFlowsDependOn, type KnownFlows } from './known-flows.js';

const file = path.join(ownScenarios(), 'simple-lab-order.yaml');
const text = readFileSync(file, 'utf8');
let folder: string;
beforeAll(() => {
  freshBuild(projectRoot());
  folder = mkdtempSync(path.join(os.tmpdir(), 'cow-known-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the flows that the build knows', () => {
  it('are what reading their text gives', () => {
    const known = JSON.parse(readFileSync(knownFlowsFile(), 'utf8')) as KnownFlows;
    const { scenario } = loadScenario(text, 'scenarios/simple-lab-order.yaml', loadGuide());
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(known.flows[hashOf(text)]);
  });

  it('are told by their whole text', () => {
    const known: KnownFlows = { madeOf: '', flows: { [hashOf(text)]: { id: 'x' } as never } };
    expect(knownFlow(text, known)).toEqual({ id: 'x' });
    expect(knownFlow(`${text}\n`, known)).toBeUndefined();
  });

  it('are forgotten when the guide or what reads them changes', () => {
    const root = path.join(folder, 'package');
    const guide = path.join(root, 'guide');
    cpSync(ownGuideFolder(), guide, { recursive: true });
    for (const name of ['plan', 'guide', 'yaml', 'exchange']) {
      const built = path.join(root, 'dist', 'harness', 'src', name);
      mkdirSync(built, { recursive: true });
      writeFileSync(path.join(built, 'a.js'), 'export {};');
    }
    const before = whatFlowsDependOn(guide, root);
    writeFileSync(path.join(guide, 'Task-cbc-coordination.json'), '{}');
    const other = whatFlowsDependOn(guide, root);
    writeFileSync(path.join(root, 'dist', 'harness', 'src', 'plan', 'a.js'), 'export const a = 1;');
    expect(new Set([before, other, whatFlowsDependOn(guide, root)]).size).toBe(3);
  });

  it('spare a flow from being read; a faulty one is read all the same', async () => {
    const guide = loadGuide();
    const scenarios = path.join(folder, 'scenarios');
    mkdirSync(scenarios);
    writeFileSync(path.join(scenarios, 'faulty.yaml'), 'id: other\n');
    const recall = (): never => ({ id: 'faulty' }) as never;
    expect(await loadFlows(scenarios, [], guide, recall)).toEqual([{ id: 'faulty' }]);
    await expect(loadFlows(scenarios, [], guide, () => undefined)).rejects.toThrow('faulty.yaml');
  });
});

import { appendFileSync, cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadGuide } from '../../../harness/src/guide/load-guide.js';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { loadScenario } from '../../../harness/src/plan/load-scenario.js';
import type { Scenario } from '../../../harness/src/plan/scenario.js';
import { copyProject } from '../project.fixture.js';
import { readKnownSite } from './read-known-site.js';
import { readSite } from './read-site.js';

const input = { root: projectRoot(), reports: [] };

/** A flow as the build keeps it: read with all checks, and written as JSON. */
function kept(text: string): Scenario {
  const [, id] = /^id: (.*)$/m.exec(text) ?? [];
  const { scenario } = loadScenario(text, `scenarios/${id}.yaml`, loadGuide());
  return JSON.parse(JSON.stringify(scenario)) as Scenario;
}

it('shows flows that the build has read as if they were read anew', async () => {
  const recalled: string[] = [];
  const { flows } = await readKnownSite(input, (text) => {
    const scenario = kept(text);
    recalled.push(scenario.id);
    return scenario;
  });
  expect(flows.map(({ scenario }) => scenario.id)).toEqual(recalled);
  const anew = readSite(input).flows.map((flow) => JSON.stringify(flow));
  expect(flows.filter((flow, index) => JSON.stringify(flow) !== anew[index])).toEqual([]);
});

it('reads all flows anew when one is not known', async () => {
  const { flows } = await readKnownSite(input, () => undefined);
  expect(flows.length).toBe(readSite(input).flows.length);
});

it('reads the flows of another folder from there, and tells their faults', async () => {
  const copy = copyProject({ resources: false });
  const scenarios = path.join(copy.root, 'scenarios');
  rmSync(scenarios);
  cpSync(path.join(projectRoot(), 'scenarios'), scenarios, { recursive: true });
  appendFileSync(path.join(scenarios, 'simple-lab-order.yaml'), 'nonsense: true\n');
  await expect(readKnownSite({ root: copy.root, reports: [] }, kept)).rejects.toThrow(/simple-lab-order\.yaml:\d+/);
  copy.remove();
});

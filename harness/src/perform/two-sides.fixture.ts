import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../guide/guide.js';
import { projectRoot } from '../guide/project-root.js';
import { loadScenario } from '../plan/load-scenario.js';
import type { Scenario } from '../plan/scenario.js';

/** One lab test for two sides of the harness against each other: neighbours' Tasks of the one would be found by the other as if they were for it. */
export function labOrderAlone(guide: Guide): Scenario {
  const file = path.join(projectRoot(), 'scenarios', 'simple-lab-order.yaml');
  const { scenario } = loadScenario(readFileSync(file, 'utf8'), 'scenarios/simple-lab-order.yaml', guide);
  if (!scenario) throw new Error('simple-lab-order does not load');
  const given = scenario.given.map(({ actor, keys }) => ({
    actor,
    keys: keys.filter((key) => !key.startsWith('Task/')),
  }));
  return { ...scenario, given };
}

import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownScenarios } from '../harness/src/cli/flows.js';
import { hashOf, knownFlowsFile, whatFlowsDependOn, type KnownFlows } from '../harness/src/cli/known-flows.js';
import { readScenarioFiles } from '../harness/src/cli/scenario-files.js';
import { loadGuide } from '../harness/src/guide/load-guide.js';
import { projectRoot } from '../harness/src/guide/project-root.js';
import { loadScenario } from '../harness/src/plan/load-scenario.js';

/**
 * Last part of `npm run build`: reads this package's flows once and keeps them as data in `dist/flows.json`, so that the command
 * need not parse and check again what it found without fault. A flow with faults is left out: whoever runs it is told of them.
 */
const guide = loadGuide();
const flows: KnownFlows['flows'] = {};
for (const { text, file } of await readScenarioFiles(ownScenarios())) {
  const { scenario } = loadScenario(text, path.relative(projectRoot(), file), guide);
  if (scenario) flows[hashOf(text)] = scenario;
}
const known: KnownFlows = { madeOf: whatFlowsDependOn(), flows };
const making = `${knownFlowsFile()}.making-${process.pid}`;
writeFileSync(making, JSON.stringify(known));
renameSync(making, knownFlowsFile());

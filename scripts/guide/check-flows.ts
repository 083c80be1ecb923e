import { readFileSync } from 'node:fs';
import { LAWS } from '../../harness/src/judge/laws/catalog.js';
import { plansOf } from '../../harness/src/plan/build-plan.js';
import { traceRequirements, unverified } from '../../harness/src/trace/trace.js';
import { derivedFiles, flowHeads, staleFlowFiles, withFlows } from './flow-files.js';
import type { GuidePaths } from './paths.js';
import { loadFlows, publication, type LoadedFlows } from './publish.js';

/**
 * Where what is made from flows is not what they say now: pages, diagrams, resources, the list in sushi-config.yaml. Faulty flows are told
 * instead, each fault with its place.
 */
export function checkFlows(paths: GuidePaths, compiled: string, flows = loadFlows(paths, compiled)): string[] {
  const { files, errors } = publication(flows);
  if (errors.length > 0) return errors;
  const config = readFileSync(paths.config, 'utf8');
  return [
    ...staleFlowFiles(derivedFiles(paths), files).map((file) => `input/${file}`),
    ...(withFlows(config, flowHeads(paths)) === config ? [] : ['sushi-config.yaml']),
  ].map((file) => `${file} is not what the flows say now: run \`npm run guide\` and commit it.`);
}

/** Requirements that say SHALL, can be tested, and that no law, act or expectation verifies: one sentence each. */
export function checkVerified({ guide, scenarios }: Pick<LoadedFlows, 'guide' | 'scenarios'>): string[] {
  const plans = scenarios.flatMap((scenario) => plansOf(scenario, guide));
  const laws = LAWS.map(({ law }) => law);
  return unverified(traceRequirements(guide.requirements.values(), plans, laws)).map(
    (key) =>
      `Requirements/${guide.requirements.get(key)?.theme ?? ''}, ${key}: nothing verifies it: cite it in a flow's act or expectation, ` +
      'write a law, or mark it NotTested with the reason.',
  );
}

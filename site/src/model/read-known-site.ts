import { readFileSync } from 'node:fs';
import { knownFlow } from '../../../harness/src/cli/known-flows.js';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import type { Scenario } from '../../../harness/src/plan/scenario.js';
import { scenarioFiles, siteOf, type SiteInput, type SiteModel } from './site.js';

/**
 * Reads all that a site is made from, and spares itself the reading of flows that this build has read already, with the parsers that it takes:
 * a sixth of a whole site. Where a flow or the guide is another one than the build's, all flows are read anew.
 */
export async function readKnownSite(input: SiteInput): Promise<SiteModel> {
  const known = input.root === projectRoot() ? scenarioFiles(input.root).map(knownScenario) : [undefined];
  const scenarios = known.filter((each) => each !== undefined);
  if (scenarios.length === known.length) return siteOf(input, () => scenarios);
  const { readSite } = await import('./read-site.js');
  return readSite(input);
}

function knownScenario(file: string): Scenario | undefined {
  return knownFlow(readFileSync(file, 'utf8'));
}

import { readFileSync } from 'node:fs';
import { knownFlow } from '../../../harness/src/cli/known-flows.js';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import type { Scenario } from '../../../harness/src/plan/scenario.js';
import { scenarioFiles, siteOf, type SiteInput, type SiteModel } from './site.js';

/**
 * Reads all that a site is made from, and spares itself the reading of flows that this build has read already, with the parsers that it takes:
 * a tenth of the time of a whole site. Where a flow or the guide is another one than the build's, all flows are read anew.
 *
 * @param recall a flow that is known, by its text
 */
export async function readKnownSite(
  input: SiteInput,
  recall: (text: string) => Scenario | undefined = knownFlow,
): Promise<SiteModel> {
  const ours = input.root === projectRoot();
  const known = ours ? scenarioFiles(input.root).map((file) => recall(readFileSync(file, 'utf8'))) : [undefined];
  const scenarios = known.filter((each) => each !== undefined);
  if (scenarios.length === known.length) return siteOf(input, () => scenarios);
  const { readSite } = await import('./read-site.js');
  return readSite(input);
}

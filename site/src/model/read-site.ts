import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../../../harness/src/guide/guide.js';
import { loadScenario } from '../../../harness/src/plan/load-scenario.js';
import type { Scenario } from '../../../harness/src/plan/scenario.js';
import { formatErrors } from '../../../harness/src/yaml/format-errors.js';
import { scenarioFiles, siteOf, type SiteInput, type SiteModel } from './site.js';

/** Reads all that a site is made from. Throws with file, line and what to do where something cannot be read. */
export function readSite(input: SiteInput): SiteModel {
  return siteOf(input, (root, guide) => scenarioFiles(root).map((file) => readScenario(file, root, guide)));
}

function readScenario(file: string, root: string, guide: Guide): Scenario {
  const text = readFileSync(file, 'utf8');
  const { scenario, errors } = loadScenario(text, path.relative(root, file), guide, { unjudged: true });
  if (!scenario || errors.length > 0) throw new Error(formatErrors(errors, text));
  return scenario;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../../harness/src/guide/guide.js';
import { loadGuide } from '../../harness/src/guide/load-guide.js';
import { loadScenario } from '../../harness/src/plan/load-scenario.js';
import type { Scenario } from '../../harness/src/plan/scenario.js';
import type { ExplainingPage } from '../../harness/src/publish/flow-list.js';
import { publishedFiles } from '../../harness/src/publish/published.js';
import { formatErrors } from '../../harness/src/yaml/format-errors.js';
import { flowHeads } from './flow-files.js';
import { pageNames } from './pages.js';
import type { GuidePaths } from './paths.js';

/** What is made of the flows, or what is wrong with them, each with its place in the file. */
export interface Publication {
  files: Map<string, string>;
  errors: string[];
}

/** The flows of a guide, or what is wrong with them. */
export interface LoadedFlows {
  guide: Guide;
  scenarios: Scenario[];
  pages: ExplainingPage[];
  errors: string[];
}

/** Loads every flow in scenarios/ against a compiled guide; `compiled` is the folder that SUSHI wrote. */
export function loadFlows(paths: GuidePaths, compiled: string): LoadedFlows {
  const guide = loadGuide(path.join(compiled, 'resources'));
  const pages = pageNames(readFileSync(paths.config, 'utf8'));
  const loaded = flowHeads(paths).map(({ id }) => load(`scenarios/${id}.yaml`, paths, guide, pages));
  const scenarios = loaded.flatMap(({ scenario }) => scenario ?? []);
  return { guide, scenarios, pages, errors: loaded.flatMap((each) => each.errors) };
}

/**
 * Makes everything that comes of the flows in scenarios/, as path below input/ -> text; writes nothing. With errors there are no files:
 * what is derived is made from flows that are all sound.
 *
 * @param compiled the folder that SUSHI wrote
 */
export function publishFlows(paths: GuidePaths, compiled: string): Publication {
  return publication(loadFlows(paths, compiled));
}

/** As {@link publishFlows}, of flows that are loaded. */
export function publication({ guide, scenarios, pages, errors }: LoadedFlows): Publication {
  if (errors.length > 0) return { files: new Map(), errors };
  return { files: publishedFiles(scenarios, guide, pages), errors };
}

function load(
  file: string,
  paths: GuidePaths,
  guide: Guide,
  pages: readonly ExplainingPage[],
): { scenario?: Scenario; errors: string[] } {
  const text = readFileSync(path.join(paths.root, file), 'utf8');
  const { scenario, errors } = loadScenario(text, file, guide);
  if (!scenario) return { errors: [formatErrors(errors, text)] };
  const { page } = scenario;
  if (page === undefined || pages.some(({ name }) => name === page)) return { scenario, errors: [] };
  const line = text.slice(0, text.search(/^page:/m)).split('\n').length;
  return {
    errors: [`${file}:${line}: the guide has no page ${page}; its pages: ${pages.map(({ name }) => name).join(', ')}.`],
  };
}

import type { Guide } from '../guide/guide.js';
import type { Resource } from '../guide/resource.js';
import type { Scenario } from '../plan/scenario.js';
import { exampleScenario, exampleScenarioId } from './example-scenario.js';
import { diagramStyle, flowDiagrams, STYLE_INCLUDE } from './flow-diagrams.js';
import { flowList, LIST_INCLUDE, type ExplainingPage } from './flow-list.js';
import { flowPage } from './flow-page.js';
import { pageFile } from './names.js';
import { testPlan } from './test-plan.js';
import { publishedFlow } from './ways.js';

/**
 * Everything that is made from flows, as path below the guide's `input` folder -> text: pages, diagrams, the list of flows, an
 * ExampleScenario for each and a TestPlan for all. Pure: the same guide and flows give the same bytes.
 *
 * @param pages the pages that flows may name as the one that explains them, in the order of the guide
 */
export function publishedFiles(
  scenarios: readonly Scenario[],
  guide: Guide,
  pages: readonly ExplainingPage[],
): Map<string, string> {
  const flows = scenarios.map((scenario) => publishedFlow(scenario, guide));
  const files = new Map([
    [`includes/${STYLE_INCLUDE}`, diagramStyle()],
    [`includes/${LIST_INCLUDE}`, flowList(flows, pages)],
    [`resources/TestPlan-flows.json`, resourceText(testPlan(flows, guide))],
  ]);
  for (const flow of flows) {
    files.set(`pages/${pageFile(flow.scenario.id)}`, flowPage(flow, guide));
    files.set(
      `resources/ExampleScenario-${exampleScenarioId(flow.scenario.id)}.json`,
      resourceText(exampleScenario(flow, guide)),
    );
    for (const [name, svg] of flowDiagrams(flow)) files.set(`includes/${name}`, svg);
  }
  return files;
}

/** A resource as its file holds it. */
export function resourceText(resource: Resource): string {
  return `${JSON.stringify(resource, undefined, 2)}\n`;
}

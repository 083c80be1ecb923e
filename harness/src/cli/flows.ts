import path from 'node:path';
import { exchanges } from '../exchange/catalog.js';
import type { Guide } from '../guide/guide.js';
import { projectRoot } from '../guide/project-root.js';
import { plansOf, type RunName } from '../plan/build-plan.js';
import { storyPaths } from '../plan/story-path.js';
import type { ExchangeId, Plan } from '../plan/plan.js';
import type { Scenario } from '../plan/scenario.js';
import { formatErrors } from '../yaml/format-errors.js';
import { nearest } from '../yaml/nearest.js';
import { listScenarioFiles, readScenarioFiles, type ScenarioFile } from './scenario-files.js';
import { matcherOf, type Selector } from './select.js';
import { UsageError } from './usage-error.js';

/** Folder of the flows that come with the guide. */
export function ownScenarios(): string {
  return path.join(projectRoot(), 'scenarios');
}

/**
 * Loads the flows that any selector may mean; every fault in their files is told at once. `recall` answers flows that are known
 * already, by their text.
 */
export async function loadFlows(
  folder: string,
  selectors: readonly Selector[],
  guide: Guide,
  recall: (text: string) => Scenario | undefined = () => undefined,
): Promise<Scenario[]> {
  const names = (await listScenarioFiles(folder)).map(({ id }) => id);
  const unknown = selectors.find((selector) => !names.some((id) => matcherOf(selector.flow)(id)));
  if (unknown) {
    const hint = nearest(unknown.flow, names);
    throw new UsageError(
      `no flow matches "${unknown.flow}" in ${folder}${hint ? `; did you mean ${hint}?` : ''} ("cow list" shows all)`,
    );
  }
  const wanted = new Set(
    names.filter((id) => selectors.length === 0 || selectors.some((one) => matcherOf(one.flow)(id))),
  );
  const files = await readScenarioFiles(folder, wanted);
  const loaded = files.map((file) => ({ ...file, scenario: recall(file.text) }));
  if (loaded.every(({ scenario }) => scenario)) return loaded.flatMap(({ scenario }) => scenario ?? []);
  return readFlows(files, guide);
}

async function readFlows(files: readonly ScenarioFile[], guide: Guide): Promise<Scenario[]> {
  const { loadScenario } = await import('../plan/load-scenario.js');
  const loaded = files.map(({ file, text }) => ({
    text,
    ...loadScenario(text, path.relative(process.cwd(), file), guide),
  }));
  const faulty = loaded.filter(({ errors }) => errors.length > 0);
  if (faulty.length > 0) throw new UsageError(faulty.map(({ errors, text }) => formatErrors(errors, text)).join('\n'));
  return loaded.flatMap(({ scenario }) => scenario ?? []);
}

/** The plans that the selectors and exchanges name, in the order of flows, branches and exchanges. */
export function plansFor(
  scenarios: readonly Scenario[],
  selectors: readonly Selector[],
  guide: Guide,
  options: { exchanges?: readonly ExchangeId[]; external?: ReadonlySet<string> },
): Plan[] {
  const chosen = scenarios.flatMap((scenario) => {
    const hasMain = storyPaths(scenario).some((path) => path.branch === undefined);
    const wanted = (run: RunName): boolean =>
      (options.exchanges?.includes(run.exchange) ?? true) &&
      (selectors.length === 0 || selectors.some((selector) => selects(selector, run, hasMain)));
    return plansOf(scenario, guide, { wanted, external: externalsIn(scenario, options.external) });
  });
  if (chosen.length === 0)
    throw new UsageError(
      `nothing to run: no branch or exchange of these flows matches${likely(selectors)} ("cow list" shows all)`,
    );
  return chosen;
}

/** What an exchange that there is not was probably meant to be. */
function likely(selectors: readonly Selector[]): string {
  const ids = exchanges.map(({ id }) => id as string);
  const unknown = selectors.find(({ exchange }) => exchange !== undefined && !ids.some(matcherOf(exchange)));
  const hint = unknown?.exchange && nearest(unknown.exchange, ids);
  return hint ? `; did you mean @${hint}?` : '';
}

/** A target file may name external actors by their name in the flow or by the ActorDefinition that they play. */
function externalsIn(scenario: Scenario, external: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  return new Set(
    scenario.actors.filter((actor) => external.has(actor.name) || external.has(actor.is)).map((actor) => actor.name),
  );
}

/** `flow@exchange` is the id of the run without branch, where there is one; without an exchange it is the whole flow. */
function selects(selector: Selector, plan: RunName, hasMain: boolean): boolean {
  const isId = hasMain && selector.exchange !== undefined && !selector.exchange.includes('*');
  const branch = selector.branch ?? (isId ? '' : '*');
  return (
    matcherOf(selector.flow)(plan.flow) &&
    matcherOf(branch)(plan.branch ?? '') &&
    (selector.exchange === undefined || matcherOf(selector.exchange)(plan.exchange))
  );
}

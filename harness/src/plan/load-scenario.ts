import type { Guide } from '../guide/guide.js';
import type { Scenario, ScenarioError } from './scenario.js';
import { checkStory } from './scenario/check-story.js';
import { checkWays } from './scenario/check-ways.js';
import { Context } from './scenario/context.js';
import { readFlow } from './scenario/read-flow.js';
import { rehearse } from './scenario/rehearse.js';
import { checkShape } from './scenario/schema-words.js';
import { Problems, Source } from '../yaml/source.js';

/** What reading a scenario file gives: the scenario, or all that is wrong with it in the order of the text. */
export interface LoadedScenario {
  scenario?: Scenario;
  errors: ScenarioError[];
}

/**
 * Reads a scenario file and checks it against its schema, against the guide and against itself, before anything is sent.
 * Every problem is one error with its place and, where there is one, the nearest valid name. Never throws.
 * `file` is its name as messages show it; its last part must be the flow's id and `.yaml`.
 *
 * With `unjudged`, the file is only to be shown: its shape and its names are looked at, but neither its expressions nor its story,
 * which take most of the time.
 */
export function loadScenario(
  text: string,
  file: string,
  guide: Guide,
  options: { unjudged?: boolean } = {},
): LoadedScenario {
  const problems = new Problems();
  const source = Source.parse(text, file, problems);
  if (!source) return { errors: problems.sorted() };
  const wellShaped = checkShape(source, problems);
  const context = new Context(source, guide, problems, !options.unjudged);
  const scenario = readFlow(context);
  if (wellShaped && !context.incomplete && context.judged) checkStory(scenario, context);
  if (problems.none && context.judged) rehearse(scenario, context);
  if (problems.none && context.judged) checkWays(scenario, context);
  return problems.none ? { scenario, errors: [] } : { errors: problems.sorted() };
}

import { exchangeOf } from '../exchange/catalog.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Guide } from '../guide/guide.js';
import type { ExchangeId, Plan, PlanAct } from './plan.js';
import { ELSEWHERE, elsewhereOn } from './elsewhere.js';
import { planAct } from './planner/acts.js';
import { planGiven } from './planner/givens.js';
import { planFinal } from './planner/looks.js';
import { createdKeys, Story } from './planner/story.js';
import type { Scenario } from './scenario.js';
import { storyPaths, type StoryPath } from './story-path.js';

/** What tells one run of a flow from another. */
export interface RunName {
  flow: string;
  branch?: string;
  exchange: ExchangeId;
}

export interface PlanOptions {
  /** Only these runs; all when left out. */
  wanted?: (run: RunName) => boolean;
  /** Names of actors that the system under test plays. */
  external?: ReadonlySet<string>;
}

/** Names of every run of a flow: each way through it, over each of its exchanges. */
export function runNamesOf(scenario: Scenario): RunName[] {
  return waysOf(scenario).map(({ name }) => name);
}

/** `flow[/branch]@exchange` */
export function runId({ flow, branch, exchange }: Omit<RunName, 'branch'> & { branch?: string | undefined }): string {
  return `${flow}${branch ? `/${branch}` : ''}@${exchange}`;
}

function waysOf(scenario: Scenario): { name: RunName; path: StoryPath }[] {
  return storyPaths(scenario).flatMap((path) =>
    scenario.exchanges
      .filter((exchange) => path.exchanges?.includes(exchange) ?? true)
      .map((exchange) => ({
        path,
        name: { flow: scenario.id, exchange, ...(path.branch ? { branch: path.branch } : {}) },
      })),
  );
}

/** Every run of a flow, planned. */
export function plansOf(scenario: Scenario, guide: Guide, options: PlanOptions = {}): Plan[] {
  const { wanted = () => true, external = new Set<string>() } = options;
  return waysOf(scenario)
    .filter(({ name }) => wanted(name))
    .map(({ name, path }) => planWay(scenario, path, exchangeOf(name.exchange), guide, external));
}

/** The run of one way through a flow over one exchange. Throws a PlanError for what that exchange lets nobody do. */
export function planWay(
  scenario: Scenario,
  path: StoryPath,
  exchange: Exchange,
  guide: Guide,
  external: ReadonlySet<string> = new Set(),
): Plan {
  return planOf(new Story(scenario, path, exchange, guide, external));
}

/** Follows the story once. */
function planOf(story: Story): Plan {
  const { scenario, path, exchange } = story;
  const elsewhere = elsewhereOn(path.acts, scenario, (key) => story.guide.instance(key));
  for (const key of elsewhere) story.instances.set(key, { key, author: ELSEWHERE, homes: [ELSEWHERE], given: true });
  const given = planGiven(story);
  const acts: PlanAct[] = [];
  for (const act of path.acts) acts.push(planAct(story, act));
  acts.push(planFinal(story, acts));
  const deadline = holdBack(story, acts);
  given.steps.push(...story.subscriptions.values());
  const start = storyStart(story);
  return {
    id: runId({ flow: scenario.id, branch: path.branch, exchange: exchange.id }),
    flow: scenario.id,
    ...(path.branch ? { branch: path.branch } : {}),
    exchange: exchange.id,
    title: path.title ? `${scenario.title}: ${path.title}` : scenario.title,
    ...(scenario.story ? { story: scenario.story } : {}),
    actors: scenario.actors.map(({ name, is, as, hosts, actsFor }) => {
      const party = actsFor === undefined ? {} : { actsFor };
      return { name, is, title: story.titleOf(name), as, hosts, ...party, external: story.external.has(name) };
    }),
    ...(start ? { storyStart: start } : {}),
    ...(deadline ? { deadline } : {}),
    instances: Object.fromEntries(story.instances),
    ...(elsewhere.length > 0 ? { elsewhere } : {}),
    acts: [given, ...acts],
  };
}

/** After a wait, the next step of any act is not begun before its moment. Answers that moment. */
function holdBack(story: Story, acts: readonly PlanAct[]): string | undefined {
  const index = story.path.acts.findIndex((act) => act.kind === 'wait');
  const wait = story.path.acts[index];
  if (wait?.kind !== 'wait') return undefined;
  const next = acts.slice(index).find((act) => act.steps.length > 0)?.steps[0];
  if (next) next.notBefore = wait.until;
  return wait.until;
}

/** The earliest moment at which something in the story was written. */
function storyStart(story: Story): string | undefined {
  const moments = story.path.acts
    .flatMap(createdKeys)
    .map((key) => story.guide.instance(key)?.authoredOn)
    .filter((moment): moment is string => typeof moment === 'string' && !Number.isNaN(Date.parse(moment)));
  return moments.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

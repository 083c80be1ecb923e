import type { ExchangeId } from '../../../harness/src/plan/plan.js';
import type { InstanceKey } from '../../../harness/src/guide/resource.js';
import type { Act, Scenario } from '../../../harness/src/plan/scenario.js';
import { storyPaths } from '../../../harness/src/plan/story-path.js';
import { pageHtml, wayAnchor } from '../../../harness/src/publish/names.js';
import { SHOWN_BY_STEPS } from './step-citations.js';
import { LAWS } from '../../../harness/src/judge/laws/catalog.js';

/** An act that is carried out. */
export type PlainAct = Exclude<Act, { kind: 'fork' }>;

/** A way through a flow. */
export interface FlowWay {
  branch?: string;
  title?: string;
  /** Where it is told: a part of the flow's page, or the page as a whole. */
  href: string;
  /** What it runs over: all exchanges of the flow, or those that its branch is meant for. */
  exchanges: readonly ExchangeId[];
}

/** A flow as the site shows it. */
export interface Flow {
  scenario: Scenario;
  /** `flow-simple-lab-order.html` */
  href: string;
  /** Branches, as `a.b`; undefined for the way that takes none. */
  ways: FlowWay[];
  /** Every act on any way, in the file's order. */
  acts: PlainAct[];
  /** Every instance that the flow touches by name. */
  touches: ReadonlySet<InstanceKey>;
}

/** A flow as the site shows it, from what its file says. */
export function flowOf(scenario: Scenario): Flow {
  const acts = plainActs(scenario.acts);
  return {
    scenario,
    href: pageHtml(scenario.id),
    ways: waysOf(scenario),
    acts,
    touches: new Set([
      ...scenario.actors.map((actor) => actor.as),
      ...scenario.given.flatMap(({ keys }) => keys),
      ...acts.flatMap(keysOf),
    ]),
  };
}

/** The ways through a flow. The page tells the first as its story, and has a part of its own for each later one that has acts of its own. */
function waysOf(scenario: Scenario): FlowWay[] {
  const told = new Set<string>();
  return storyPaths(scenario).map(({ branch, title, exchanges, acts }, index) => {
    const own = acts.filter(({ id }) => !told.has(id));
    own.forEach(({ id }) => told.add(id));
    const part = index > 0 && own.length > 0 ? `#${wayAnchor(branch)}` : '';
    return {
      ...(branch ? { branch } : {}),
      ...(title ? { title } : {}),
      href: `${pageHtml(scenario.id)}${part}`,
      exchanges: scenario.exchanges.filter((exchange) => exchanges?.includes(exchange) ?? true),
    };
  });
}

function plainActs(acts: readonly Act[]): PlainAct[] {
  return acts.flatMap((act) =>
    act.kind === 'fork' ? act.branches.flatMap((branch) => plainActs(branch.acts)) : [act],
  );
}

/** The instances that an act names. */
export function keysOf(act: PlainAct): InstanceKey[] {
  const seen = act.expect.map(({ key }) => key);
  if (act.kind === 'create' || act.kind === 'read') return [...act.keys, ...seen];
  if (act.kind === 'update') return [act.key, ...(act.becomes ? [act.becomes] : []), ...seen];
  if (act.kind === 'race') return [...act.acts.flatMap(keysOf), ...seen];
  if (act.kind === 'search') return [...act.finds, ...act.misses, ...seen];
  return [act.key, ...seen];
}

/** A place in a flow that verifies a requirement. */
export interface Citation {
  flow: Flow;
  act: PlainAct;
  /** Id of the expectation; absent when the act as a whole verifies it. */
  check?: string;
  /** The expectation's FHIRPath. */
  that?: string;
}

/** What verifies a requirement: places in flows, and laws that hold in every flow. */
export interface Verification {
  citations: Citation[];
  laws: { id: string; title: string }[];
  /** Whether steps show it by being what they are. */
  steps: boolean;
}

/** What verifies each requirement, by key; keys that nothing verifies are absent. */
export function verificationsOf(flows: readonly Flow[]): Map<string, Verification> {
  const found = new Map<string, Verification>();
  const at = (key: string): Verification => {
    const known = found.get(key) ?? { citations: [], laws: [], steps: false };
    found.set(key, known);
    return known;
  };
  for (const key of SHOWN_BY_STEPS) at(key).steps = true;
  for (const { law } of LAWS) for (const key of law.requirements) at(key).laws.push({ id: law.id, title: law.title });
  for (const flow of flows) {
    for (const act of flow.acts) {
      for (const key of act.verifies) at(key).citations.push({ flow, act });
      for (const { id, that, verifies } of act.expect) {
        for (const key of verifies) at(key).citations.push({ flow, act, check: id, that });
      }
    }
  }
  return found;
}

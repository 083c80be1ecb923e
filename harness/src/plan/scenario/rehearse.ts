import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { CreateAct, Expectation, Scenario, UpdateAct } from '../scenario.js';
import { setBetween, withSet } from '../state.js';
import { storyPaths, type PlainAct } from '../story-path.js';
import type { Context } from './context.js';
import { forbiddenMove } from './check-move.js';
import { shown } from './expression.js';

/** Ways through one flow that are rehearsed at most; more would take longer than a run. */
const MAX_PATHS = 256;

/** Outcomes of races that are kept apart per resource. */
const MAX_OUTCOMES = 64;

/** What each resource may look like at one moment: several outcomes after a race, one otherwise. */
type States = Map<InstanceKey, Resource[]>;

/**
 * Plays the flow on paper, with the guide's instances alone, and finds what could not succeed against anyone: an expectation
 * that the acts before it don't bring about, an update that changes nothing, a move that the state machine gives to nobody who makes it.
 */
export function rehearse(scenario: Scenario, context: Context): void {
  for (const path of storyPaths(scenario).slice(0, MAX_PATHS)) {
    const states: States = new Map();
    for (const act of path.acts) {
      play(act, states, scenario, context);
      for (const expectation of act.expect) check(expectation, act, states, context);
    }
  }
}

function play(act: PlainAct, states: States, scenario: Scenario, context: Context): void {
  if (act.kind === 'race') {
    const before = new Map(states);
    for (const lane of act.acts) {
      const after = new Map(before);
      write(lane, after, scenario, context);
      for (const [key, outcomes] of after) {
        if (outcomes === before.get(key)) continue;
        const others = states.get(key) === before.get(key) ? [] : (states.get(key) ?? []);
        states.set(key, distinct([...others, ...outcomes]));
      }
    }
  } else if (act.kind === 'create' || act.kind === 'update') write(act, states, scenario, context);
}

function write(act: CreateAct | UpdateAct, states: States, scenario: Scenario, context: Context): void {
  if (act.refused) return;
  if (act.kind === 'create') {
    for (const key of act.keys) states.set(key, [instance(key, context)]);
    return;
  }
  const before = outcomesOf(act.key, states, context);
  const after = before.map((state) => withSet(state, changeOf(act, state, context)));
  checkMove(act, before, after, scenario, context);
  if (same(after, before)) {
    context.fault(context.paths.get(act) ?? [], `this update changes nothing: ${act.key} is like that already`);
  }
  states.set(act.key, distinct(after));
}

/** After a race a Task may be in several states: one from which the move is permitted is enough. */
function checkMove(
  act: UpdateAct,
  before: readonly Resource[],
  after: readonly Resource[],
  { actors }: Scenario,
  context: Context,
): void {
  if (!act.key.startsWith('Task/')) return;
  const moves = before.map((state, index) => forbiddenMove(act.by, state, after[index] as Resource, actors));
  const [first] = moves;
  if (first && moves.every((move) => move)) context.fault(context.paths.get(act) ?? [], first.problem, first.hint);
}

function changeOf(act: UpdateAct, before: Resource, context: Context): Record<string, unknown> {
  return { ...(act.becomes ? setBetween(before, instance(act.becomes, context)) : {}), ...act.set };
}

function check(expectation: Expectation, act: PlainAct, states: States, context: Context): void {
  const { that, key } = expectation;
  const path = [...(context.paths.get(expectation) ?? []), 'that'];
  for (const state of outcomesOf(key, states, context)) {
    const result = context.expressions.evaluate(that, state);
    if (result.length === 1 && result[0] === true) continue;
    const after = `after "${act.id}", ${key} has ${shown(that, state)}`;
    if (result.length > 1 || (result.length === 1 && typeof result[0] !== 'boolean')) {
      const gives = result.map((value) => JSON.stringify(value)).join(', ');
      context.fault(
        path,
        `this expectation gives ${gives}, not true or false`,
        'compare it with something, or ask exists()',
      );
    } else {
      const hint = 'change the expectation, or the acts before it';
      context.fault(path, `this does not hold even when all goes as written: ${after}`, hint);
    }
    return;
  }
}

function outcomesOf(key: InstanceKey, states: States, context: Context): Resource[] {
  return states.get(key) ?? [instance(key, context)];
}

function instance(key: InstanceKey, context: Context): Resource {
  return context.guide.instance(key) as Resource;
}

function same(one: readonly Resource[], other: readonly Resource[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function distinct(outcomes: readonly Resource[]): Resource[] {
  return [...new Map(outcomes.map((each) => [JSON.stringify(each), each])).values()].slice(0, MAX_OUTCOMES);
}

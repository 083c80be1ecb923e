import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { Resource } from '../../guide/resource.js';
import type { AwaitStep, InformStep, Step, WriteStep } from '../../plan/plan.js';
import { hasLeft } from '../../plan/leaving.js';
import { withSet } from '../../plan/state.js';
import { businessState, differences } from '../compare.js';
import type { Law, Result } from '../result.js';
import { isSuccess, type RunView } from '../view.js';

export const finalState: Law = {
  id: 'final-state',
  title: 'In the end everyone sees the state that the flow leads to',
  requirements: ['same-state-on-every-exchange'],
};

/**
 * Judges each actor's last look at each Task and Request against the state that the flow's acts add up to. That state is the same
 * over every exchange, so two exchanges that end differently can't both pass. Who has handed a Task over need not see how it ends.
 */
export function judgeFinalState(run: RunView): Result[] {
  if (!run.isWhole) return [];
  return Object.keys(run.plan.instances).flatMap((key) =>
    run.plan.actors.flatMap((actor) => {
      const instance = run.guide.instance(key);
      if (
        instance &&
        hasLeft(
          actor,
          instance,
          key,
          run.steps.map(({ step }) => step),
        )
      )
        return [];
      const expected = expectedState(key, actor.name, run);
      return expected ? judgeView(key, actor.name, expected, run) : [];
    }),
  );
}

function judgeView(key: string, actor: string, wanted: Resource, run: RunView): Result[] {
  const sighting = run.lastSeen(actor, key);
  if (!sighting) return [];
  const state = businessState(run.named(sighting.body, sighting.url));
  const goal = businessState(wanted);
  const differ = differences(goal, state).filter((part) => !isOwnWay(part, key, goal, state, run));
  const undone = differ.length ? run.leftUndone(key) : undefined;
  const list = differ.map((part) => `${part} is ${say(state[part])}, not ${say(goal[part])}`);
  return [
    {
      about: `${key}.${actor}`,
      step: sighting.record.step,
      verdict: undone ? 'inconclusive' : differ.length ? 'fail' : 'pass',
      expected: `in the end ${actor} sees ${key} as the flow leaves it: ${say(goal.status)}`,
      seen: differ.length ? list.join('; ') : `so it does: ${say(state.status)}`,
      evidence: [sighting.record.n],
    },
  ];
}

/**
 * Whether a part may be as it is because a system under test says it in its own words: the flow decides how a Task or a Request ends and
 * that there are outputs, not by which code its author orders, what reason is given, or what is told besides.
 */
function isOwnWay(part: string, key: string, goal: State, state: State, run: RunView): boolean {
  const authored = run.externals.includes(run.plan.instances[key]?.author ?? '');
  if (part === 'code' || part === 'requester') return authored;
  if (part === 'statusReason' || part === 'businessStatus') return authored || isSetByExternal(part, key, run);
  if (part !== 'outputs') return false;
  if (!authored && !isSetByExternal('output', key, run)) return false;
  const kinds = typesOf(state.outputs);
  return typesOf(goal.outputs).every((type) => kinds.includes(type));
}

type State = Record<string, unknown>;

function isSetByExternal(element: string, key: string, run: RunView): boolean {
  return run.stepsOf('await').some(({ step }) => step.key === key && element in step.set);
}

/** The types that references lead to, whether or not the guide has a name for what is there. */
function typesOf(outputs: unknown): string[] {
  return (outputs as string[]).map((reference) => reference.split('/').at(-2) ?? reference);
}

/**
 * The instance with all that the acts set and the actor can know, for Tasks and Requests; undefined for what is no part of the
 * workflow's state.
 */
function expectedState(key: string, actor: string, run: RunView): Resource | undefined {
  const instance = run.guide.instance(key);
  if (!instance || run.plan.instances[key]?.given || instance.intent === undefined) return undefined;
  return copiesOf(key, instance, run).get(placeOf(actor, run)) ?? instance;
}

/**
 * What each place holds of an instance in the end. Who keeps its own copy has in it what it wrote itself and what messages brought; who
 * is told of nothing further, e.g. because it declined, rightly keeps the copy as it was. Over REST everyone looks at one resource.
 */
function copiesOf(key: string, instance: Resource, run: RunView): ReadonlyMap<string, Resource> {
  const copies = new Map<string, Resource>();
  for (const { step } of run.steps) {
    for (const write of effectiveWrites(step, run)) {
      const place = placeOf(write.at, run);
      if (write.key === key) copies.set(place, withSet(copies.get(place) ?? instance, write.set));
    }
    const brought = step.kind === 'inform' && brings(step, key, run) ? copies.get(placeOf(step.by, run)) : undefined;
    if (step.kind === 'inform' && brought) copies.set(placeOf(step.to, run), brought);
  }
  return copies;
}

/** Where an actor's copies are: in messaging at its server (parties on one server have one copy), else there is one place for all. */
function placeOf(actor: string, run: RunView): string {
  if (!eachKeepsCopies(run.plan)) return '';
  const { servers } = run.run.target;
  const host = run.plan.actors.find(({ hosts }) => hosts)?.name ?? actor;
  return servers[actor] ?? servers[host] ?? actor;
}

/** Whether a message changes the receiver's copy: what the receiver wrote itself is its own, but for Tasks. */
function brings({ bundle, carries, refused, to }: InformStep, key: string, run: RunView): boolean {
  const own = !key.startsWith('Task/') && run.plan.instances[key]?.author === to;
  return carries === 'content' && !refused && !own && (bundle?.includes(key) ?? false);
}

/** What a step is to change: nothing for an attempt; of a race, what those lanes did that the history shows to have been taken. */
function effectiveWrites(step: Step, run: RunView): (WriteStep | AwaitStep)[] {
  if (step.kind === 'await') return [step];
  if (step.kind === 'write') return step.refused ? [] : [step];
  if (step.kind !== 'race') return [];
  return run
    .writingsOf(step.id)
    .filter(({ record }) => isSuccess(record))
    .map((writing) => writing.step);
}

function say(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value ?? 'none');
}

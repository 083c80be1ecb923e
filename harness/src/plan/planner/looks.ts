import type { InstanceKey } from '../../guide/resource.js';
import { hasLeft } from '../leaving.js';
import type { ExpectCheck, PlanAct, ReadStep, Step } from '../plan.js';
import type { Expectation } from '../scenario.js';
import type { Story } from './story.js';

/** An actor reads a resource as it finds it, and so knows its newest version. */
export function planRead(story: Story, id: string, by: string, key: InstanceKey, why: ReadStep['why']): ReadStep {
  story.mustHold(key, by);
  story.looks(by, key);
  const at = story.holderFor(key, by);
  return { kind: 'read', id, title: `${story.titleOf(by)} reads ${key}`, by, at, key, why };
}

/** An act's expectations, each bound to the look that shows its resource; looks that are lacking are added to the steps. */
export function planChecks(story: Story, act: string, expect: readonly Expectation[], steps: Step[]): ExpectCheck[] {
  return expect.flatMap(({ id, actor, key, that, verifies, sample }): ExpectCheck[] => {
    // What an external actor writes is its own: only the guide's instances have just these values.
    if (sample && story.isExternals(key)) return [];
    const looker = lookerFor(story, actor);
    return looker ? [{ id, actor, key, that, verifies, step: lookFor(story, act, looker, key, steps) }] : [];
  });
}

/** Who can look on an actor's behalf: itself when played; for an external one, over REST, any played actor. */
function lookerFor(story: Story, actor: string): string | undefined {
  if (!story.external.has(actor)) return actor;
  return story.exchange.taskHome === 'each' ? undefined : story.firstPlayed();
}

/** The read step that shows `actor` the resource after this act: one that is planned already, or a new one. */
function lookFor(story: Story, act: string, actor: string, key: InstanceKey, steps: Step[]): string {
  const reads = steps.filter((step): step is ReadStep => step.kind === 'read' && step.by === actor && step.key === key);
  const done = reads.find((step) => step.why !== 'act') ?? reads.find((step) => isLast(step, steps));
  if (done) return done.id;
  const step = planRead(story, `${act}.sees-${actor}-${key.replace('/', '-')}`, actor, key, 'expect');
  steps.push(step);
  return step.id;
}

/** Whether nothing was written after this read in the same act. */
function isLast(step: Step, steps: readonly Step[]): boolean {
  return !steps.slice(steps.indexOf(step)).some((later) => later.kind === 'write' || later.kind === 'await');
}

/** After the last act: everyone's view of the Tasks and Requests, every version of them, and every reference followed. */
export function planFinal(story: Story, acts: readonly PlanAct[]): PlanAct {
  const created = [...story.instances.values()].filter(({ key, given }) => !given && isWorkflow(story, key));
  const steps = [...created.flatMap(({ key }) => planLastLooks(story, key, acts)), ...planAudits(story, acts)];
  return { id: 'final', kind: 'final', title: 'What everyone sees in the end', verifies: [], steps, checks: [] };
}

function planLastLooks(story: Story, key: InstanceKey, acts: readonly PlanAct[]): Step[] {
  const name = key.replace('/', '-');
  const left = leftBy(story, key, acts);
  const viewers = story.viewersOf(key).filter((actor) => !story.external.has(actor) && !left.has(actor));
  const looks = viewers
    .filter((actor) => !(story.isFresh(actor, key) && hasRead(actor, key, acts)))
    .map((actor) => planRead(story, `final.${actor}-${name}`, actor, key, 'final'));
  const holders = new Map<string, string>();
  for (const actor of viewers) {
    const at = story.holderFor(key, actor);
    holders.set(at, story.external.has(at) || left.has(at) ? actor : at);
  }
  const histories = [...holders].map(([at, by]): Step => {
    const title = `All versions of ${key} at ${story.titleOf(at)}`;
    return { kind: 'history', id: `final.history-${at}-${name}`, title, by, at, key };
  });
  return [...looks, ...histories];
}

/** Actors that have handed a Task over to another. */
function leftBy(story: Story, key: InstanceKey, acts: readonly PlanAct[]): ReadonlySet<string> {
  const task = story.guide.instance(key);
  const steps = acts.flatMap((act) => act.steps);
  const left = story.scenario.actors.filter((actor) => task && hasLeft(actor, task, key, steps));
  return new Set(left.map(({ name }) => name));
}

/**
 * Who has no part on this way through the flow has seen nothing, and has nothing to follow; and who has handed over what it saw may have
 * lost sight of it.
 */
function planAudits(story: Story, acts: readonly PlanAct[]): Step[] {
  const steps = acts.flatMap((act) => act.steps).flatMap((step) => (step.kind === 'race' ? step.lanes : [step]));
  const played = story.scenario.actors.filter(({ name }) => !story.external.has(name));
  return played
    .filter(({ name }) => steps.some((step) => step.by === name))
    .filter(({ name }) => ![...story.instances.keys()].some((key) => leftBy(story, key, acts).has(name)))
    .map(({ name }): Step => {
      const title = `${story.titleOf(name)} follows every reference it has seen`;
      return { kind: 'audit', id: `final.audit-${name}`, title, by: name };
    });
}

function hasRead(actor: string, key: InstanceKey, acts: readonly PlanAct[]): boolean {
  return acts.some((act) => act.steps.some((step) => step.kind === 'read' && step.by === actor && step.key === key));
}

/** Tasks and Requests are what a workflow is made of; Requests are the types whose Task may focus on them. */
function isWorkflow(story: Story, key: InstanceKey): boolean {
  const resource = story.anyContent(key);
  return resource?.resourceType === 'Task' || (resource?.intent !== undefined && resource.status !== undefined);
}

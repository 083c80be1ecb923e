import type { InformStep, Plan, PlanAct, ReadStep, Step, WriteStep } from '../plan/plan.js';
import { shortValue } from './values.js';

/** A vertical line of a sequence diagram: an actor, or the system (server) of an actor. */
export interface Lifeline {
  /** The actor's name, or `<name>:system`. */
  id: string;
  kind: 'actor' | 'system';
  actor: string;
  title: string;
  /** True when the system under test plays the actor. */
  external: boolean;
}

/**
 * What an arrow stands for. `write`, `read` and `search` are REST interactions; `notification`, `message` and `own` are
 * ways to learn of a change; `poll` is a search that looks for one; `note` is something that one party does by itself.
 */
export type ArrowKind =
  'write' | 'read' | 'search' | 'poll' | 'notification' | 'message' | 'own' | 'subscribe' | 'note';

/** One step of a plan (or one lane of a race) as an arrow between two lifelines; the same one twice for a loop. */
export interface Arrow {
  /** Id of the step whose evidence belongs to this arrow. */
  step: string;
  act: string;
  kind: ArrowKind;
  from: string;
  to: string;
  /** Short and technical: `update Task/cbc-coordination: status accepted`. */
  label: string;
  /** A sentence for people. */
  title: string;
  /** The request must be refused. */
  refused: boolean;
  /** The step belongs to an actor that the system under test plays: it is awaited, not performed. */
  awaited: boolean;
  /** Set for lanes of a race: how many of them may take effect. */
  race?: { of: string; lanes: number; winners: number };
}

/** The arrows of one act under its title. */
export interface ActBand {
  act: string;
  title: string;
  kind: PlanAct['kind'];
  arrows: Arrow[];
}

/** A sequence diagram as data: no sizes, no colours, no verdicts. */
export interface SequenceModel {
  /** Id of the plan that is drawn. */
  id: string;
  title: string;
  lifelines: Lifeline[];
  bands: ActBand[];
}

export interface SequenceOptions {
  /**
   * `story`: what the actors do, for readers of the guide; `all` (default): also what is put in place before and every
   * look that only checks something.
   */
  detail?: 'story' | 'all';
  /** Only these acts, by id; all when left out. */
  acts?: ReadonlySet<string>;
}

/** Turns a plan into a sequence diagram. Pure; acts without an arrow are left out, and so are lifelines that no arrow touches. */
export function sequenceOf(plan: Plan, options: SequenceOptions = {}): SequenceModel {
  const wanted = (step: Step): boolean => options.detail !== 'story' || isStory(step);
  const acts = plan.acts.filter(({ id }) => options.acts?.has(id) ?? true);
  const places = new Places(plan, acts.flatMap(({ steps }) => steps).filter(wanted));
  const bands = acts
    .map((act) => ({
      act: act.id,
      title: act.title,
      kind: act.kind,
      arrows: act.steps.filter(wanted).flatMap((step) => arrowsOf(act, step, places)),
    }))
    .filter((band) => band.arrows.length > 0);
  return { id: plan.id, title: plan.title, lifelines: touched(places.lifelines, bands), bands };
}

/** Those who have to do with what is shown: a flow may name parties that this branch or exchange has no part for. */
function touched(lifelines: readonly Lifeline[], bands: readonly ActBand[]): Lifeline[] {
  const ends = new Set(bands.flatMap(({ arrows }) => arrows.flatMap(({ from, to }) => [from, to])));
  return lifelines.filter(({ id }) => ends.has(id));
}

/** Whether a step is part of what the actors do, and not only a look that checks something. */
function isStory(step: Step): boolean {
  if (step.kind === 'given' || (step.kind === 'history' && !step.shows) || step.kind === 'audit') return false;
  return step.kind !== 'read' || step.why === 'told' || step.why === 'act';
}

/** Systems that a step touches besides the actor's own doing, as `[who, whose system]`. */
function touches(step: Step): [string, string][] {
  switch (step.kind) {
    case 'race':
      return step.lanes.map((lane) => [lane.by, lane.at]);
    case 'inform':
      return step.how === 'message' ? [] : [[step.to, step.at]];
    case 'audit':
      return [];
    default:
      return [[step.by, step.at]];
  }
}

/** Which lifeline stands for whom. A system has its own line where somebody else than its actor comes to it. */
class Places {
  readonly lifelines: Lifeline[];
  private readonly shared: Set<string>;

  constructor(plan: Plan, steps: readonly Step[]) {
    this.shared = new Set(
      steps
        .flatMap(touches)
        .filter(([who, where]) => who !== where)
        .map(([, where]) => where),
    );
    this.lifelines = plan.actors.flatMap((actor, index) => {
      const line: Lifeline = {
        id: actor.name,
        kind: 'actor',
        actor: actor.name,
        title: actor.title,
        external: actor.external,
      };
      if (!this.shared.has(actor.name)) return [line];
      const system: Lifeline = { ...line, id: `${actor.name}:system`, kind: 'system' };
      return index === 0 ? [line, system] : [system, line];
    });
  }

  /** The line of an actor's system; the actor's own where the system has none. */
  system(actor: string): string {
    return this.shared.has(actor) ? `${actor}:system` : actor;
  }
}

type Drawn = Pick<Arrow, 'kind' | 'from' | 'to' | 'label'>;

function arrowsOf(act: PlanAct, step: Step, places: Places): Arrow[] {
  if (step.kind === 'race') {
    const race = { of: step.id, lanes: step.lanes.length, winners: step.winners };
    return step.lanes.map((lane) => ({ ...arrowOf(act, lane, drawWrite(lane, places)), race }));
  }
  return [arrowOf(act, step, draw(step, places))];
}

function arrowOf(act: PlanAct, step: Step, drawn: Drawn): Arrow {
  return {
    step: step.id,
    act: act.id,
    ...drawn,
    title: step.title,
    refused: 'refused' in step && step.refused !== undefined,
    awaited: step.kind === 'await',
  };
}

function draw(step: Exclude<Step, { kind: 'race' }>, places: Places): Drawn {
  switch (step.kind) {
    case 'write':
    case 'await':
      return drawWrite(step, places);
    case 'inform':
      return drawInform(step, places);
    case 'given':
      return { kind: 'note', from: step.by, to: places.system(step.at), label: `holds ${listOf(step.keys)}` };
    case 'subscribe':
      return { kind: 'subscribe', from: step.by, to: places.system(step.at), label: subscription(step.about) };
    case 'read':
      return { kind: 'read', from: step.by, to: places.system(step.at), label: `${readVerb(step)} ${step.key}` };
    case 'history':
      return { kind: 'read', from: step.by, to: places.system(step.at), label: `every version of ${step.key}` };
    case 'search':
      return { kind: 'search', from: step.by, to: places.system(step.at), label: `search ${step.query}` };
    case 'audit':
      return { kind: 'note', from: step.by, to: step.by, label: 'follows every reference it has seen' };
  }
}

function drawWrite(step: Omit<WriteStep, 'kind' | 'guard'>, places: Places): Drawn {
  const label = `${step.op} ${step.key}${changes(step.set)}${step.refused ? ' (must be refused)' : ''}`;
  return { kind: 'write', from: step.by, to: places.system(step.at), label };
}

function drawInform(step: InformStep, places: Places): Drawn {
  const system = places.system(step.at);
  switch (step.how) {
    case 'notification':
      return { kind: 'notification', from: system, to: step.to, label: `notification: ${step.key}` };
    case 'poll':
      return { kind: 'poll', from: step.to, to: system, label: `looks for ${step.key}` };
    case 'message':
      return { kind: 'message', from: step.by, to: step.to, label: message(step) };
    case 'own':
      return { kind: 'own', from: system, to: step.to, label: `sees ${step.key} change` };
  }
}

function message(step: InformStep): string {
  const more = (step.bundle?.length ?? 1) - 1;
  const carried = more > 0 ? ` with ${more} more` : '';
  const attempt = step.refused ? `${changes(step.set ?? {})} (must be refused)` : '';
  return `message: ${step.key}${carried}${step.twice ? ', sent twice' : ''}${attempt}`;
}

function subscription(about: 'owner' | 'requester' | 'any'): string {
  const which = { owner: 'Tasks it owns', requester: 'Tasks it requested', any: 'Tasks' };
  return `subscribes to ${which[about]}`;
}

function readVerb(step: ReadStep): string {
  return step.why === 'told' || step.why === 'act' ? 'read' : 'look at';
}

function listOf(keys: readonly string[]): string {
  const shown = keys.slice(0, 3).join(', ');
  return keys.length > 3 ? `${shown} and ${keys.length - 3} more` : shown;
}

/** What an update sets, in words: the status and the business status by value, other elements by name. That it is modified goes without saying. */
function changes(set: Record<string, unknown>): string {
  const told = Object.entries(set).filter(([element]) => element !== 'lastModified');
  const parts = told.map(([element, value]) => {
    const text = value === null ? 'removed' : shortValue(value);
    return text === undefined ? element : `${element} ${text}`;
  });
  return parts.length > 0 ? `: ${parts.join(', ')}` : '';
}

import type { Guide } from '../guide/guide.js';
import type { InstanceKey, Resource } from '../guide/resource.js';
import type { Act, CreateAct, UpdateAct } from '../plan/scenario.js';
import type { PlainAct } from '../plan/story-path.js';
import { definitionHead, programName } from './meta.js';
import { storyStates } from './story-states.js';
import { instanceTitles } from './titles.js';
import { shortValue } from './values.js';
import { actorTitles, allActs, type PublishedFlow } from './ways.js';

/** What the list of the guide's resources shows of a flow's ExampleScenario: it stands in the flow's file alone. */
export interface FlowHead {
  id: string;
  title: string;
}

/** Id of a flow's ExampleScenario: not the flow's own, which an actor or an example of the guide may bear too, as FSH tells them apart by id alone. */
export function exampleScenarioId(flow: string): string {
  return `flow-${flow}`;
}

/** The beginning of a flow's ExampleScenario, for which neither the guide's examples nor the flow's acts are needed. */
export function exampleScenarioHead({ id }: FlowHead, canonical: string): Resource {
  return {
    ...definitionHead('ExampleScenario', exampleScenarioId(id), { canonical }),
    name: programName(id),
    status: 'draft',
  };
}

/**
 * A flow as an ExampleScenario (R4): one process, whatever the exchange, whose steps are the acts, with an alternative for each branch. An act
 * that several are told of is an operation for each. Instances are the guide's examples, with a version for every state that the story
 * brings them to.
 */
export function exampleScenario(flow: PublishedFlow, guide: Guide): Resource {
  const { scenario } = flow;
  const actors = actorTitles(scenario, guide);
  return {
    ...exampleScenarioHead(scenario, guide.canonical),
    actor: scenario.actors.map(({ name, as }) => ({
      actorId: name,
      type: /^(Patient|Practitioner|PractitionerRole|RelatedPerson)\//.test(as) ? 'person' : 'entity',
      name: actors.get(name),
      description: `In the example: ${instanceTitles(guide).get(as) ?? as}.`,
    })),
    instance: instances(flow, guide),
    process: [
      {
        title: scenario.title,
        ...(scenario.story === undefined ? {} : { description: scenario.story }),
        step: new Steps(statesLeft(flow, guide)).of(scenario.acts, ''),
      },
    ],
  };
}

/** Which acts leave a new state of which instance, as `accept Task/x`. A state is known by the act that brings it about. */
function statesLeft({ ways }: PublishedFlow, guide: Guide): Set<string> {
  return new Set(ways.flatMap(({ acts }) => storyStates(acts, guide).map(({ act, key }) => `${act} ${key}`)));
}

function instances({ scenario, ways }: PublishedFlow, guide: Guide): object[] {
  const titles = instanceTitles(guide);
  const states = new Map<InstanceKey, Map<string, string>>();
  const state = (key: InstanceKey): Map<string, string> => {
    const found = states.get(key) ?? new Map<string, string>();
    states.set(key, found);
    return found;
  };
  for (const { keys } of scenario.given) keys.forEach(state);
  scenario.elsewhere.forEach(state);
  for (const act of allActs(scenario.acts)) keysOf(act).forEach(state);
  for (const { acts } of ways) {
    for (const { act, key, after } of storyStates(acts, guide)) state(key).set(act, describeState(after));
  }
  return [...states].map(([key, versions]) => {
    const [resourceType = '', resourceId = ''] = key.split('/');
    const name = titles.get(key);
    return {
      resourceId,
      resourceType,
      ...(name === undefined ? {} : { name }),
      ...(versions.size === 0
        ? {}
        : { version: [...versions].map(([act, description]) => ({ versionId: act, description })) }),
    };
  });
}

function describeState(resource: Resource): string {
  const business = shortValue(resource.businessStatus);
  const reason = shortValue(resource.statusReason);
  const parts = [
    typeof resource.status === 'string' ? `status ${resource.status}` : 'as it was written',
    ...(business === undefined ? [] : [`business status ${business}`]),
    ...(reason === undefined ? [] : [`reason ${reason}`]),
  ];
  return parts.join(', ');
}

type Write = CreateAct | UpdateAct;

function keysOf(act: PlainAct | Write): InstanceKey[] {
  switch (act.kind) {
    case 'create':
    case 'read':
      return act.keys;
    case 'update':
    case 'wait':
      return [act.key];
    case 'search':
      return act.finds;
    case 'race':
      return act.acts.flatMap(keysOf);
  }
}

/** Numbers the steps of a process: 1, 2 ... and within branches 3.a.1, 3.a.2 ... */
class Steps {
  constructor(private readonly states: ReadonlySet<string>) {}

  of(acts: readonly Act[], before: string): object[] {
    return acts.flatMap((act, index) => {
      const number = `${before}${index + 1}`;
      if (act.kind !== 'fork') return this.operations(act, number);
      const alternative = act.branches.map((branch, branchIndex) => ({
        title: branch.title,
        description: `Branch ${branch.id}.`,
        step: this.of(branch.acts, `${number}.${String.fromCharCode(97 + branchIndex)}.`),
      }));
      return [{ alternative }];
    });
  }

  private operations(act: PlainAct, number: string): object[] {
    if (act.kind === 'wait') return [{ pause: true }];
    if (act.kind === 'race')
      return act.acts.flatMap((lane, index) => this.doing(lane, `${number}.${index + 1}`, act.id));
    return this.doing(act, number, act.id);
  }

  /** What one actor does: an operation towards each whom it tells, else within its own system or that of whom it asks. */
  private doing(act: Exclude<PlainAct, { kind: 'wait' | 'race' }> | Write, number: string, under: string): object[] {
    const receivers = act.tells.length > 0 ? act.tells : [act.kind === 'search' ? act.where : act.by];
    const key = keysOf(act).find((each) => each.startsWith('Task/')) ?? keysOf(act).at(-1);
    return receivers.map((receiver, index) => ({
      operation: {
        number: receivers.length > 1 ? `${number}.${index + 1}` : number,
        type: act.kind,
        name: act.title,
        initiator: act.by,
        receiver,
        ...('refused' in act && act.refused ? { description: 'It must be refused, and change nothing.' } : {}),
        ...(key === undefined ? {} : { [isLook(act) ? 'response' : 'request']: this.contained(key, under) }),
      },
    }));
  }

  private contained(key: InstanceKey, act: string): object {
    return { resourceId: key.split('/')[1], ...(this.states.has(`${act} ${key}`) ? { versionId: act } : {}) };
  }
}

function isLook({ kind }: { kind: string }): boolean {
  return kind === 'read' || kind === 'search';
}

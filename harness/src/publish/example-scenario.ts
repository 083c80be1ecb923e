import type { Guide } from '../guide/guide.js';
import type { InstanceKey, Resource } from '../guide/resource.js';
import type { Act, CreateAct, UpdateAct } from '../plan/scenario.js';
import type { PlainAct } from '../plan/story-path.js';
import { codeSpan, inRow } from './markdown.js';
import { definitionHead, programName } from './meta.js';
import { passedOn } from './passed-on.js';
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
 * that several are told of is an operation for each. Instances are those of the guide's examples that one party passes on to another, with a
 * version for every state that the story brings them to.
 */
export function exampleScenario(flow: PublishedFlow, guide: Guide): Resource {
  const { scenario } = flow;
  const actors = actorTitles(scenario, guide);
  const states = statesLeft(flow, guide);
  const passed = passedOn(flow.ways.flatMap(({ plans }) => plans));
  return {
    ...exampleScenarioHead(scenario, guide.canonical),
    actor: scenario.actors.map(({ name, as }) => ({
      actorId: name,
      type: /^(Patient|Practitioner|PractitionerRole|RelatedPerson)\//.test(as) ? 'person' : 'entity',
      name: actors.get(name),
      description: `In the example: ${instanceTitles(guide).get(as) ?? as}.`,
    })),
    instance: instances(flow, states, guide).filter(({ resourceType, resourceId }) =>
      passed.has(`${resourceType}/${resourceId}`),
    ),
    process: [
      {
        title: scenario.title,
        ...(scenario.story === undefined ? {} : { description: scenario.story }),
        step: new Steps(states, passed).of(scenario.acts, ''),
      },
    ],
  };
}

/** What each instance is like after those acts that leave a new state of it, by instance and act: a state is known by the act that brings it about. */
type States = ReadonlyMap<InstanceKey, ReadonlyMap<string, string>>;

function statesLeft({ ways }: PublishedFlow, guide: Guide): States {
  const states = new Map<InstanceKey, Map<string, string>>();
  for (const { act, key, after } of ways.flatMap(({ acts }) => storyStates(acts, guide))) {
    const found = states.get(key) ?? new Map<string, string>();
    states.set(key, found.set(act, describeState(after)));
  }
  return states;
}

interface Instance {
  resourceId: string;
  resourceType: string;
  name?: string;
  version?: { versionId: string; description: string }[];
}

function instances({ scenario }: PublishedFlow, states: States, guide: Guide): Instance[] {
  const titles = instanceTitles(guide);
  const keys = new Set([
    ...scenario.given.flatMap((given) => given.keys),
    ...scenario.elsewhere,
    ...allActs(scenario.acts).flatMap(keysOf),
  ]);
  return [...keys].map((key) => {
    const [resourceType = '', resourceId = ''] = key.split('/');
    const name = withoutState(titles.get(key), guide.instance(key)?.status);
    const version = [...(states.get(key) ?? [])].map(([versionId, description]) => ({ versionId, description }));
    return {
      resourceId,
      resourceType,
      ...(name === undefined ? {} : { name }),
      ...(version.length === 0 ? {} : { version }),
    };
  });
}

/** The name of an instance in whatever state: an example that shows a state may say so in its title, "Coordination Task: requested". */
function withoutState(title: string | undefined, status: unknown): string | undefined {
  const end = `: ${String(status)}`;
  return title?.endsWith(end) ? title.slice(0, -end.length) : title;
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
  constructor(
    private readonly states: States,
    private readonly passed: ReadonlySet<InstanceKey>,
  ) {}

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
    const keys = keysOf(act).filter((each) => this.passed.has(each));
    const key = keys.find((each) => each.startsWith('Task/')) ?? keys.at(-1);
    const description = this.about(act, under);
    return receivers.map((receiver, index) => ({
      operation: {
        number: receivers.length > 1 ? `${number}.${index + 1}` : number,
        type: act.kind,
        name: act.title,
        initiator: act.by,
        receiver,
        ...(description === undefined ? {} : { description }),
        ...(key === undefined ? {} : { [isLook(act) ? 'response' : 'request']: this.contained(key, under) }),
      },
    }));
  }

  /** What the one resource of a request or response (R4 has room for no more) does not show: all that is written, and its state afterwards. */
  private about(act: Exclude<PlainAct, { kind: 'wait' | 'race' }> | Write, under: string): string | undefined {
    if ('refused' in act && act.refused) return 'It must be refused, and change nothing.';
    const keys = keysOf(act);
    if (isLook(act)) return keys.length > 1 ? `It gets ${inRow(keys.map(codeSpan))}.` : undefined;
    const after = keys.flatMap((key) => {
      const state = this.states.get(key)?.get(under);
      return state === undefined ? [] : [`${codeSpan(key)} (${state})`];
    });
    return after.length === 0 ? undefined : `Afterwards: ${inRow(after)}.`;
  }

  private contained(key: InstanceKey, act: string): object {
    return { resourceId: key.split('/')[1], ...(this.states.get(key)?.has(act) ? { versionId: act } : {}) };
  }
}

function isLook({ kind }: { kind: string }): boolean {
  return kind === 'read' || kind === 'search';
}

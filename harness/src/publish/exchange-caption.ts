import { eachKeepsCopies } from '../exchange/catalog.js';
import type { InformStep, Plan, WriteStep } from '../plan/plan.js';
import { inRow } from './markdown.js';

/**
 * What stands above a run's diagram: where its Tasks live, who writes there, and who tells whom of a change. It follows from the plan: a third party may
 * be asked by a Task of its own, which lives and is told of elsewhere than the first.
 */
export function exchangeCaption(plan: Plan, titles: ReadonlyMap<string, string>): string {
  const the = (name: string): string => `the ${titles.get(name) ?? name}`;
  const parts = whoDoesWhat(plan);
  const sentences = eachKeepsCopies(plan)
    ? [`each party keeps a copy of the ${parts.tasks.length > 1 ? 'Tasks' : 'Task'}`]
    : homesOf(parts).map((home) => homeSentence(home, parts, the));
  return [...sentences, ...messageSentences(parts, the)]
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`)
    .join(' ');
}

/** Of a plan, what its caption is about: the Tasks that the story makes, who writes a Task, and who is told. */
interface Parts {
  tasks: { key: string; homes: string[] }[];
  writes: WriteStep[];
  informs: InformStep[];
}

function whoDoesWhat({ acts, instances }: Plan): Parts {
  const steps = acts.flatMap((act) => act.steps).flatMap((step) => (step.kind === 'race' ? step.lanes : [step]));
  return {
    tasks: Object.values(instances).filter(({ key, given }) => isTask(key) && !given),
    writes: steps.flatMap((step) => (step.kind === 'write' && isTask(step.key) ? [step] : [])),
    informs: steps.flatMap((step) => (step.kind === 'inform' ? [step] : [])),
  };
}

const isTask = (key: string): boolean => key.startsWith('Task/');

/** Which actors' systems hold Tasks, in the order in which the story comes to them. */
function homesOf({ tasks }: Parts): string[] {
  return [...new Set(tasks.flatMap(({ homes }) => homes))];
}

/** `the Task lives at the Placer, whose server notifies the Fulfiller; the Fulfiller writes there`. Several homes name their Tasks. */
function homeSentence(home: string, parts: Parts, the: (name: string) => string): string {
  const held = parts.tasks.filter(({ homes }) => homes.includes(home)).map(({ key }) => key);
  const told = (how: InformStep['how']): string[] => [
    ...new Set(
      parts.informs.flatMap((step) => (step.how === how && step.at === home && isTask(step.key) ? [step.to] : [])),
    ),
  ];
  const writers = [...new Set(parts.writes.flatMap(({ by, at }) => (at === home && by !== home ? [by] : [])))];
  const [notified, looking] = [told('notification'), told('poll')];
  const one = held.length === 1;
  const named = homesOf(parts).length > 1 ? inRow(held) : one ? 'the Task' : 'the Tasks';
  return [
    `${named} ${one ? 'lives' : 'live'} at ${the(home)}`,
    notified.length > 0 ? `, whose server notifies ${inRow(notified.map(the))}` : '',
    looking.length > 0 ? `, where ${inRow(looking.map(the))} ${looking.length > 1 ? 'look' : 'looks'} for changes` : '',
    writers.length > 0 ? `; ${inRow(writers.map(the))} ${writers.length > 1 ? 'write' : 'writes'} there` : '',
  ].join('');
}

/** Who sends messages to whom, and what these carry. */
function messageSentences({ informs }: Parts, the: (name: string) => string): string[] {
  const messages = informs.filter(({ how }) => how === 'message');
  if (messages.length === 0) return [];
  const receiversOf = (sender: string): string =>
    inRow([...new Set(messages.flatMap(({ by, to }) => (by === sender ? [to] : [])))].map(the));
  const senders = [...new Set(messages.map(({ by }) => by))];
  const ways = [...new Set(senders.map(receiversOf))].map((receivers) => {
    const same = senders.filter((sender) => receiversOf(sender) === receivers);
    return `from ${inRow(same.map(the))} to ${receivers}`;
  });
  const whole = messages.some(({ carries }) => carries === 'content');
  const what = whole ? 'and carry all that the receiver needs' : 'and say what has changed; the rest is read by REST';
  return [`messages go ${inRow(ways)}, ${what}`];
}

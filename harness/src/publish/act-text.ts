import type { InstanceKey } from '../guide/resource.js';
import type { CreateAct, Expectation, ForkAct, Refusal, UpdateAct } from '../plan/scenario.js';
import type { PlainAct } from '../plan/story-path.js';
import type { PageContext } from './flow-page.js';
import { artifactLink, codeSpan, inRow, plainText } from './markdown.js';
import { actAnchor } from './names.js';
import { requirementLink } from './requirement-link.js';
import { referenceIn, shortValue } from './values.js';
import { xmlText } from './xml.js';

const REFUSED: Record<Refusal['because'], string> = {
  stale: 'because its copy is outdated',
  taken: 'because another was first',
  rule: 'because this guide forbids it',
};

/** An act on its flow's page: who does what, which examples are sent, who is told, what must then be seen, and what this verifies. */
export function describeAct(act: PlainAct, context: PageContext): string[] {
  const points = [
    `* ${deed(act, context)}`,
    ...(act.tells.length > 0 ? [`* Told of it: ${inRow(act.tells.map((name) => who(name, context)))}.`] : []),
    ...act.expect.map((expectation) => `* ${expected(expectation, context)}`),
    ...(act.verifies.length > 0 ? [`* The act as a whole verifies ${requirementLinks(act.verifies, context)}.`] : []),
  ];
  return [
    `<h4 id="${actAnchor(act.id)}">${xmlText(act.title)}</h4>`,
    '',
    ...(act.note === undefined ? [] : [...act.note.split('\n'), '']),
    ...points,
    '',
  ];
}

/** The place where a story forks: its branches one after the other, each with its acts. */
export function describeFork(fork: ForkAct, context: PageContext): string[] {
  const names = inRow(
    fork.branches.map(({ id }) => codeSpan(id)),
    'or',
  );
  return [
    `<h4 id="${actAnchor(fork.id)}">${xmlText(fork.title)}</h4>`,
    '',
    ...(fork.note === undefined ? [] : [...fork.note.split('\n'), '']),
    `Here the story forks: ${names}${fork.optional ? ', or none of these' : ''}.`,
    '',
    ...fork.branches.flatMap((branch) => [
      `**Branch \`${branch.id}\`: ${plainText(branch.title)}.**`,
      '',
      ...branch.acts.flatMap((act) => (act.kind === 'fork' ? describeFork(act, context) : describeAct(act, context))),
    ]),
  ];
}

function deed(act: PlainAct, context: PageContext): string {
  switch (act.kind) {
    case 'create':
    case 'update':
      return write(act, context);
    case 'read':
      return `${who(act.by, context)} reads ${inRow(act.keys.map(artifactLink))}.`;
    case 'search': {
      const finds = act.finds.length > 0 ? ` It finds ${inRow(act.finds.map(artifactLink))}.` : '';
      const misses = act.misses.length > 0 ? ` It is not shown ${inRow(act.misses.map(artifactLink), 'or')}.` : '';
      return `${who(act.by, context)} searches the system of ${who(act.where, context)}: ${codeSpan(act.query)}.${finds}${misses}`;
    }
    case 'wait':
      return `Nobody acts until ${codeSpan(act.until)} is over, the moment that ${artifactLink(act.key)} names.`;
    case 'race': {
      const lanes = act.acts.map((lane) => write(lane, context).replace(/\.$/, ''));
      return `At the same time: ${[...new Set(lanes)].join('; ')}. ${winners(act.winners, act.acts.length)}`;
    }
  }
}

function winners(count: number, lanes: number): string {
  if (count >= lanes) return 'Each of them takes effect.';
  return `Of ${lanes} tries ${count === 1 ? 'one takes' : `${count} take`} effect.`;
}

function write(act: CreateAct | UpdateAct, context: PageContext): string {
  const what = act.kind === 'create' ? inRow(act.keys.map(artifactLink)) : change(act);
  if (!act.refused) return `${who(act.by, context)} ${act.kind === 'create' ? 'creates' : 'updates'} ${what}.`;
  return `${who(act.by, context)} tries to ${act.kind} ${what}. This must be refused, ${REFUSED[act.refused.because]}.`;
}

function change({ key, set, becomes }: UpdateAct): string {
  const parts = Object.entries(set).map(([element, value]) => `${codeSpan(element)} ${inWords(value)}`);
  const whole = becomes === undefined ? [] : [`so that it is like ${artifactLink(becomes)}`];
  return `${artifactLink(key)}${parts.length + whole.length > 0 ? ': ' : ''}${inRow([...whole, ...parts])}`;
}

function inWords(value: unknown): string {
  if (value === null) return 'is removed';
  const [first] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [value];
  const target = referenceIn(first);
  if (target !== undefined && isExample(target)) return `becomes ${artifactLink(target)}`;
  const text = shortValue(first) ?? target;
  return text === undefined ? 'gets a new value' : `becomes ${codeSpan(text)}`;
}

/** Whether a reference is to an instance, and not logical or within the resource. */
function isExample(reference: string): reference is InstanceKey {
  return /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]+$/.test(reference);
}

function expected(expectation: Expectation, context: PageContext): string {
  const { actor, key, that, verifies, sample } = expectation;
  const cited = verifies.length > 0 ? ` This verifies ${requirementLinks(verifies, context)}.` : '';
  const only = sample ? ' (what the example holds)' : '';
  return `${who(actor, context)} then sees in ${artifactLink(key)}${only}: ${codeSpan(that)}.${cited}`;
}

function requirementLinks(keys: readonly string[], { guide }: PageContext): string {
  return inRow(keys.map((key) => requirementLink(key, guide)));
}

function who(name: string, { actors }: PageContext): string {
  return plainText(actors.get(name) ?? name);
}

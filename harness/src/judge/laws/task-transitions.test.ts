import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import { transition, TASK_TRANSITIONS } from '../../guide/task-state-machine.js';
import { viewOf } from './history.fixture.js';
import { judgePermittedActor, judgeStatusMachine } from './task-transitions.js';

const guide = loadGuide();
const asked = guide.instance('Task/cbc-coordination') as Resource;
const PRACTICE = { reference: 'Organization/general-practice' };
const LAB = { reference: 'Organization/city-lab' };
const statuses = [...new Set(TASK_TRANSITIONS.flatMap(({ from, to }) => [from, to]))];
const guideCode = (code: string): object => ({
  coding: [{ system: `${guide.canonical}/CodeSystem/cow-task-code`, code }],
});
const fhirCode = (code: string): object => ({ coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code }] });

/** Kinds of Task, each with who asks by it and who is asked. */
const KINDS = [
  { kind: 'CoordinationTask', code: fhirCode('fulfill'), requester: 'placer', owner: 'fulfiller' },
  { kind: 'BiddingTask', code: guideCode('bid'), requester: 'placer', owner: 'fulfiller' },
  { kind: 'CancellationRequestTask of the Placer', code: fhirCode('abort'), requester: 'placer', owner: 'fulfiller' },
  {
    kind: 'CancellationRequestTask of the Fulfiller',
    code: fhirCode('abort'),
    requester: 'fulfiller',
    owner: 'placer',
  },
  { kind: 'ModificationRequestTask', code: fhirCode('change'), requester: 'placer', owner: 'fulfiller' },
] as const;

type Kind = (typeof KINDS)[number];

const as = (actor: string): object => (actor === 'placer' ? PRACTICE : LAB);

/** The verdicts on one move of a Task by an actor: whether there is such a move, and whether the actor may make it. */
function verdicts(kind: Kind, from: string, to: string, by: string): { machine: string; actor: string } {
  const task = { ...asked, code: kind.code, requester: as(kind.requester), owner: as(kind.owner) };
  const writes = [
    { body: { ...task, status: from } },
    { by, body: { ...task, status: to, statusReason: { text: 'why' } } },
  ];
  const run = viewOf(writes, guide);
  return {
    machine: judgeStatusMachine(run)[0]?.verdict ?? 'none',
    actor: judgePermittedActor(run)[0]?.verdict ?? 'none',
  };
}

describe.each(KINDS)('who may move a $kind', (kind) => {
  const cells = statuses.flatMap((from) => statuses.filter((to) => to !== from).map((to) => [from, to] as const));

  it.each(cells)('%s to %s', (from, to) => {
    const code = (kind.code as { coding: { code: string }[] }).coding[0]?.code;
    const allowed = transition(from, to, code)?.by ?? [];
    for (const [role, actor] of [
      ['requester', kind.requester],
      ['owner', kind.owner],
      ['neither', 'other'],
    ] as const) {
      const wanted = (allowed as string[]).includes(role) ? 'pass' : 'fail';
      expect(verdicts(kind, from, to, actor).actor, `by ${role}`).toBe(wanted);
    }
    // Where the earlier status is one in which a Task may begin, only the move itself can be wrong.
    if (['draft', 'requested', 'ready'].includes(from))
      expect(verdicts(kind, from, to, kind.owner).machine).toBe(allowed.length ? 'pass' : 'fail');
  });
});

describe('a Task without owner', () => {
  const { owner: _owner, ...unowned } = asked;
  const claim = (owner: object | undefined): string => {
    const after = { ...unowned, status: 'accepted', ...(owner ? { owner } : {}) } as Resource;
    return judgePermittedActor(
      viewOf(
        [
          { by: 'placer', body: unowned as Resource },
          { by: 'fulfiller', body: after },
        ],
        guide,
      ),
    )[0]?.verdict as string;
  };

  it('is moved by who becomes its owner, and by nobody else', () => {
    expect(claim(LAB)).toBe('pass');
    expect(claim({ reference: 'Organization/east-lab' })).toBe('fail');
    expect(claim(undefined)).toBe('fail');
  });
});

it('a Coordination Task is not completed without work; one that asks for a decision may be', () => {
  expect(transition('accepted', 'completed', 'fulfill')).toBeUndefined();
  expect(transition('accepted', 'completed', 'abort')?.by).toEqual(['owner']);
});

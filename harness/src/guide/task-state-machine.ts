/** Task.status (R4 valueset-task-status). */
export type TaskStatus =
  | 'draft'
  | 'requested'
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'ready'
  | 'cancelled'
  | 'in-progress'
  | 'on-hold'
  | 'failed'
  | 'completed'
  | 'entered-in-error';

/** Who moves a Task: the one who asks by it (its requester), or the one who is asked (its owner, or a candidate). */
export type Mover = 'requester' | 'owner';

/** One permitted move of Task.status. */
export interface Transition {
  from: TaskStatus;
  to: TaskStatus;
  by: Mover[];
  /** `R4`: FHIR's typical state machine (R4 task.html#statemachine); `guide`: this guide permits it, for the reason given. */
  source: 'R4' | 'guide';
  why: string;
  /** Task.code values of Tasks that may not make this move. */
  except?: readonly string[];
}

const move = (
  from: TaskStatus,
  to: TaskStatus,
  by: Mover[],
  source: Transition['source'],
  why: string,
): Transition => ({
  from,
  to,
  by,
  source,
  why,
});

/** Statuses from which no work goes on. */
export const FINAL_STATUSES: readonly TaskStatus[] = [
  'rejected',
  'cancelled',
  'failed',
  'completed',
  'entered-in-error',
];

/** Statuses a Task may be created in. */
export const INITIAL_STATUSES: readonly TaskStatus[] = ['draft', 'requested', 'ready'];

/**
 * The Task state machine: every move that may be seen, and who may make it. The harness judges by this table and the guide's
 * pages are rendered from it. A change that keeps the status is no move.
 */
export const TASK_TRANSITIONS: readonly Transition[] = [
  move('draft', 'requested', ['requester'], 'R4', 'The Task is ready to be acted upon and is handed over.'),
  move('draft', 'cancelled', ['requester'], 'R4', 'The Task is given up before anybody was asked.'),
  move('requested', 'received', ['owner'], 'R4', 'A candidate has it and has not decided yet.'),
  move('requested', 'accepted', ['owner'], 'R4', 'A candidate takes it on.'),
  move('requested', 'rejected', ['owner'], 'R4', 'A candidate declines before any action.'),
  move('requested', 'cancelled', ['requester'], 'R4', 'Nobody has begun: the requester takes it back.'),
  move('received', 'accepted', ['owner'], 'R4', 'A candidate takes it on.'),
  move('received', 'rejected', ['owner'], 'R4', 'A candidate declines before any action.'),
  move('received', 'cancelled', ['requester'], 'R4', 'Nobody has begun: the requester takes it back.'),
  move(
    'received',
    'requested',
    ['requester'],
    'guide',
    'The requester has supplied the information that was asked for.',
  ),
  move(
    'requested',
    'in-progress',
    ['owner'],
    'guide',
    'By agreement the fulfiller may not decline, so nothing is to be decided.',
  ),
  move(
    'received',
    'in-progress',
    ['owner'],
    'guide',
    'By agreement the fulfiller may not decline, so nothing is to be decided.',
  ),
  move('accepted', 'ready', ['owner'], 'R4', 'All that the work needs is there.'),
  move('accepted', 'in-progress', ['owner'], 'R4', 'Work begins.'),
  move('accepted', 'on-hold', ['owner'], 'guide', 'Work is put off before it began; statusReason says why.'),
  move(
    'accepted',
    'rejected',
    ['owner'],
    'guide',
    'The owner finds before any action that it cannot perform after all.',
  ),
  move('accepted', 'cancelled', ['requester'], 'R4', 'Work has not begun: the requester takes it back.'),
  move('ready', 'in-progress', ['owner'], 'R4', 'Work begins.'),
  move('ready', 'cancelled', ['requester'], 'R4', 'Work has not begun: the requester takes it back.'),
  move('ready', 'rejected', ['owner'], 'guide', 'The owner finds before any action that it cannot perform after all.'),
  move('in-progress', 'on-hold', ['owner'], 'R4', 'Work stops for now; statusReason says why.'),
  move('in-progress', 'completed', ['owner'], 'R4', 'The work is done.'),
  move('in-progress', 'failed', ['owner'], 'R4', 'The work was attempted and could not be completed.'),
  move(
    'in-progress',
    'cancelled',
    ['owner'],
    'guide',
    'The owner grants a request to cancel; the requester may not do it alone any more.',
  ),
  move('on-hold', 'in-progress', ['owner'], 'R4', 'Work goes on.'),
  move('on-hold', 'accepted', ['owner'], 'guide', 'The hindrance is gone; work that had not begun is still to begin.'),
  move('on-hold', 'failed', ['owner'], 'R4', 'What held the work up cannot be overcome.'),
  move(
    'on-hold',
    'cancelled',
    ['owner'],
    'guide',
    'The owner grants a request to cancel; the requester may not do it alone any more.',
  ),
  {
    ...move(
      'accepted',
      'completed',
      ['owner'],
      'guide',
      'A Task that only asks for a decision or an answer has no stage of work between; a Coordination Task asks for work.',
    ),
    except: ['fulfill'],
  },
  ...(
    [
      'draft',
      'requested',
      'received',
      'accepted',
      'rejected',
      'ready',
      'cancelled',
      'in-progress',
      'on-hold',
      'failed',
      'completed',
    ] as const
  ).map((from) => move(from, 'entered-in-error', ['requester', 'owner'], 'R4', 'The Task should never have existed.')),
];

/** The permitted move between two statuses, or undefined; `code`: what kind of Task it is, by Task.code, where that is known. */
export function transition(from: string, to: string, code?: string): Transition | undefined {
  const found = TASK_TRANSITIONS.find((candidate) => candidate.from === from && candidate.to === to);
  return code !== undefined && found?.except?.includes(code) ? undefined : found;
}

const EXCEPTED = new Set(TASK_TRANSITIONS.flatMap(({ except = [] }) => except));

/** The code by which a Task's kind is known: of several one that may not make every move, whatever codes of others stand before it. */
export function kindOf(task: { [element: string]: unknown }): string | undefined {
  const { coding } = (task.code ?? {}) as { coding?: { code?: string }[] };
  const codes = Array.isArray(coding) ? coding.flatMap(({ code }) => code ?? []) : [];
  return codes.find((code) => EXCEPTED.has(code)) ?? codes[0];
}

/** Whether a Task in one status can still come to another, by any number of permitted moves; by none when they are the same. */
export function leadsTo(from: string, to: string): boolean {
  const reached = new Set([from]);
  // A Set goes on to what is added while it is walked.
  for (const status of reached) {
    for (const next of TASK_TRANSITIONS) if (next.from === status) reached.add(next.to);
  }
  return reached.has(to);
}

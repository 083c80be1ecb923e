import {
  FINAL_STATUSES,
  INITIAL_STATUSES,
  TASK_TRANSITIONS,
  type Transition,
} from '../../harness/src/guide/task-state-machine.js';

/** Name of the include that shows the Task state machine. */
export const STATES_INCLUDE = 'task-state-machine.md';

const SOURCES: Record<Transition['source'], string> = { R4: 'FHIR R4', guide: 'this guide' };

/**
 * The Task state machine that the harness judges by, as Markdown: where a Task may begin, every move with who may make it
 * and where it comes from, and where a Task ends. Moves with the same end from every status stand in one row.
 */
export function stateMachineTable(transitions: readonly Transition[] = TASK_TRANSITIONS): string {
  const everywhere = transitions.filter(({ to }) => to === 'entered-in-error');
  const others = transitions.filter(({ to }) => to !== 'entered-in-error');
  const rows = [
    ...others.map((each) => row(`\`${each.from}\``, each)),
    ...everywhere.slice(0, 1).map((each) => row('any other', each)),
  ];
  return [
    `A Task begins as ${statuses(INITIAL_STATUSES)}.`,
    '',
    '| from | to | moved by | from where | what it means |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    `From ${statuses(FINAL_STATUSES)} no work goes on.`,
    '',
  ].join('\n');
}

function row(from: string, { to, by, source, why }: Transition): string {
  return `| ${from} | \`${to}\` | ${by.join(' or ')} | ${SOURCES[source]} | ${why} |`;
}

function statuses(list: readonly string[]): string {
  const shown = list.map((status) => `\`${status}\``);
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

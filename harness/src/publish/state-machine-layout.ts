import {
  FINAL_STATUSES,
  INITIAL_STATUSES,
  type Mover,
  type TaskStatus,
  type Transition,
} from '../guide/task-state-machine.js';

/** The status that every other one can be left for; it is drawn once, for all. */
export const FROM_EVERYWHERE: TaskStatus = 'entered-in-error';

/** A status as a box: in the column of those in which work goes on, or below it among the ends. */
export interface StateBox {
  status: TaskStatus;
  /** From the top, 0 first. */
  row: number;
  /** Whether a Task may be created in it. */
  initial: boolean;
  /** Of an end: its lane to the right of the column, 0 for the one next to it. */
  lane?: number;
}

/** A move as a line. */
export interface StateLine {
  move: Transition;
  /** Rows of its two ends. */
  from: number;
  to: number;
  /** `next`: straight to the row below or above; `arc`: around the rows between, on the left; `end`: to the right, to the lane of an end. */
  shape: 'next' | 'arc' | 'end';
  /** Lane on its side, 0 for the one next to the column. */
  lane: number;
}

/** Where everything of the drawing stands, in rows and lanes. */
export interface StateLayout {
  boxes: StateBox[];
  lines: StateLine[];
  /** Lanes that the arcs need. */
  arcLanes: number;
  endLanes: number;
  /** Who may leave every status for {@link FROM_EVERYWHERE}. */
  everywhere: Mover[];
}

/**
 * Places the statuses of a state machine: those in which work goes on in one column, in the order of the moves, the ends below with a lane each.
 * Moves between neighbours go straight, others within the column around it, each in the nearest lane that is free over its rows.
 */
export function layoutStates(transitions: readonly Transition[]): StateLayout {
  const shown = transitions.filter(({ to }) => to !== FROM_EVERYWHERE);
  const open = [...new Set(shown.flatMap(({ from }) => from))].filter((status) => !FINAL_STATUSES.includes(status));
  const ends = FINAL_STATUSES.filter((status) => shown.some(({ to }) => to === status));
  const row = new Map([...open, ...ends].map((status, index) => [status, index]));
  const boxes = [...open, ...ends].map((status, index) => ({
    status,
    row: index,
    initial: INITIAL_STATUSES.includes(status),
    ...(index >= open.length ? { lane: index - open.length } : {}),
  }));
  const lines = shown.map((move): StateLine => {
    const [from = 0, to = 0] = [row.get(move.from), row.get(move.to)];
    if (to >= open.length) return { move, from, to, shape: 'end', lane: to - open.length };
    return { move, from, to, shape: Math.abs(from - to) === 1 ? 'next' : 'arc', lane: 0 };
  });
  return {
    boxes,
    lines,
    arcLanes: placeArcs(lines.filter(({ shape }) => shape === 'arc')),
    endLanes: ends.length,
    everywhere: transitions.find(({ to }) => to === FROM_EVERYWHERE)?.by ?? [],
  };
}

/** Gives each arc a lane, short ones next to the column; answers how many lanes there are. */
function placeArcs(arcs: StateLine[]): number {
  const lanes: StateLine[][] = [];
  const span = ({ from, to }: StateLine): [number, number] => [Math.min(from, to), Math.max(from, to)];
  for (const arc of [...arcs].sort((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to) || a.from - b.from)) {
    const [top, bottom] = span(arc);
    const meets = (other: StateLine): boolean => span(other)[0] <= bottom && top <= span(other)[1];
    const free = lanes.findIndex((lane) => !lane.some(meets));
    arc.lane = free < 0 ? lanes.length : free;
    (lanes[arc.lane] ??= []).push(arc);
  }
  return lanes.length;
}

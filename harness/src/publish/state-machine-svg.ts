import { TASK_TRANSITIONS, type Transition } from '../guide/task-state-machine.js';
import {
  FROM_EVERYWHERE,
  layoutStates,
  type StateBox,
  type StateLayout,
  type StateLine,
} from './state-machine-layout.js';
import { xmlText } from './xml.js';

/** Name of the include that shows the Task state machine as a drawing. */
export const STATES_DRAWING = 'task-state-machine.svg';

/** All lengths in CSS pixels; the drawing is no wider than a phone leaves to it. */
const SIZE = { row: 48, box: 28, width: 104, arc: 13, lane: 30, margin: 8, dot: 3.5, legend: 20 };

/** Colours come from the page's `--seq-*` properties where it sets them, as in the diagrams of flows. */
const STYLE = `
.states{--ink:var(--seq-ink,#1c2430);--soft:var(--seq-soft,#5a6474);--paper:var(--seq-paper,#fff);--tint:var(--seq-tint,#eef1f5);max-width:100%;height:auto;font-family:var(--seq-font,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif)}
@media (prefers-color-scheme:dark){.states{--ink:var(--seq-ink,#e4e8ee);--soft:var(--seq-soft,#a3adbb);--paper:var(--seq-paper,#14181e);--tint:var(--seq-tint,#20262e)}}
@media print{.states{--ink:#000;--soft:#444;--paper:#fff;--tint:#eee}}
.states text{fill:var(--ink);font-size:13px}
.states .st-name{text-anchor:middle;font-weight:600}
.states .st-note{fill:var(--soft)}
.states .st-box{fill:var(--tint);stroke:var(--ink)}
.states .st-end{fill:var(--paper);stroke:var(--ink)}
.states .st-line{fill:none;stroke:var(--ink);stroke-width:1.25}
.states .st-own{stroke-dasharray:4 3}
.states .st-head,.states .st-owner{fill:var(--ink)}
.states .st-requester{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}
`.trim();

/** Where things of a layout stand. */
class Places {
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly height: number;

  constructor(readonly layout: StateLayout) {
    this.left = SIZE.margin + layout.arcLanes * SIZE.arc + 10;
    this.right = this.left + SIZE.width;
    this.width = this.right + layout.endLanes * SIZE.lane + SIZE.margin;
    this.height = SIZE.margin + layout.boxes.length * SIZE.row + 6.5 * SIZE.legend;
  }

  /** The middle of a row's box. */
  y(row: number): number {
    return SIZE.margin + row * SIZE.row + SIZE.box / 2;
  }

  arc(lane: number): number {
    return this.left - 10 - (lane + 1) * SIZE.arc + SIZE.arc / 2;
  }

  end(lane: number): number {
    return this.right + (lane + 0.6) * SIZE.lane;
  }

  boxLeft({ lane }: StateBox): number {
    return lane === undefined ? this.left : this.end(lane) + 10 - SIZE.width;
  }
}

/**
 * The Task state machine as a drawing (SVG for a page: real text, a title and a description, colours by the page's properties, light and
 * dark). A dot tells the owner's moves, a ring the requester's; a dashed line is a move that the guide adds to FHIR's. The same moves give
 * the same bytes.
 */
export function stateMachineSvg(transitions: readonly Transition[] = TASK_TRANSITIONS): string {
  const layout = layoutStates(transitions);
  const at = new Places(layout);
  const head = `<svg xmlns="http://www.w3.org/2000/svg" class="states" viewBox="0 0 ${at.width} ${at.height}" width="${at.width}" height="${at.height}" role="img" aria-labelledby="states-title states-desc">`;
  return `${[
    head,
    `<style>${STYLE}</style>`,
    '<title id="states-title">The Task state machine</title>',
    `<desc id="states-desc">${xmlText(description(layout))}</desc>`,
    ...layout.lines.map((line) => lineSvg(line, at)),
    ...layout.boxes.map((box) => boxSvg(box, at)),
    ...legendSvg(at),
    '</svg>',
  ].join('\n')}\n`;
}

/** The drawing in words, for those who hear it; the table on the page says more of each move. */
function description({ lines, boxes, everywhere }: StateLayout): string {
  const moves = boxes.flatMap(({ status }) => {
    const to = lines
      .filter(({ move }) => move.from === status)
      .map(({ move }) => `${move.to} (${move.by.join(' or ')})`);
    return to.length === 0 ? [] : [`From ${status} to ${to.join(', ')}.`];
  });
  return [...moves, `From every status to ${FROM_EVERYWHERE} (${everywhere.join(' or ')}).`].join(' ');
}

function boxSvg(box: StateBox, at: Places): string {
  const [x, y] = [at.boxLeft(box), at.y(box.row)];
  const kind = box.lane === undefined ? 'st-box' : 'st-end';
  const rect = `<rect class="${kind}" x="${x}" y="${y - SIZE.box / 2}" width="${SIZE.width}" height="${SIZE.box}" rx="6"/>`;
  const start = box.initial ? `<circle class="st-head" cx="${x + 10}" cy="${y}" r="3"/>` : '';
  const shift = box.initial ? 4 : 0;
  return `${rect}${start}<text class="st-name" x="${x + SIZE.width / 2 + shift}" y="${y + 4.5}">${xmlText(box.status)}</text>`;
}

function lineSvg(line: StateLine, at: Places): string {
  const { move } = line;
  const dashed = move.source === 'guide' ? ' st-own' : '';
  const { path, start, head } = shapes[line.shape](line, at);
  const told = `${move.from} to ${move.to}, by the ${move.by.join(' or ')}: ${move.why}`;
  return `<g><title>${xmlText(told)}</title><path class="st-line${dashed}" d="${path}"/>${head}${moverSvg(move, start)}</g>`;
}

function moverSvg({ by }: Transition, [x, y]: Point): string {
  return `<circle class="st-${by[0] ?? 'owner'}" cx="${x}" cy="${y}" r="${SIZE.dot}"/>`;
}

type Point = readonly [number, number];

/** How a line is drawn: its path, where the mark of its mover stands, and its head. */
const shapes: Record<
  StateLine['shape'],
  (line: StateLine, at: Places) => { path: string; start: Point; head: string }
> = {
  next({ from, to }, at) {
    const down = to > from;
    const x = at.left + SIZE.width * (down ? 0.35 : 0.65);
    const [begin, end] = [at.y(from) + (down ? 1 : -1) * (SIZE.box / 2), at.y(to) + (down ? -1 : 1) * (SIZE.box / 2)];
    return {
      path: `M${x} ${begin}V${end}`,
      start: [x, begin + (down ? 5 : -5)],
      head: headSvg(x, end, down ? 'down' : 'up'),
    };
  },
  arc({ from, to, lane }, at) {
    const x = at.arc(lane);
    const [begin, end] = [at.y(from) + 4, at.y(to) - 4];
    return {
      path: `M${at.left} ${begin}H${x + 5}Q${x} ${begin} ${x} ${begin + (to > from ? 5 : -5)}V${end + (to > from ? -5 : 5)}Q${x} ${end} ${x + 5} ${end}H${at.left}`,
      start: [at.left - 4, begin],
      head: headSvg(at.left, end, 'right'),
    };
  },
  end({ from, to, lane }, at) {
    const x = at.end(lane);
    const y = at.y(from) + (lane - (at.layout.endLanes - 1) / 2) * 7;
    const end = at.y(to) - SIZE.box / 2;
    return {
      path: `M${at.right} ${y}H${x - 5}Q${x} ${y} ${x} ${y + 5}V${end}`,
      start: [at.right + 4, y],
      head: headSvg(x, end, 'down'),
    };
  },
};

/** The head of an arrow whose tip is at a point. */
function headSvg(x: number, y: number, to: 'down' | 'up' | 'right'): string {
  const back = {
    down: `${x - 4} ${y - 7}H${x + 4}`,
    up: `${x - 4} ${y + 7}H${x + 4}`,
    right: `${x - 7} ${y - 4}V${y + 4}`,
  }[to];
  return `<path class="st-head" d="M${x} ${y}L${back}Z"/>`;
}

function legendSvg(at: Places): string[] {
  const top = at.y(at.layout.boxes.length - 1) + SIZE.box / 2 + SIZE.legend * 1.2;
  const x = SIZE.margin;
  const note = (index: number, sign: string, text: string): string =>
    `<g transform="translate(${x} ${top + index * SIZE.legend})">${sign}<text class="st-note" x="${sign ? 30 : 0}" y="4.5">${xmlText(text)}</text></g>`;
  return [
    note(0, '<circle class="st-owner" cx="12" cy="0" r="3.5"/>', 'moved by the owner'),
    note(1, '<circle class="st-requester" cx="12" cy="0" r="3.5"/>', 'moved by the requester'),
    note(2, '<path class="st-line st-own" d="M0 0H24"/>', 'permitted by this guide, besides FHIR’s'),
    note(
      3,
      '<rect class="st-box" x="3" y="-7" width="18" height="14" rx="4"/><circle class="st-head" cx="12" cy="0" r="3"/>',
      'a Task may begin here',
    ),
    note(4, '<rect class="st-end" x="3" y="-7" width="18" height="14" rx="4"/>', 'an end'),
    note(5, '', `Any other status can become ${FROM_EVERYWHERE}.`),
  ];
}

import type { Arrow, Lifeline, SequenceModel } from './sequence.js';
import { balanceText, BOLD, textWidth, widestPart, wrapText } from './text-fit.js';

/** Sizes in the drawing's own unit: one is a CSS pixel when the drawing is not scaled. */
export const SIZE = {
  /** Narrow on purpose: at 360 px of screen less its margins, the smallest text is still set above 11 px. */
  width: 384,
  gutter: 28,
  column: 80,
  text: 14,
  small: 13,
  line: 18,
  head: 44,
  loop: 30,
} as const;

/** So many lines show any label or title of a flow whole; what a server may have made endless ends in an ellipsis. */
const MOST_LINES = 12;

/** After so many arrows the heads are said again: further away, nobody remembers which line is whose. */
const ARROWS_IN_SIGHT = 25;

/** From one line of a lifeline's head to the next; {@link SIZE.head} has two. */
const HEAD_LINE = 16;

/** Between the heads of two neighbours. */
const HEAD_GAP = 6;

/** A line of text, by its baseline; the style sheet centres it on x, but for titles of acts and of races, which begin there. */
export interface PlacedText {
  x: number;
  y: number;
  text: string;
}

/** An arrow with its place. `y` is the height of its line; a loop goes out from `from` and comes back below. */
export interface PlacedArrow {
  arrow: Arrow;
  /** 1, 2, 3 ... over the whole diagram. */
  number: number;
  top: number;
  bottom: number;
  y: number;
  from: number;
  to: number;
  loop: boolean;
  label: PlacedText[];
}

export interface PlacedBand {
  act: string;
  title: PlacedText[];
  top: number;
  height: number;
  bottom: number;
  arrows: PlacedArrow[];
  races: { top: number; bottom: number; caption: PlacedText }[];
}

export interface PlacedLifeline {
  line: Lifeline;
  x: number;
  title: PlacedText[];
}

export interface SequenceLayout {
  width: number;
  height: number;
  lifelines: PlacedLifeline[];
  bands: PlacedBand[];
  /** How far below the first row of heads each row stands: the first, one between acts now and then, the last. */
  heads: number[];
  /** Height of a row of heads: a lifeline goes on below it. */
  head: number;
}

/** Gives everything in a sequence diagram its place. Pure and deterministic: text is measured by a table, not by a font. */
export function layoutSequence(model: SequenceModel): SequenceLayout {
  const lifelines = placeLifelines(model.lifelines);
  const width = Math.max(SIZE.width, Math.ceil(SIZE.gutter + sum(model.lifelines.map(columnOf))));
  const columns = new Map(lifelines.map((placed) => [placed.line.id, placed.x]));
  const head = SIZE.head + (Math.max(...lifelines.map(({ title }) => title.length), 2) - 2) * HEAD_LINE;
  const between = headsBefore(model.bands.map(({ arrows }) => arrows.length));
  const bands: PlacedBand[] = [];
  const heads = [0];
  let y = head + 10;
  let number = 0;
  model.bands.forEach((band, index) => {
    if (between.has(index)) {
      heads.push(round(y));
      y += head + 10;
    }
    const placed = placeBand(band.act, band.title, band.arrows, { y, width, number, columns });
    bands.push(placed);
    number += band.arrows.length;
    y = placed.bottom + 8;
  });
  return { width, height: round(y + head + 4), lifelines, bands, heads: [...heads, round(y)], head };
}

/** Before which acts, by index, the heads are said again, so that about as many arrows stand between any two rows of them. */
function headsBefore(counts: readonly number[]): Set<number> {
  const total = sum(counts);
  const parts = Math.ceil(total / ARROWS_IN_SIGHT);
  const before = new Set<number>();
  let arrows = 0;
  counts.forEach((count, index) => {
    if (arrows + count / 2 > (total * (before.size + 1)) / parts && before.size < parts - 1) before.add(index);
    arrows += count;
  });
  return before;
}

/** The width that a lifeline needs for its head: no word of a party's name is cut. */
function columnOf(line: Lifeline): number {
  return Math.min(Math.max(SIZE.column, widestPart(line.title, SIZE.small) * BOLD + HEAD_GAP), SIZE.width / 2);
}

/** Puts the lifelines side by side, with what room is left shared out among them. */
function placeLifelines(lines: readonly Lifeline[]): PlacedLifeline[] {
  const columns = lines.map(columnOf);
  const spare = Math.max(0, SIZE.width - SIZE.gutter - sum(columns)) / Math.max(1, lines.length);
  let left: number = SIZE.gutter;
  return lines.map((line, index) => {
    const column = (columns[index] ?? SIZE.column) + spare;
    left += column;
    return placeLifeline(line, left - column / 2, column);
  });
}

function placeLifeline(line: Lifeline, x: number, column: number): PlacedLifeline {
  const lines = wrapText(line.title, (column - HEAD_GAP) / BOLD + 0.01, SIZE.small, MOST_LINES);
  const caption = line.kind === 'system' ? 'system' : line.external ? 'under test' : 'actor';
  const title = [...lines, caption].map((text, index) => placeText(x, 18 + index * HEAD_LINE, text));
  return { line, x, title };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

const placeText = (x: number, y: number, text: string): PlacedText => ({ x: round(x), y: round(y), text });

interface Cursor {
  y: number;
  width: number;
  number: number;
  columns: ReadonlyMap<string, number>;
}

function placeBand(act: string, title: string, arrows: readonly Arrow[], cursor: Cursor): PlacedBand {
  // Also in a wide drawing, of which a phone shows the left part first.
  const lines = balanceText(title, (SIZE.width - 20) / BOLD, SIZE.text, MOST_LINES);
  const height = lines.length * SIZE.line + 10;
  const band: PlacedBand = {
    act,
    title: lines.map((line, index) => placeText(10, cursor.y + 18 + index * SIZE.line, line)),
    top: cursor.y,
    height,
    bottom: 0,
    arrows: [],
    races: [],
  };
  let y = cursor.y + height + 4;
  let race: string | undefined;
  arrows.forEach((arrow, index) => {
    if (arrow.race && arrow.race.of !== race) {
      band.races.push({
        top: y + 4,
        bottom: 0,
        caption: placeText(SIZE.gutter + 10, y + 22, raceCaption(arrow)),
      });
      y += 28;
    }
    const placed = placeArrow(arrow, { ...cursor, y, number: cursor.number + index + 1 });
    band.arrows.push(placed);
    y = placed.bottom;
    if (arrow.race && arrows[index + 1]?.race?.of !== arrow.race.of) y += 6;
    const current = band.races.at(-1);
    if (arrow.race && current) current.bottom = y;
    race = arrow.race?.of;
  });
  band.bottom = y;
  return band;
}

function raceCaption(arrow: Arrow): string {
  const { lanes = 0, winners = 0 } = arrow.race ?? {};
  return `At the same time: ${winners} of ${lanes} may take effect`;
}

function placeArrow(arrow: Arrow, cursor: Cursor): PlacedArrow {
  const from = cursor.columns.get(arrow.from) ?? SIZE.gutter;
  const to = cursor.columns.get(arrow.to) ?? SIZE.gutter;
  const loop = arrow.from === arrow.to;
  const lines = balanceText(arrow.label, cursor.width - SIZE.gutter - 8, SIZE.text, MOST_LINES);
  const widest = Math.max(...lines.map((line) => textWidth(line, SIZE.text)));
  const x = within((from + to) / 2, SIZE.gutter + 4 + widest / 2, cursor.width - 4 - widest / 2);
  const y = cursor.y + 6 + lines.length * SIZE.line + 4;
  return {
    arrow,
    number: cursor.number,
    top: cursor.y + 2,
    bottom: y + (loop ? 20 : 12),
    y: round(y),
    from: round(from),
    to: round(to),
    loop,
    label: lines.map((line, index) => placeText(x, cursor.y + 6 + (index + 0.75) * SIZE.line, line)),
  };
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

/** One decimal: small files, and the same bytes on every machine. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

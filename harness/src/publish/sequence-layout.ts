import type { Arrow, Lifeline, SequenceModel } from './sequence.js';
import { balanceText, BOLD, textWidth, wrapText } from './text-fit.js';

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

/** From one line of a lifeline's head to the next; {@link SIZE.head} has two. */
const HEAD_LINE = 16;

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
  /** Where the lifelines begin and end. */
  top: number;
  bottom: number;
}

/** Gives everything in a sequence diagram its place. Pure and deterministic: text is measured by a table, not by a font. */
export function layoutSequence(model: SequenceModel): SequenceLayout {
  const width = Math.max(SIZE.width, SIZE.gutter + model.lifelines.length * SIZE.column);
  const column = (width - SIZE.gutter) / Math.max(1, model.lifelines.length);
  const lifelines = model.lifelines.map((line, index) =>
    placeLifeline(line, SIZE.gutter + column * (index + 0.5), column),
  );
  const columns = new Map(lifelines.map((placed) => [placed.line.id, placed.x]));
  const head = SIZE.head + (Math.max(...lifelines.map(({ title }) => title.length), 2) - 2) * HEAD_LINE;
  const bands: PlacedBand[] = [];
  let y = head + 10;
  let number = 0;
  for (const band of model.bands) {
    const placed = placeBand(band.act, band.title, band.arrows, { y, width, number, columns });
    bands.push(placed);
    number += band.arrows.length;
    y = placed.bottom + 8;
  }
  return { width, height: y + head + 4, lifelines, bands, top: head, bottom: y };
}

function placeLifeline(line: Lifeline, x: number, column: number): PlacedLifeline {
  const lines = wrapText(line.title, (column - 6) / BOLD, SIZE.small, 3);
  const caption = line.kind === 'system' ? 'system' : line.external ? 'under test' : 'actor';
  const title = [...lines, caption].map((text, index) => placeText(x, 18 + index * HEAD_LINE, text));
  return { line, x, title };
}

const placeText = (x: number, y: number, text: string): PlacedText => ({ x: round(x), y: round(y), text });

interface Cursor {
  y: number;
  width: number;
  number: number;
  columns: ReadonlyMap<string, number>;
}

function placeBand(act: string, title: string, arrows: readonly Arrow[], cursor: Cursor): PlacedBand {
  const lines = balanceText(title, (cursor.width - 20) / BOLD, SIZE.text, 3);
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
  const lines = balanceText(arrow.label, cursor.width - SIZE.gutter - 8, SIZE.text, 4);
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

import type { Verdict } from '../judge/finding.js';
import {
  layoutSequence,
  SIZE,
  type PlacedArrow,
  type PlacedBand,
  type PlacedText,
  type SequenceLayout,
} from './sequence-layout.js';
import { minimumClass, sequenceStyle } from './sequence-style.js';
import type { ArrowKind, SequenceModel } from './sequence.js';
import { xmlText } from './xml.js';

export interface SequenceSvgOptions {
  /** Verdict of each step, by step id. Arrows without one are drawn neutrally. */
  verdicts?: ReadonlyMap<string, Verdict>;
  /** Makes each arrow a link; without it the drawing is a single image to assistive technology. */
  href?: (step: string) => string;
  /** Put before the ids in the drawing, which must be unique in a page; default: made from the model's id. */
  idPrefix?: string;
  /** Leave out the style sheet, where the page already holds `sequenceStyle`. */
  bare?: boolean;
}

/** How each verdict reads in a label. */
const WORDS: Record<Verdict, string> = {
  pass: 'passed',
  fail: 'failed',
  warn: 'warning',
  'not-claimed': 'not claimed',
  'not-reached': 'not reached',
  inconclusive: 'inconclusive',
  'harness-fault': 'fault of the harness',
};

/** A shape and a sign for each verdict, around 0,0: told apart without colour. `full` shapes are filled with it. */
const MARKS: Record<Verdict, { full: boolean; shape: string; sign: string }> = {
  pass: { full: true, shape: 'M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z', sign: 'M-3.6.3-1 3 3.8-2.6' },
  fail: { full: true, shape: 'M-7.5-7.5h15v15h-15z', sign: 'M-3.2-3.2 3.2 3.2M3.2-3.2-3.2 3.2' },
  warn: { full: true, shape: 'M0-8.5 9 7.5H-9z', sign: 'M0-3V2M0 4.6v.2' },
  'not-claimed': {
    full: false,
    shape: 'M-7.2 0a7.2 7.2 0 1 0 14.4 0a7.2 7.2 0 1 0-14.4 0z',
    sign: 'M-3.4 3.4 3.4-3.4',
  },
  'not-reached': { full: false, shape: 'M-7.2 0a7.2 7.2 0 1 0 14.4 0a7.2 7.2 0 1 0-14.4 0z', sign: 'M-3.2 0h6.4' },
  inconclusive: { full: false, shape: 'M0-9 9 0 0 9-9 0z', sign: 'M-2.2-2A2.3 2.3 0 1 1 .8.4Q0 .8 0 1.8M0 4.4v.2' },
  'harness-fault': { full: true, shape: 'M-4-8h8l5 8-5 8h-8l-5-8z', sign: 'M1-5-2.4.6h4L-1 5.4' },
};

/** Ways to learn of a change have an open head, as asynchronous messages have in UML; requests a filled one. */
const OPEN_HEADS: ReadonlySet<ArrowKind> = new Set<ArrowKind>(['notification', 'message', 'own']);

/**
 * Draws a sequence diagram as an SVG document: real text, title and description, colours by CSS custom properties (light
 * and dark), verdicts by colour, mark and dash. The same model and options give the same bytes.
 */
export function sequenceSvg(model: SequenceModel, options: SequenceSvgOptions = {}): string {
  const layout = layoutSequence(model);
  const prefix = options.idPrefix ?? `seq-${model.id.replace(/[^A-Za-z0-9]+/g, '-')}`;
  const { width, height } = layout;
  const role = options.href ? 'role="group" aria-roledescription="sequence diagram"' : 'role="img"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="seq${minimumClass(width)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${role} aria-labelledby="${xmlText(prefix)}-t" aria-describedby="${xmlText(prefix)}-d">`,
    `<title id="${xmlText(prefix)}-t">${xmlText(model.title)}</title>`,
    `<desc id="${xmlText(prefix)}-d">${xmlText(describe(model, options))}</desc>`,
    options.bare ? '' : `<style>${sequenceStyle}</style>`,
    drawBands(layout),
    drawLifelines(layout),
    ...layout.bands.flatMap((band) => band.arrows.map((placed) => drawArrow(placed, layout, options))),
    '</svg>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What a reader who cannot see the drawing gets: who takes part and, in an image, every arrow in order. */
function describe(model: SequenceModel, options: SequenceSvgOptions): string {
  const who = model.lifelines.map((line) => (line.kind === 'system' ? `the system of ${line.title}` : line.title));
  const intro = `Sequence diagram between ${who.join(', ')}.`;
  if (options.href) return intro;
  const arrows = model.bands.flatMap((band) => band.arrows);
  const steps = arrows.map(
    (arrow, index) => `${index + 1}. ${sentence(arrow.title, options.verdicts?.get(arrow.step))}.`,
  );
  return [intro, ...steps].join(' ');
}

function sentence(title: string, verdict: Verdict | undefined): string {
  return verdict ? `${title}: ${WORDS[verdict]}` : title;
}

function drawBands(layout: SequenceLayout): string {
  return layout.bands
    .map((band) => {
      const title = band.title.map((line) => text(line, 'seq-act')).join('');
      return `<rect class="seq-band" x="0" y="${band.top}" width="${layout.width}" height="${band.height}" rx="4"/>${title}`;
    })
    .join('\n');
}

function drawLifelines(layout: SequenceLayout): string {
  const lines = layout.lifelines.map(({ x }) => lifelinePath(x, layout));
  const heads = layout.heads.flatMap((shift, row) =>
    layout.lifelines.map(({ line, title }) => {
      const kind = `seq-head seq-${line.kind}${line.external ? ' seq-external' : ''}`;
      const texts = headTexts(title.map((each) => ({ ...each, y: each.y + shift })));
      return `<g class="${kind}"${row === 0 ? '' : ' aria-hidden="true"'}>${texts}</g>`;
    }),
  );
  return [...lines, ...heads, ...layout.bands.map((band) => drawRaces(band, layout))].filter(Boolean).join('\n');
}

/** A lifeline pauses at each act's title and each row of heads, which must stay readable. */
function lifelinePath(x: number, { bands, heads, head }: SequenceLayout): string {
  const pauses = [
    ...bands.map(({ top, height }) => ({ from: top - 2, to: top + height + 2 })),
    ...heads.map((top) => ({ from: top, to: top + head })),
  ].sort((a, b) => a.from - b.from);
  const pieces = pauses.slice(1).map(({ from }, index) => `M${x} ${pauses[index]?.to ?? 0}V${from}`);
  return `<path class="seq-line" d="${pieces.join('')}"/>`;
}

function headTexts(lines: readonly PlacedText[]): string {
  return lines.map((line, index) => text(line, index === lines.length - 1 ? 'seq-caption' : 'seq-name')).join('');
}

function drawRaces(band: PlacedBand, layout: SequenceLayout): string {
  return band.races
    .map(({ top, bottom, caption }) => {
      const width = layout.width - SIZE.gutter - 2;
      return `<rect class="seq-race" x="${SIZE.gutter}" y="${top}" width="${width}" height="${bottom - top}" rx="4"/>${text(caption, 'seq-caption seq-aside')}`;
    })
    .join('');
}

function drawArrow(placed: PlacedArrow, layout: SequenceLayout, options: SequenceSvgOptions): string {
  const { arrow, number } = placed;
  const verdict = options.verdicts?.get(arrow.step);
  const classes = `seq-arrow seq-${arrow.kind} v-${verdict ?? 'none'}`;
  const name = `${number}. ${sentence(arrow.title, verdict)}`;
  const content = [
    `<title>${xmlText(name)}</title>`,
    `<rect class="seq-hit" x="0" y="${placed.top}" width="${layout.width}" height="${placed.bottom - placed.top}" rx="4"/>`,
    drawMark(placed, verdict),
    ...placed.label.map((line) => text(line, 'seq-label')),
    drawLine(placed, layout),
  ].join('');
  const data = `class="${classes}" data-step="${xmlText(arrow.step)}"`;
  if (!options.href) return `<g ${data}>${content}</g>`;
  return `<a ${data} href="${xmlText(options.href(arrow.step))}">${content}</a>`;
}

/** The verdict's mark beside the label and the arrow's number below it; the number alone when nothing is judged. */
function drawMark(placed: PlacedArrow, verdict: Verdict | undefined): string {
  const first = placed.label[0]?.y ?? placed.y;
  const number = text({ x: 12, y: verdict ? placed.y + 7 : first, text: String(placed.number) }, 'seq-number');
  if (!verdict) return number;
  const mark = MARKS[verdict];
  return `<g class="seq-mark${mark.full ? ' seq-full' : ''}" transform="translate(12 ${first - 6}) scale(.9)"><path class="seq-shape" d="${mark.shape}"/><path class="seq-sign" d="${mark.sign}"/></g>${number}`;
}

function drawLine(placed: PlacedArrow, layout: SequenceLayout): string {
  const { from, to, y, loop, arrow } = placed;
  const open = OPEN_HEADS.has(arrow.kind);
  if (loop) {
    const out = from + SIZE.loop > layout.width ? -SIZE.loop : SIZE.loop;
    return `<path class="seq-path" d="M${from} ${y}h${out}v10H${from + Math.sign(out) * 2}"/>${head(from, y + 10, -Math.sign(out), open)}`;
  }
  const way = Math.sign(to - from);
  const bar = arrow.refused ? `<path class="seq-bar" d="M${to + way * 4} ${y - 6}v12"/>` : '';
  return `<path class="seq-path" d="M${from} ${y}H${to - way * 3}"/>${head(to, y, way, open)}${bar}`;
}

/** An arrow head with its point at x,y; `way` 1 points right, -1 left. */
function head(x: number, y: number, way: number, open: boolean): string {
  const back = x - way * 9;
  if (open) return `<path class="seq-open" d="M${back} ${y - 5}L${x - way} ${y}L${back} ${y + 5}"/>`;
  return `<path class="seq-fill" d="M${back} ${y - 5}L${x} ${y}L${back} ${y + 5}z"/>`;
}

function text(line: PlacedText, className: string): string {
  return `<text class="${className}" x="${line.x}" y="${line.y}">${xmlText(line.text)}</text>`;
}

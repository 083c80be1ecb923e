import type { Plan } from '../plan/plan.js';
import { liquidText } from './liquid.js';
import { actAnchor, diagramFile, pageHtml } from './names.js';
import { sequenceStyle } from './sequence-style.js';
import { sequenceSvg } from './sequence-svg.js';
import { sequenceOf, type SequenceModel } from './sequence.js';
import type { PublishedFlow, Way } from './ways.js';

/** Name of the include with the diagrams' style sheet: once on a page, before the first of them. */
export const STYLE_INCLUDE = 'flow-style.svg';

/** The drawings of one way through a flow: the whole story of the first, of the others what only they have. */
export function diagramsOf(way: Way): { plan: Plan; model: SequenceModel }[] {
  const acts = new Set(way.own.map(({ id }) => id));
  const whole = way.own.length === way.acts.length;
  return way.plans
    .map((plan) => ({ plan, model: sequenceOf(plan, { detail: 'story', ...(whole ? {} : { acts }) }) }))
    .filter(({ model }) => model.bands.length > 0);
}

/** Every diagram of a flow, as file name -> SVG. The arrows lead to the acts on the flow's page. The same flow gives the same bytes. */
export function flowDiagrams({ scenario, ways }: PublishedFlow): Map<string, string> {
  const href = (step: string): string => `${pageHtml(scenario.id)}#${actAnchor(step.split('.')[0] ?? '')}`;
  return new Map(
    ways
      .flatMap(diagramsOf)
      .map(({ plan, model }) => [diagramFile(plan), forPages(sequenceSvg(model, { href, bare: true }))]),
  );
}

/** The style sheet of all diagrams, in a drawing that takes no room. */
export function diagramStyle(): string {
  const hidden = 'width="0" height="0" style="position:absolute" aria-hidden="true"';
  return forPages(`<svg xmlns="http://www.w3.org/2000/svg" ${hidden}><style>${sequenceStyle}</style></svg>`);
}

/** A page takes the drawing in as HTML, which ends at the first blank line; and Jekyll reads it before. */
function forPages(svg: string): string {
  return `${liquidText(svg.replace(/\n\s*\n/g, '\n').trim())}\n`;
}

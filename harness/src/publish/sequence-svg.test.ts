import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../judge/finding.js';
import { HOSTILE, hostileText, labPlan } from '../report/report.fixture.js';
import { sequenceOf, type SequenceModel } from './sequence.js';
import { sequenceSvg, type SequenceSvgOptions } from './sequence-svg.js';

const exchanges = ['task-at-placer', 'task-at-fulfiller', 'messaging'] as const;
const { DOMParser } = new JSDOM().window;

/** Parses as XML; a document that is not well-formed throws. */
function parse(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const fault = document.querySelector('parsererror');
  if (fault) throw new Error(fault.textContent ?? 'not well-formed');
  return document;
}

const draw = (model: SequenceModel, options?: SequenceSvgOptions) => parse(sequenceSvg(model, options));

describe('sequenceSvg', () => {
  it.each(exchanges)('is a titled, described image of every arrow (%s)', (exchange) => {
    const model = sequenceOf(labPlan(exchange));
    const root = draw(model).documentElement;
    expect(root.getAttribute('role')).toBe('img');
    const named = (attribute: string) =>
      root.ownerDocument.getElementById(root.getAttribute(attribute) ?? '')?.textContent;
    expect(named('aria-labelledby')).toBe(model.title);
    for (const arrow of model.bands.flatMap((band) => band.arrows)) {
      expect(named('aria-describedby')).toContain(arrow.title);
    }
    expect(root.querySelectorAll('.seq-arrow')).toHaveLength(model.bands.flatMap((band) => band.arrows).length);
  });

  it('is not an image where its arrows are links, so that they can be reached', () => {
    const root = draw(sequenceOf(labPlan('messaging')), { href: (step) => `#${step}` }).documentElement;
    expect(root.getAttribute('role')).toBe('group');
    const link = root.querySelector('a[data-step="ask.write"]');
    expect(link?.getAttribute('href')).toBe('#ask.write');
    expect(link?.querySelector('title')?.textContent).toMatch(/^\d+\. /);
  });

  it('tells verdicts apart by words and shapes, not by colour alone', () => {
    const verdicts: Verdict[] = ['pass', 'fail', 'warn', 'not-claimed', 'not-reached', 'inconclusive', 'harness-fault'];
    const model = sequenceOf(labPlan('task-at-placer'));
    const seen = verdicts.map((verdict) => {
      const arrow = draw(model, { verdicts: new Map([['ask.write', verdict]]) }).querySelector(
        '[data-step="ask.write"]',
      );
      expect(arrow?.classList.contains(`v-${verdict}`)).toBe(true);
      const mark = [...(arrow?.querySelectorAll('.seq-mark path') ?? [])].map((path) => path.getAttribute('d'));
      return [arrow?.querySelector('title')?.textContent, mark.join()] as const;
    });
    expect(new Set(seen.map(([words]) => words)).size).toBe(verdicts.length);
    expect(new Set(seen.map(([, mark]) => mark)).size).toBe(verdicts.length);
  });

  it('keeps its text inside the drawing and above 11 px on a screen of 360 px less margins', () => {
    for (const exchange of exchanges) {
      const root = draw(sequenceOf(labPlan(exchange))).documentElement;
      const width = Number(root.getAttribute('width'));
      const smallest = Math.min(
        ...(root.querySelector('style')?.textContent?.match(/font-size:(\d+)px/g) ?? []).map((size) =>
          Number(size.replace(/\D/g, '')),
        ),
      );
      expect((smallest * 328) / width).toBeGreaterThan(11);
      for (const text of root.querySelectorAll('text')) {
        const x = Number(text.getAttribute('x'));
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
      }
    }
  });

  it('is not made unreadably small where many take part', () => {
    const model = sequenceOf(labPlan('task-at-placer'));
    const [first] = model.lifelines;
    model.lifelines.push(...Array.from({ length: 9 }, (_unused, index) => ({ ...first!, id: `party-${index}` })));
    const root = draw(model).documentElement;
    const least = Number(/seq-(\d+)/.exec(root.getAttribute('class') ?? '')?.[1]);
    expect((13 * least) / Number(root.getAttribute('width'))).toBeGreaterThanOrEqual(10);
    expect(root.querySelector('style')?.textContent).toContain(`.seq-${least}{min-width:${least}px}`);
  });

  it('gives the same bytes for the same model', () => {
    const once = sequenceSvg(sequenceOf(labPlan('task-at-placer')));
    expect(sequenceSvg(sequenceOf(labPlan('task-at-placer')))).toBe(once);
  });

  it.each(Object.entries(HOSTILE))('shows hostile text as text: %s', (_name, hostile) => {
    const model = sequenceOf(labPlan('task-at-placer'));
    model.title = hostile;
    for (const band of model.bands) {
      band.title = hostile;
      for (const arrow of band.arrows) Object.assign(arrow, { label: hostile, title: hostile, step: hostile });
    }
    for (const line of model.lifelines) line.title = hostile;
    const document = draw(model, { href: (step) => `#${step}`, idPrefix: 'x' });
    expect(document.querySelectorAll('script, img, foreignObject, [onerror]')).toHaveLength(0);
  });

  it('would be noticed by these tests if it did not escape', () => {
    expect(() => parse(`<svg xmlns="http://www.w3.org/2000/svg"><title>${hostileText}</title></svg>`)).toThrow();
  });
});

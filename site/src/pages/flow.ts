import { exchangeOf } from '../../../harness/src/exchange/catalog.js';
import type { Flow } from '../model/flows.js';
import { markOf, whenOf, type GivenReport } from '../model/runs.js';
import { escapeHtml, type Html } from '../text/html.js';
import { anchor, renderText, type Heading } from '../text/markdown.js';
import { actsRan } from './act-runs.js';
import { evidenceHref } from './conformance.js';
import { markHtml } from './marks.js';
import type { Page, PageContext } from './page.js';
import { changesByAct, withPayloads } from './payloads.js';

/**
 * A flow's page: what is written of it in input/pages, or else its story and acts, and above that what became of it in the runs that
 * the site was given.
 *
 * @param acts how many of the reports are shown at each act as well
 */
export function flowPage(flow: Flow, written: Page | undefined, context: PageContext, acts = Infinity): Page {
  const { scenario, href } = flow;
  const base = written ?? { body: `${renderText(scenario.story ?? '')}${actsHtml(flow)}`, headings: ACTS };
  const ran = ranHtml(flow, context, acts);
  const { guide, links } = context.site;
  const own = withActHeadings(base.body).replaceAll(`href="${href}#`, 'href="#');
  const ranByAct = context.site.runs.reports.slice(0, acts).map((given) => actsRan(flow, given));
  const body = withPayloads(withRuns(own, ranByAct), changesByAct(flow, guide), links);
  return {
    file: href,
    title: written?.title ?? scenario.title,
    kind: 'flow',
    body: body.replace(/(?=<h2[ >])/, () => ran),
    headings: [{ id: 'what-ran', level: 2, text: 'What ran' }, ...base.headings],
    crumb: { title: 'Flows', href: 'flows.html' },
    description: scenario.title,
  };
}

const ACTS: Heading[] = [{ id: 'what-happens', level: 2, text: 'What happens' }];

function actsHtml({ acts }: Flow): Html {
  const items = acts.map(
    (act) => `<h3 id="act-${escapeHtml(act.id)}">${escapeHtml(act.title)}</h3>${act.note ? renderText(act.note) : ''}`,
  );
  return `<h2 id="what-happens">What happens</h2>${items.join('')}`;
}

/** The headings of acts and ways, which a page writes as HTML, have an address to copy. */
function withActHeadings(html: Html): Html {
  return html.replace(
    /<h3 id="((?:act|way)-[^"]+)">(.*?)<\/h3>/g,
    (_all, id: string, text: string) => `<h3 id="${id}" data-act="${id}">${text}${anchor(id)}</h3>`,
  );
}

/** Puts what became of each act behind its heading. */
function withRuns(html: Html, reports: readonly ReadonlyMap<string, Html>[]): Html {
  return html.replace(/<h3 id="act-([^"]+)".*?<\/h3>/g, (heading, act: string) =>
    [heading, ...reports.map((lines) => lines.get(act) ?? '')].join(''),
  );
}

/** What became of each way through the flow, over each exchange, in each report. */
function ranHtml(flow: Flow, { site, templates }: PageContext, acts: number): Html {
  const columns = flow.scenario.exchanges.map((id) => exchangeOf(id));
  const reports = site.runs.reports.map((given) => ({
    target: given.report.target,
    when: whenOf(given),
    rows: flow.ways.map(({ branch, title, exchanges }) => ({
      name: branch ? `${flow.scenario.id}/${branch}` : flow.scenario.id,
      title: title ?? 'The main story',
      cells: columns.map(({ id }) =>
        exchanges.includes(id) ? cellHtml(given, `${flow.scenario.id}${branch ? `/${branch}` : ''}@${id}`) : '',
      ),
    })),
  }));
  const atActs = acts < reports.length ? reports[acts - 1]?.target : undefined;
  return templates.render('flow-ran', { columns, reports, atActs });
}

function cellHtml(given: GivenReport, id: string): Html {
  const run = given.report.runs.find((each) => each.id === id);
  const mark = markHtml(markOf(run?.verdict));
  return run && given.page ? `<a href="${escapeHtml(evidenceHref(given, id))}">${mark}</a>` : mark;
}

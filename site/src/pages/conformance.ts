import { exchanges } from '../../../harness/src/exchange/catalog.js';
import { overallSentence } from '../../../harness/src/report/sentence.js';
import type { RunReport } from '../../../harness/src/report/report.js';
import { markOf, whenOf, type GivenReport } from '../model/runs.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { markHtml } from './marks.js';
import { headingsOf, type Page, type PageContext, type Section } from './page.js';

/**
 * What ran: for each report a table of flows and branches by exchange, each cell with a link to its evidence. A run that the guide
 * has and no report holds is shown as not run, never as passed.
 */
export function conformancePage(context: PageContext): Page {
  const { reports } = context.site.runs;
  const sections = reports.map((given) => sectionOf(given, context));
  const none =
    '<p id="nothing-ran">No report of a run was given when these pages were made, so nothing is said here about what passes. ' +
    '<code>npm start</code> runs the flows, and <code>npm run site -- --report cow-report/report.json</code> shows what came of it.</p>';
  return {
    file: 'conformance.html',
    title: 'What ran',
    kind: 'conformance',
    body: context.templates.render('conformance', { sections, none: reports.length === 0 ? none : '' }),
    headings: headingsOf(sections),
    description: 'Which flows ran over which exchanges against which targets, when, and what came of it.',
  };
}

function sectionOf(given: GivenReport, context: PageContext): Section {
  const { report, id, page } = given;
  const view = {
    id,
    sentence: overallSentence(report),
    target: report.target,
    when: whenOf(given),
    tool: `${report.tool.name} ${report.tool.version}, Node ${report.tool.node}`,
    version: report.guide.version,
    stale: report.guide.version === context.site.facts.version ? '' : context.site.facts.version,
    exitCode: report.exitCode,
    evidence: page ? `${id}.html` : undefined,
    columns: exchanges.map(({ short, title }) => ({ short, title })),
    rows: rowsOf(given, context),
    notable: notableOf(given),
  };
  return { id, title: `Against ${report.target}`, html: context.templates.render('report', view) };
}

/** A row for each way through each flow of the guide, in the guide's order, whether it ran or not. */
function rowsOf(given: GivenReport, { site }: PageContext): object[] {
  return site.flows.flatMap(({ scenario, ways }) =>
    ways.map(({ branch, title, href, exchanges: meant }) => ({
      id: idOf(given.id, scenario.id, ...(branch ? [branch] : [])),
      flow: link(href, title ?? scenario.title),
      name: branch ? `${scenario.id}/${branch}` : scenario.id,
      cells: exchanges.map(({ id }) =>
        meant.includes(id) ? cellOf(given, `${scenario.id}${branch ? `/${branch}` : ''}@${id}`) : '',
      ),
    })),
  );
}

function cellOf(given: GivenReport, id: string): Html {
  const run = given.report.runs.find((each) => each.id === id);
  const mark = markHtml(markOf(run?.verdict));
  return run && given.page ? `<a href="${escapeHtml(evidenceHref(given, run.id))}">${mark}</a>` : mark;
}

/** Where the report's own page shows a run, with requests and responses. */
export function evidenceHref({ id }: GivenReport, run: string): string {
  return `${id}.html#${encodeURIComponent(run).replaceAll('%2F', '/').replaceAll('%40', '@')}`;
}

/** Runs that are not simply green, with what was found. */
function notableOf({ report }: GivenReport): object[] {
  return report.runs
    .filter(({ verdict }) => verdict !== 'pass')
    .map((run: RunReport) => ({
      id: run.id,
      mark: markHtml(markOf(run.verdict)),
      findings: run.findings
        .filter(({ verdict }) => verdict !== 'pass')
        .slice(0, 20)
        .map(({ id, title, expected, seen, verdict }) => ({
          id,
          title,
          expected,
          seen,
          mark: markHtml(markOf(verdict)),
          reason: report.expected?.reasons[id],
        })),
    }));
}

import type { Requirement } from '../../../harness/src/guide/guide.js';
import type { Artifact } from '../model/artifacts.js';
import type { Citation, Verification } from '../model/flows.js';
import { markOf, requirementIn, whenOf, type GivenReport } from '../model/runs.js';
import type { SiteModel } from '../model/site.js';
import { escapeHtml, link, type Html } from '../text/html.js';
import { renderInline } from '../text/markdown.js';
import { markHtml } from './marks.js';
import type { Page, PageContext, Section } from './page.js';

/** A statement as its page shows it. */
interface StatementView {
  key: string;
  label: string;
  strength: string;
  theme: string;
  actors: { title: string; href: string }[];
  text: Html;
  page?: { title: string; href: string };
  untestable?: string;
  checks: Html[];
  laws: string[];
  steps: boolean;
  states: { mark: Html; where: string; href?: string }[];
  cite: string;
}

const NOTHING: Verification = { citations: [], laws: [], steps: false };

/** The statements of a Requirements resource, each with an address, what verifies it, and what became of it in the runs. */
export function requirementsSections({ id }: Artifact, context: PageContext): Section[] {
  const statements = context.site.requirements
    .filter(({ theme }) => theme === id)
    .map((each) => viewOf(each, context.site));
  const html = context.templates.render('statements', { statements });
  return [{ id: 'statements', title: `Statements: ${statements.length}`, html }];
}

function viewOf(requirement: Requirement, site: SiteModel): StatementView {
  const { key, theme, page, untestable } = requirement;
  const { citations, laws, steps } = site.verifications.get(key) ?? NOTHING;
  return {
    key,
    theme,
    label: requirement.label ?? key,
    strength: requirement.conformance.replace('-', ' '),
    actors: actorsOf(requirement, site),
    text: renderInline(requirement.text),
    ...(page === undefined ? {} : { page: { href: page, title: pageTitle(page, site) } }),
    ...(untestable === undefined ? {} : { untestable }),
    checks: citations.map(citationHtml),
    laws: laws.map(({ title }) => title),
    steps,
    states: statesOf(requirement, site.runs.reports),
    cite: citeStatement(requirement, site),
  };
}

function actorsOf({ actors }: Requirement, { guide }: SiteModel): { title: string; href: string }[] {
  return actors.map((id) => ({ title: guide.actors.get(id)?.title ?? id, href: `ActorDefinition-${id}.html` }));
}

function pageTitle(page: string, site: SiteModel): string {
  const name = page.replace(/\.html.*$/, '');
  return site.config.pages.get(name) ?? name;
}

function citationHtml({ flow, act, that }: Citation): Html {
  const where = link(`${flow.href}#act-${act.id}`, act.title);
  const seen = that === undefined ? '' : ` <code class="that">${escapeHtml(that)}</code>`;
  return `${where} <span class="soft">in ${link(flow.href, flow.scenario.title)}</span>${seen}`;
}

/** What became of a requirement in each report; where none of its checks ran, it says just that. */
function statesOf({ key }: Requirement, reports: readonly GivenReport[]): StatementView['states'] {
  return reports.map((given) => {
    const found = requirementIn(given, key);
    const count = found?.findings.length ?? 0;
    return {
      ...(found && given.page ? { href: `${given.id}.html#requirement.${key}` } : {}),
      mark: markHtml(markOf(found?.verdict)),
      where: `${count === 0 ? 'no check ran' : `${count} ${count === 1 ? 'check' : 'checks'}`} against ${given.report.target}, ${whenOf(given)}`,
    };
  });
}

/** How to cite a statement, in one line of text. */
export function citeStatement({ key, conformance, theme, text }: Requirement, { facts }: SiteModel): string {
  return `${facts.title} (${facts.packageId}) ${facts.version}, ${facts.status}, ${facts.date}: requirement ${key} (${conformance.replace('-', ' ')}): "${text}" Requirements-${theme}.html#${key}`;
}

/** All statements on one page, to look through, filter and compare with what ran. */
export function allRequirementsPage({ site, templates }: PageContext): Page {
  const rows = site.requirements.map((each) => {
    const { citations, laws, steps } = site.verifications.get(each.key) ?? NOTHING;
    const checks = citations.length + laws.length + (steps ? 1 : 0);
    return {
      key: each.key,
      href: `Requirements-${each.theme}.html#${each.key}`,
      strength: each.conformance.replace('-', ' '),
      actors: actorsOf(each, site),
      text: renderInline(each.text),
      cite: citeStatement(each, site),
      checks: each.untestable !== undefined ? 'not from outside' : checks === 0 ? 'none yet' : `${checks}`,
      marks: site.runs.reports.map((given) => markHtml(markOf(requirementIn(given, each.key)?.verdict))),
    };
  });
  const reports = site.runs.reports.map((given) => given.report.target);
  return {
    file: 'requirements.html',
    title: 'All requirements',
    kind: 'requirement-list',
    body: templates.render('requirement-list', { rows, reports, count: rows.length }),
    headings: [],
    unlisted: true,
    description: 'Every normative statement of the guide, with its strength, whom it binds and what verifies it.',
  };
}

import { KINDS, type Kind } from '../model/artifacts.js';
import { renderInline } from '../text/markdown.js';
import { exchanges } from '../../../harness/src/exchange/catalog.js';
import { markOf } from '../model/runs.js';
import { markHtml } from './marks.js';
import type { Page, PageContext } from './page.js';

/** Every artifact of the guide by kind. */
export function artifactsPage({ site, templates }: PageContext): Page {
  const groups = (Object.keys(KINDS) as Kind[])
    .map((kind) => ({
      id: kind,
      title: KINDS[kind].title,
      artifacts: site.artifacts
        .filter((each) => each.kind === kind)
        .map(({ href, title, description, type, id }) => ({ href, title, type, id, about: renderInline(description) })),
    }))
    .filter(({ artifacts }) => artifacts.length > 0);
  return {
    file: 'artifacts.html',
    title: 'Artifacts',
    kind: 'artifact-list',
    body: templates.render('artifacts', { groups }),
    headings: groups.map(({ id, title }) => ({ id, level: 2, text: title })),
    unlisted: true,
    description: 'Profiles, extensions, terminology, actors, requirements, capability statements and examples.',
  };
}

/** Every page of the site, in the order of the menu. */
export function contentsPage({ site, templates }: PageContext, pages: readonly Page[]): Page {
  const narrative = pages
    .filter(isWritten)
    .sort((a, b) => orderOf(a, site.config.pages) - orderOf(b, site.config.pages))
    .map((page) => ({
      ...page,
      headings: page.headings.filter(({ level }) => level === 2),
      below: page.file === FLOWS ? pages.filter(isOfFlow) : [],
    }));
  const others = pages.filter((page) => !isWritten(page) && !isOfFlow(page));
  const groups = [
    { title: 'Lists and reports', pages: others.filter(({ crumb }) => !crumb) },
    { title: 'Artifacts', pages: others.filter(({ crumb }) => crumb) },
  ];
  return {
    file: 'toc.html',
    title: 'Table of contents',
    kind: 'contents',
    body: templates.render('contents', { narrative, groups }),
    headings: [],
    unlisted: true,
    description: 'Every page of the guide.',
  };
}

/** Pages that somebody wrote, as against those that are made of a flow or a resource. */
function isWritten({ kind }: Page): boolean {
  return kind === 'narrative' || kind === 'flow-list';
}

/** The page of a flow, or of its diagrams. */
function isOfFlow({ kind, crumb }: Page): boolean {
  return kind === 'flow-diagrams' || crumb?.href === FLOWS;
}

function orderOf(page: Page, titles: ReadonlyMap<string, string>): number {
  const index = [...titles.keys()].indexOf(page.file.replace(/\.html$/, ''));
  return index < 0 ? titles.size : index;
}

/** The page that lists flows: where it is written, the list is added to it. */
export const FLOWS = 'flows.html';

/** Every flow with its branches and exchanges, and what became of each in the first of the given reports. */
export function flowsPage({ site, templates }: PageContext, written: Page | undefined): Page {
  const [given] = site.runs.reports;
  const columns = exchanges.map(({ id, short, title }) => ({ id, short, title }));
  const flows = site.flows.map(({ scenario, href, ways, acts }) => ({
    id: scenario.id,
    title: scenario.title,
    href,
    acts: acts.length,
    ways: ways.map(({ branch, title }) => ({ branch, title })),
    cells: columns.map(({ id }) => {
      if (!scenario.exchanges.includes(id)) return '';
      const runs = given?.report.runs.filter((run) => run.flow === scenario.id && run.exchange === id) ?? [];
      const worst = runs.find((run) => run.verdict !== 'pass') ?? runs[0];
      const meant = ways.filter(({ exchanges: over }) => over.includes(id));
      return markHtml(markOf(runs.length < meant.length ? undefined : worst?.verdict));
    }),
  }));
  return {
    file: FLOWS,
    title: written?.title ?? 'Flows',
    kind: 'flow-list',
    body: `${written?.body ?? ''}${templates.render('flows', { flows, columns, report: given?.report.target })}`,
    headings: [...(written?.headings ?? []), { id: 'at-a-glance', level: 2, text: 'At a glance' }],
    description: 'Every flow of the guide, with its branches and the exchanges that it runs over.',
  };
}

/** The page that searches; it works where pages come from a server. */
export function searchPage({ templates }: PageContext): Page {
  return {
    file: 'search.html',
    title: 'Search',
    kind: 'search',
    body: templates.render('search', {}),
    headings: [],
    unlisted: true,
    description: 'Search all pages of the guide.',
  };
}

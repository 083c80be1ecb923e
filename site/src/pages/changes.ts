import type { Comparison, LeafChange } from '../compare/compare.js';
import type { SiteModel } from '../model/site.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { renderInline } from '../text/markdown.js';
import { headingsOf, tableSection, type Page, type PageContext, type Section } from './page.js';

/** What is different from another build: statements first, as they bind; then artifacts, element by element. */
export function changesPage(comparison: Comparison, context: PageContext): Page {
  const sections = [...statementSections(comparison, context), ...artifactSections(comparison, context)];
  const { before } = comparison;
  const lead =
    sections.length === 0
      ? `Nothing is different from version ${before.version}.`
      : `What is different from version ${before.version} of ${before.title}.`;
  return {
    file: 'changes.html',
    title: `Changes since ${before.version}`,
    kind: 'changes',
    body: context.templates.render('sections', { lead, sections }),
    headings: headingsOf(sections),
    unlisted: true,
    description: lead,
  };
}

function statementSections({ statements }: Comparison, context: PageContext): Section[] {
  const { added, removed, changed } = statements;
  const columns = ['key', 'strength', 'statement'];
  const row = (each: (typeof added)[number], href?: string): { id: string; cells: Html[] } => ({
    id: idOf('statement', each.key),
    cells: [link(href, each.key), each.conformance.replace('-', ' '), renderInline(each.text)],
  });
  return [
    ...tableSection(context, 'statements-added', `Statements added: ${added.length}`, {
      columns,
      rows: added.map((each) => row(each, `Requirements-${each.theme}.html#${each.key}`)),
    }),
    ...tableSection(context, 'statements-removed', `Statements removed: ${removed.length}`, {
      columns,
      rows: removed.map((each) => row(each)),
    }),
    ...tableSection(context, 'statements-changed', `Statements changed: ${changed.length}`, {
      columns: ['key', 'before', 'now'],
      rows: changed.map(({ before, after }) => ({
        id: idOf('statement', after.key),
        cells: [
          link(`Requirements-${after.theme}.html#${after.key}`, after.key),
          `<del>${statementText(before)}</del>`,
          `<ins>${statementText(after)}</ins>`,
        ],
      })),
    }),
  ];
}

function statementText({ conformance, actors, text }: { conformance: string; actors: string[]; text: string }): Html {
  return `${escapeHtml(conformance.replace('-', ' '))}, ${escapeHtml(actors.join(', '))}: ${renderInline(text)}`;
}

function artifactSections({ added, removed, changed }: Comparison, context: PageContext): Section[] {
  const { site } = context;
  const list = (keys: string[]): Html =>
    `<ul>${keys.map((key) => `<li>${artifactLink(key, site)}</li>`).join('')}</ul>`;
  const some = (id: string, title: string, keys: string[]): Section[] =>
    keys.length === 0 ? [] : [{ id, title: `${title}: ${keys.length}`, html: list(keys) }];
  return [
    ...some('added', 'Artifacts added', added),
    ...some('removed', 'Artifacts removed', removed),
    // The guide itself lists what the others are: its own changes come last.
    ...[...changed].sort(listLast).flatMap(({ key, leaves }) =>
      tableSection(context, idOf('changed', key), key, {
        columns: ['element', 'before', 'now'],
        rows: leaves.map(leafRow),
      }),
    ),
  ];
}

function listLast(a: { key: string }, b: { key: string }): number {
  const isList = ({ key }: { key: string }): number => (key.startsWith('ImplementationGuide/') ? 1 : 0);
  return isList(a) - isList(b);
}

function artifactLink(key: string, { artifacts }: SiteModel): Html {
  const found = artifacts.find((each) => each.key === key);
  return found ? `${link(found.href, found.title)} <code>${escapeHtml(key)}</code>` : `<code>${escapeHtml(key)}</code>`;
}

function leafRow({ path, before, after }: LeafChange): { cells: Html[] } {
  const side = (tag: string, text: string | undefined): Html =>
    text === undefined ? '' : `<${tag}>${escapeHtml(text)}</${tag}>`;
  return { cells: [`<code>${escapeHtml(path)}</code>`, side('del', before), side('ins', after)] };
}

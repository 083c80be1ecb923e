import type { Html } from '../text/html.js';
import type { Heading } from '../text/markdown.js';
import type { Templates } from '../text/templates.js';
import type { SiteModel } from '../model/site.js';

/** One page of the site, before the frame around it. */
export interface Page {
  /** File name; all pages lie in one folder. */
  file: string;
  title: string;
  /** For styles and tests, e.g. `narrative`, `profile`, `flow`. */
  kind: string;
  body: Html;
  /** What the page's own table of contents lists. */
  headings: Heading[];
  /** One sentence, for search engines and lists. */
  description?: string;
  /** The list that the page belongs to. */
  crumb?: { title: string; href: string };
  /** Not found by the search: lists of links that only repeat others. */
  unlisted?: boolean;
}

/** What the makers of pages work with. */
export interface PageContext {
  site: SiteModel;
  templates: Templates;
}

/** A part of a page under a heading of its own. */
export interface Section {
  id: string;
  title: string;
  html: Html;
}

/** The headings of sections, for the page's table of contents. */
export function headingsOf(sections: readonly Section[]): Heading[] {
  return sections.map(({ id, title }) => ({ id, level: 2, text: title }));
}

/** A table whose cells are HTML. */
export interface TableView {
  label: string;
  style?: string;
  columns: string[];
  rows: { id?: string; cells: Html[] }[];
}

/** A section that holds a table; none when the table is empty. */
export function tableSection(
  context: PageContext,
  id: string,
  title: string,
  view: Omit<TableView, 'label'>,
): Section[] {
  return view.rows.length === 0
    ? []
    : [{ id, title, html: context.templates.render('table', { label: title, ...view }) }];
}

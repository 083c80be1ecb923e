import type { Html } from '../text/html.js';
import { MANY_COLUMNS, type Heading } from '../text/markdown.js';
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
  /** As the table of contents counts it, e.g. `3.1`; pages that nobody wrote have none. */
  number?: string;
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
  /** `cite` is what to cite a row by, where it is the place of something. */
  rows: { id?: string; cite?: string; cells: Html[] }[];
}

/** A section that holds a table; none when the table is empty. A column in which no row says anything is left out. */
export function tableSection(
  context: PageContext,
  id: string,
  title: string,
  view: Omit<TableView, 'label'>,
): Section[] {
  return view.rows.length === 0 ? [] : [{ id, title, html: tableHtml(context, { label: title, ...view }) }];
}

/** A table; see {@link tableSection}. */
export function tableHtml({ templates }: PageContext, { label, style, columns, rows }: TableView): Html {
  const said = columns.map((_column, index) => index === 0 || rows.some(({ cells }) => cells[index]));
  const kept = <T>(of: readonly T[]): T[] => of.filter((_each, index) => said[index]);
  const shown = kept(columns);
  const stacked = shown.length >= MANY_COLUMNS;
  return templates.render('table', {
    label,
    style: [style, stacked && 'stacked labelled'].filter(Boolean).join(' '),
    columns: shown,
    rows: rows.map(({ id, cite, cells }) => ({
      id,
      cite,
      cells: kept(cells).map((html, index) => ({
        html,
        label: stacked && index > 0 && html ? shown[index] : undefined,
      })),
    })),
  });
}

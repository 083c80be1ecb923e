import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it';
import attrs from 'markdown-it-attrs';
import { headingId } from '../../../scripts/guide/page-rules.js';
import { escapeHtml, plainText, type Html } from './html.js';
import { highlight } from './highlight.js';

/** A heading of a page, for its table of contents. */
export interface Heading {
  id: string;
  level: number;
  text: string;
  /** As the page counts it, e.g. `3.2`. */
  number?: string;
}

/** A page's text as HTML, with its headings in order. */
export interface Rendered {
  html: Html;
  headings: Heading[];
}

/** What attributes begin with, as kramdown writes them. */
const ATTRIBUTES = '{:';

/** Markdown of pages: written by the guide's authors, so HTML is let through; attributes as kramdown writes them. */
const pages = prepared(
  createMarkdown({ html: true, highlight }).use(attrs, { leftDelimiter: ATTRIBUTES, rightDelimiter: '}' }),
);

/** The same for pages without attributes, as most are: looking for them takes a third of the time of all pages. */
const plainPages = prepared(createMarkdown({ html: true, highlight }));

/** Markdown in resources: may come from anybody, so HTML in it is shown as text. */
const texts = prepared(createMarkdown({ html: false, highlight }));

/**
 * A page's Markdown. Headings start one level higher than written (pages begin at `###`, since the IG Publisher's template writes
 * the first two), also those written as HTML; they get kramdown's ids and a link to themselves; tables scroll in a region of their own.
 */
export function renderPage(markdown: string): Rendered {
  const env = {};
  const reader = markdown.includes(ATTRIBUTES) ? pages : plainPages;
  const tokens = reader.parse(markdown, env);
  const headings = nameHeadings(tokens);
  for (const token of tokens) if (token.type === 'html_block') token.content = withHigherHeadings(token.content);
  nameTables(tokens);
  const html = reader.renderer.render(tokens, reader.options, env).replaceAll(' markdown="1"', '');
  return { html, headings };
}

/**
 * A resource's Markdown as block HTML.
 *
 * @param base what relative links are relative to, for texts that come from elsewhere, such as FHIR's own
 */
export function renderText(markdown: string, base = ''): Html {
  const key = `${base} ${markdown}`;
  const html = rendered.get(key) ?? texts.render(markdown, { base }).trim();
  if (rendered.size > MOST_TEXTS) rendered.clear();
  rendered.set(key, html);
  return html;
}

/** Profiles of one resource say the same of most of its elements, in each of their trees: texts are rendered once. */
const rendered = new Map<string, Html>();

/** A site has a few thousand; while it is watched for hours, old ones must not gather. */
const MOST_TEXTS = 20_000;

/** A resource's Markdown within a line. */
export function renderInline(markdown: string): Html {
  return texts.renderInline(markdown);
}

function nameHeadings(tokens: Token[]): Heading[] {
  const used = new Map<string, number>();
  return tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return [];
    const inline = tokens[index + 1];
    const level = Math.max(2, Number(token.tag.slice(1)) - 1);
    const base = headingId(inline?.content ?? '') || 'section';
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    const id = count === 0 ? base : `${base}-${count}`;
    const close = tokens.slice(index).find(({ type }) => type === 'heading_close');
    token.tag = `h${level}`;
    if (close) close.tag = token.tag;
    token.attrSet('id', id);
    return [{ id, level, text: plainText(pages.renderInline(inline?.content ?? '')) }];
  });
}

/** Headings that a page writes as HTML, one level higher too, so that they stand below those that it writes as Markdown. */
function withHigherHeadings(html: Html): Html {
  return html.replace(
    /<(\/?)h([3-6])(?=[\s>])/g,
    (_all, slash: string, level: string) => `<${slash}h${Number(level) - 1}`,
  );
}

/** Gives each table the words of the heading above it, as the name of its scrolling region, and its cells those of their columns. */
function nameTables(tokens: Token[]): void {
  let heading = 'Table';
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') heading = plainText(pages.renderInline(tokens[index + 1]?.content ?? ''));
    if (token.type !== 'table_open') continue;
    const end = tokens.findIndex(({ type }, at) => at > index && type === 'table_close');
    token.meta = { name: heading, stacked: nameCells(tokens.slice(index, end)) };
  }
}

/** Tables of at least so many columns become a list of their rows on a phone. */
export const MANY_COLUMNS = 3;

/** What the parts of a table are to assistive technology when styles make something else of them. */
const ROLES: Record<string, string> = {
  thead_open: 'rowgroup',
  tbody_open: 'rowgroup',
  tr_open: 'row',
  th_open: 'columnheader',
  td_open: 'cell',
};

/** Writes into a table of many columns what its parts are, and beside each cell of which column it is. Answers whether it did. */
function nameCells(tokens: Token[]): boolean {
  const columns = tokens.flatMap(({ type }, index) =>
    type === 'th_open' ? [plainText(pages.renderInline(tokens[index + 1]?.content ?? ''))] : [],
  );
  if (columns.length < MANY_COLUMNS) return false;
  let column = 0;
  for (const token of tokens) {
    const role = ROLES[token.type];
    if (role) token.attrSet('role', role);
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'td_open' && column++ > 0) token.attrSet('data-label', columns[column - 1] ?? '');
  }
  return true;
}

function prepared(markdown: MarkdownIt): MarkdownIt {
  const { rules } = markdown.renderer;
  rules.table_open = (tokens, index) => {
    const { name = 'Table', stacked } = (tokens[index]?.meta ?? {}) as { name?: string; stacked?: boolean };
    const table = stacked ? '<table class="stacked labelled" role="table">' : '<table>';
    return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(name)}">${table}\n`;
  };
  rules.table_close = () => '</table></div>\n';
  rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const { base } = env as { base?: string };
    const href = `${token?.attrGet('href') ?? ''}`;
    if (token && base && !/^([a-z]+:|#)/i.test(href)) token.attrSet('href', new URL(href, base).href);
    return self.renderToken(tokens, index, options);
  };
  for (const name of ['fence', 'code_block'] as const) {
    const rule = rules[name];
    // Long lines scroll: whoever has no pointer comes to them by Tab.
    rules[name] = (...of) =>
      (rule?.(...of) ?? '').replace(/^<pre/, '<pre role="region" tabindex="0" aria-label="Code"');
  }
  rules.th_open = (tokens, index) =>
    tokens[index]?.attrGet('role') ? '<th scope="col" role="columnheader">' : '<th scope="col">';
  rules.heading_close = (tokens, index) => {
    const open = tokens.slice(0, index).findLast(({ type }) => type === 'heading_open');
    const id = open?.attrGet('id');
    const tag = tokens[index]?.tag ?? 'h2';
    return id ? `${anchor(`${id}`)}</${tag}>\n` : `</${tag}>\n`;
  };
  return markdown;
}

/** The link of a heading, row or act to itself: with scripts it offers link, citation and comment to copy. */
export function anchor(id: string): Html {
  return ` <a class="anchor" href="#${escapeHtml(id)}" data-copy aria-label="Link to ${escapeHtml(id)}">#</a>`;
}

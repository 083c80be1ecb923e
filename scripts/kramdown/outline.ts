import { JSDOM } from 'jsdom';

/** Elements whose own text is a line of the outline. */
const BLOCKS = new Set(['P', 'LI', 'DT', 'DD', 'TD', 'TH', 'PRE', 'BLOCKQUOTE', 'SUMMARY', 'FIGCAPTION']);

/** What a renderer may choose freely: kinds of space, and the shape of quotation marks and of three dots. */
function plain(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/…/g, '...').replace(/\s+/g, ' ').trim();
}

/** The text of an element without that of the blocks within it. */
function ownText(element: Element): string {
  const parts = [...element.childNodes].map((node) => {
    if (node.nodeType === node.TEXT_NODE) return node.textContent ?? '';
    const child = node as Element;
    if (node.nodeType !== node.ELEMENT_NODE || opaque(child) || BLOCKS.has(child.tagName) || listOrTable(child))
      return '';
    return ownText(child);
  });
  return plain(parts.join(''));
}

const opaque = (element: Element): boolean => ['svg', 'STYLE', 'SCRIPT'].includes(element.tagName);
const listOrTable = (element: Element): boolean => ['UL', 'OL', 'DL', 'TABLE'].includes(element.tagName);

function lineOf(element: Element): string[] {
  const tag = element.tagName.toLowerCase();
  if (/^h[1-6]$/.test(tag)) return [`${tag}#${element.id} ${plain(element.textContent)}`];
  if (tag === 'a' && element.hasAttribute('href'))
    return [`link ${element.getAttribute('href') ?? ''} ${plain(element.textContent)}`];
  if (tag === 'img') return [`image ${element.getAttribute('src') ?? ''}`];
  // A drawing without a title shows nothing: it holds the styles of the others.
  const drawn = tag === 'svg' ? plain(element.querySelector('title')?.textContent ?? '') : undefined;
  if (drawn !== undefined) return drawn ? [`drawing ${drawn}`] : [];
  if (tag === 'table') return [`table of ${element.querySelectorAll('tr').length} rows`];
  if (tag === 'ul' || tag === 'ol') return [`${tag} of ${element.children.length}`];
  if (element.id && !opaque(element)) return [`anchor #${element.id}`, ...textLine(element, tag)];
  return textLine(element, tag);
}

function textLine(element: Element, tag: string): string[] {
  const text = BLOCKS.has(element.tagName) ? ownText(element) : '';
  // A list item's text is in a paragraph or not, as the renderer sees blank lines around it: both read alike.
  return text ? [`${tag === 'p' && element.parentElement?.tagName === 'LI' ? 'li' : tag} ${text}`] : [];
}

/** What a reader gets from a page, a line each, in order: headings with their anchors, texts, lists, tables, links, drawings. */
export function outlineOf(html: string): string[] {
  const lines: string[] = [];
  const walk = (element: Element): void => {
    for (const child of element.children) {
      lines.push(...lineOf(child));
      if (!opaque(child)) walk(child);
    }
  };
  const dom = new JSDOM(`<body>${html}</body>`);
  // The site's links of headings to themselves are its furniture, not the page's text.
  for (const own of dom.window.document.querySelectorAll('a.anchor')) own.remove();
  walk(dom.window.document.body);
  dom.window.close();
  return lines;
}

/** The first line in which two outlines differ, told for a person; nothing when they say the same. */
export function firstDifference(theirs: readonly string[], ours: readonly string[]): string | undefined {
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  const index = at < 0 && ours.length > theirs.length ? theirs.length : at;
  if (index < 0) return undefined;
  const told = (line: string | undefined): string => line ?? 'nothing more';
  return `kramdown: ${told(theirs[index])}\n    ours:     ${told(ours[index])}\n    after:    ${index ? theirs[index - 1] : 'the beginning'}`;
}

/** A page's text and where it stands, e.g. `input/pagecontent/index.md`. */
export interface PageText {
  path: string;
  text: string;
}

/** Markdown that the IG Publisher (kramdown) and the preview (markdown-it) would read differently, or not at all. */
const faults: [RegExp, string][] = [
  [/^#{1,2}\s/, 'headings begin at ###: the template writes the first two levels itself'],
  [/^\s*\[\^[^\]]+\]:|\S\[\^[^\]]+\]/, 'no footnotes: write the note as a sentence'],
  [/^\s*[-*+] \[[ xX]\]\s/, 'no task lists: use a plain list'],
  [
    /^#{3,6}\s+[^A-Za-z]|^#{3,6}\s.*_/,
    "a heading begins with a letter and has no underscore: kramdown's forms make different ids of others",
  ],
  [/^#{3,6}\s.*\{#.*\}\s*$/, 'no explicit heading ids: a heading gets its id from its words'],
  [
    /^(?!\s*$).*<div[^>]*>(?!\s*$)|^\s*<div(?![^>]*markdown="1")[^>]*>\s*$/,
    'a div holds markdown: give it markdown="1", and a line of its own',
  ],
];

/** Words that make a statement normative (RFC 2119), outside code. */
const CLAIM = /\b(SHALL|SHOULD|MUST|MAY|REQUIRED|RECOMMENDED)\b/;

/** Where a page breaks the rules for text that two renderers must read alike; code blocks are left alone. */
export function checkPageText({ path, text }: PageText): string[] {
  const findings: string[] = [];
  if (/^---\s*\n/.test(text)) findings.push(`${path}:1: no front matter: title and order stand in sushi-config.yaml.`);
  for (const [index, line] of proseLines(text).entries()) {
    const at = `${path}:${index + 1}`;
    for (const [pattern, rule] of faults) if (pattern.test(line)) findings.push(`${at}: ${rule}.`);
    const [word] = CLAIM.exec(withoutCode(line)) ?? [];
    if (word !== undefined) {
      findings.push(
        `${at}: ${word} in capitals makes a requirement: state it in input/fsh/requirements, and speak plainly here.`,
      );
    }
  }
  return [...findings, ...checkDivs(path, text), ...checkBraces(path, text)];
}

/** Markdown within HTML is read by both renderers only with a blank line after the opening and before the closing tag. */
function checkDivs(path: string, text: string): string[] {
  const lines = proseLines(text);
  return lines.flatMap((line, index) => {
    const opens = /^\s*<div\b/.test(line) && lines[index + 1]?.trim() !== '';
    const closes = /^\s*<\/div>/.test(line) && lines[index - 1]?.trim() !== '';
    if (!opens && !closes) return [];
    return [
      `${path}:${index + 1}: leave a blank line ${opens ? 'after <div>' : 'before </div>'}, or its markdown stays unread.`,
    ];
  });
}

/** Jekyll reads braces in code blocks as well, so here nothing is left alone but what stands between raw and endraw. */
function checkBraces(path: string, text: string): string[] {
  const blanked = text.replace(/\{% raw %\}[^]*?\{% endraw %\}/g, (raw) => raw.replace(/[^\n]/g, ' '));
  return blanked
    .split(/\r?\n/)
    .flatMap((line, index) =>
      /\{\{|\{%/.test(line.replace(INCLUDE, ''))
        ? [`${path}:${index + 1}: literal braces are a command to Jekyll: put {% raw %} and {% endraw %} around them.`]
        : [],
    );
}

const INCLUDE = /\{% include ([\w.-]+) %\}/g;

/** A file that a page includes, with the 1-based line. */
export interface PageInclude {
  name: string;
  line: number;
}

/** The includes of a page, in order. */
export function includesOf(text: string): PageInclude[] {
  return proseLines(text).flatMap((line, index) =>
    [...line.matchAll(INCLUDE)].map(([, name = '']) => ({ name, line: index + 1 })),
  );
}

/** The line without its code spans. */
function withoutCode(line: string): string {
  return line.replace(/`[^`]*`/g, '');
}

/** A link within the guide, as written: `core-concepts.html#outputs`, with its 1-based line. */
export interface PageLink {
  target: string;
  line: number;
}

/** The links of a page to other html pages of the guide, and to places in itself. */
export function linksOf(text: string): PageLink[] {
  return proseLines(text).flatMap((line, index) =>
    [...line.matchAll(/\]\(([^)\s]+)[^)]*\)|href="([^"]+)"/g)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((target) => /^(\.\/)?[\w.-]*\.html(#.*)?$/.test(target) || target.startsWith('#'))
      .map((target) => ({ target: target.replace(/^\.\//, ''), line: index + 1 })),
  );
}

/** Ids that links may lead to within a page: those that kramdown makes of headings, and explicit ones in HTML. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of proseLines(text)) {
    const heading = headingIn(line);
    if (heading !== undefined) anchors.add(headingId(heading));
    for (const [, id] of line.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(id ?? '');
  }
  return anchors;
}

/** A heading of a page with what stands below it, up to the next heading of any level. */
export interface PageSection {
  /** The id that the heading gets. */
  id: string;
  /** The heading's words, with their Markdown. */
  heading: string;
  /** 1-based line of the heading. */
  line: number;
  text: string;
}

/** The sections of a page; what stands before the first heading belongs to none. */
export function sectionsOf(text: string): PageSection[] {
  const sections: PageSection[] = [];
  for (const [index, line] of proseLines(text).entries()) {
    const heading = headingIn(line);
    const last = sections.at(-1);
    if (heading !== undefined) sections.push({ id: headingId(heading), heading, line: index + 1, text: '' });
    else if (last) last.text += `${line}\n`;
  }
  return sections;
}

function headingIn(line: string): string | undefined {
  return /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
}

/** kramdown's rule for a heading's id (https://kramdown.gettalong.org/converter/html.html#auto-ids). */
export function headingId(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[^a-zA-Z]+/, '')
    .replace(/[^a-zA-Z0-9 -]/g, '')
    .replace(/ /g, '-')
    .toLowerCase();
}

/**
 * Why a link leads nowhere, or undefined when it leads somewhere.
 *
 * @param from page that the link is on, as html; undefined for a link from outside the pages
 * @param targets html pages of the guide
 * @param anchors per html page, the ids in it; a page without an entry is not looked into
 */
export function brokenLink(
  target: string,
  from: string | undefined,
  targets: Set<string>,
  anchors: Map<string, Set<string>>,
): string | undefined {
  const [page = '', anchor] = target.split('#');
  const html = page === '' ? (from ?? '') : page;
  if (!targets.has(html)) return 'is no page of the guide';
  const ids = anchors.get(html);
  if (anchor === undefined || ids === undefined || ids.has(anchor)) return undefined;
  return `is no place in that page, which has ${[...ids].map((id) => `#${id}`).join(', ') || 'none'}`;
}

/** The lines of a text, with those of fenced code blocks emptied. */
function proseLines(text: string): string[] {
  let fence: string | undefined;
  return text.split(/\r?\n/).map((line) => {
    const [, mark] = /^\s*(```|~~~)/.exec(line) ?? [];
    if (mark !== undefined && (fence === undefined || fence === mark)) {
      fence = fence === undefined ? mark : undefined;
      return '';
    }
    return fence === undefined ? line : '';
  });
}

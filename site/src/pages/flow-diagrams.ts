import { plainText, type Html } from '../text/html.js';
import type { Page } from './page.js';

/** A page of more characters than this is slow on a phone; the bound for flow pages is 300 kB. */
export const TOO_LONG = 290_000;

const DIAGRAMS = /<details class="exchange"[^]*?<\/details>\s*/g;

/**
 * A flow's page, and where it would be too long, a page for the diagrams of each of its branches: a flow with five branches over seven
 * exchanges has thirty-five. The branch's part of the flow's page then leads there.
 */
export function splitLong(page: Page): Page[] {
  if (page.body.length <= TOO_LONG) return [page];
  const parts = page.body.split(/(?=<h[1-6][ >])/);
  const own: Page[] = [];
  const body = parts.map((part) => {
    const way = /^<h3 id="way-([^"]+)"/.exec(part)?.[1];
    const diagrams = part.match(DIAGRAMS);
    if (way === undefined || !diagrams) return part;
    const moved = wayPage(page, way, part, diagrams);
    own.push(moved);
    return withLink(part, moved.file);
  });
  return [{ ...page, body: body.join('') }, ...own];
}

function wayPage(page: Page, way: string, part: Html, diagrams: readonly Html[]): Page {
  const title = plainText(/^<h3[^>]*>(.*?)<\/h3>/.exec(part)?.[1] ?? way).replace(/ #$/, '');
  const lead = `<p>What is different from the story of <a href="${page.file}#way-${way}">the flow</a>, over each exchange.</p>`;
  return {
    file: page.file.replace(/\.html$/, `.${way}.html`),
    title,
    kind: 'flow-diagrams',
    body: `${lead}${diagrams.join('')}`.replaceAll('href="#act-', `href="${page.file}#act-`),
    headings: [],
    crumb: { title: page.title, href: page.file },
    description: `Diagrams of ${title}`,
  };
}

/** The part without its diagrams, but for a link to them where the first stood. */
function withLink(part: Html, file: string): Html {
  let first = true;
  return part.replace(DIAGRAMS, () => {
    const link = first
      ? `<p class="diagrams"><a href="${file}">Diagrams of this way, over each exchange</a></p>\n`
      : '';
    first = false;
    return link;
  });
}

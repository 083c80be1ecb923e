import type { SiteModel } from '../model/site.js';
import { escapeHtml, link, type Html } from '../text/html.js';
import { anchor } from '../text/markdown.js';
import { tableHtml, type Page, type PageContext } from './page.js';

/** The page that tells what can be downloaded. */
const DOWNLOADS = 'downloads.html';

const WHY_JSON =
  'All resources are JSON, and elements of profiles CSV besides: no library was found that writes all types of this guide (ActorDefinition, Requirements, SubscriptionTopic, TestPlan) as XML or Turtle, and a form that holds some of them only would not be the guide.';

/** The page of downloads with a list of every file; other pages as they are. Sizes come later, by {@link withSizes}. */
export function withDownloadList(page: Page, context: PageContext): Page {
  if (page.file !== DOWNLOADS) return page;
  const rows = filesOf(context.site).map(([file, what]) => ({
    cells: [link(file, file), escapeHtml(what), sizePlace(file)],
  }));
  const table = tableHtml(context, { label: 'Every file', columns: ['file', 'what it holds', 'size'], rows });
  const html = `<h2 id="every-file">Every file${anchor('every-file')}</h2>${table}<p id="why-json">${WHY_JSON}</p>`;
  const heading = { id: 'every-file', level: 2, text: 'Every file' };
  return { ...page, body: `${page.body}${html}`, headings: [...page.headings, heading] };
}

function filesOf({ guide }: SiteModel): [file: string, what: string][] {
  const ig = guide.keys().find((key) => key.startsWith('ImplementationGuide/'));
  return [
    ['package.tgz', 'the guide as a FHIR package, with definitions and examples'],
    ...(ig === undefined
      ? []
      : [[`${ig.replace('/', '-')}.json`, 'the ImplementationGuide resource'] as [string, string]]),
    ['definitions.json.zip', 'every definition as JSON'],
    ['examples.json.zip', 'every example as JSON'],
    ['scenarios.zip', 'the flows as files that the harness runs'],
    ['full-ig.zip', 'every page and file of this site'],
  ];
}

function sizePlace(file: string): Html {
  return `<span data-size="${escapeHtml(file)}"></span>`;
}

/** The pages with the sizes of files in their places. The file that holds the pages themselves has none. */
export function withSizes(pages: readonly Page[], files: ReadonlyMap<string, string | Uint8Array>): Page[] {
  return pages.map((page) => (page.file === DOWNLOADS ? { ...page, body: withSizesIn(page.body, files) } : page));
}

function withSizesIn(body: Html, files: ReadonlyMap<string, string | Uint8Array>): Html {
  return body.replace(/<span data-size="([^"]+)"><\/span>/g, (_all, file: string) => {
    const content = files.get(file);
    return content === undefined ? 'all of these, and more' : `${Math.ceil(Buffer.byteLength(content) / 1000)} kB`;
  });
}

import { STYLE_INCLUDE } from '../../../harness/src/publish/flow-diagrams.js';
import type { SourcePage } from '../model/site.js';
import { pageReader, type PageReader } from '../text/includes.js';
import { renderPage } from '../text/markdown.js';
import type { SiteModel } from '../model/site.js';
import type { Page } from './page.js';

/**
 * A page that stands in input/pagecontent or input/pages.
 *
 * @param includes drawings among them need not go through Liquid and Markdown, which saves most of the time
 */
export function narrativePage(
  source: SourcePage,
  read: PageReader,
  includes: ReadonlyMap<string, string> = new Map(),
): Page {
  const { text, drawings } = withoutDrawings(source.text, includes);
  const { html, headings } = renderPage(read(text, source.file));
  const body = html.replace(/<!--drawing:(\d+)-->/g, (_all, index: string) => drawings[Number(index)] ?? '');
  return { file: `${source.name}.html`, title: source.title, kind: 'narrative', body, headings };
}

/** Drawings are most of a page (their style sheet is part of the site's own) and nothing to Liquid or Markdown, which need not read them: a comment holds their place. */
function withoutDrawings(text: string, includes: ReadonlyMap<string, string>): { text: string; drawings: string[] } {
  const drawings: string[] = [];
  const kept = text.replace(/\{% include ([\w.-]+\.svg) %\}/g, (all, name: string) => {
    const drawing = name === STYLE_INCLUDE ? '' : includes.get(name);
    if (drawing === undefined || /\{\{|\{%/.test(drawing)) return all;
    drawings.push(drawing.trim());
    return `<!--drawing:${drawings.length - 1}-->`;
  });
  return { text: kept, drawings };
}

/** The reader of a site's pages, with the variables that the IG Publisher offers. */
export function readerOf({ facts, includes }: SiteModel): PageReader {
  const ig = {
    title: facts.title,
    version: facts.version,
    status: facts.status,
    date: facts.date,
    id: facts.packageId,
    publisher: facts.publisher,
  };
  return pageReader(includes, {
    data: {
      fhir: {
        path: 'http://hl7.org/fhir/R4/',
        canonical: facts.canonical,
        packageId: facts.packageId,
        igName: facts.title,
        ig,
      },
    },
  });
}

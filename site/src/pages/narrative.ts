import { STYLE_INCLUDE } from '../../../harness/src/publish/flow-diagrams.js';
import type { SourcePage } from '../model/site.js';
import { pageReader, type PageReader } from '../text/includes.js';
import { renderPage } from '../text/markdown.js';
import type { SiteModel } from '../model/site.js';
import type { Page } from './page.js';

/** A page that stands in input/pagecontent or input/pages. */
export function narrativePage(source: SourcePage, read: PageReader): Page {
  const { html, headings } = renderPage(read(source.text, source.file));
  return { file: `${source.name}.html`, title: source.title, kind: 'narrative', body: html, headings };
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
  // The diagrams' style sheet is part of the site's own.
  const known = new Map([...includes, [STYLE_INCLUDE, '']]);
  return pageReader(known, {
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

import sanitize from 'sanitize-html';
import type { Html } from './html.js';

/** What FHIR allows in a narrative and does nothing but show text (R4 narrative.html#xhtml): no scripts, styles, forms, images. */
const TAGS =
  'a abbr b blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr tt u ul var'.split(
    ' ',
  );

/**
 * The narrative of a resource, fit to stand in a page: harmless elements stay, all others are shown as text and never run.
 * Headings become paragraphs, so that the page's outline is its own; ids are dropped.
 */
export function narrativeHtml(div: string): Html {
  return sanitize(div, {
    allowedTags: TAGS,
    allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan', 'scope'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    disallowedTagsMode: 'escape',
    transformTags: Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, 'p'])),
  });
}

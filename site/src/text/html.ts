/** HTML that may stand in a page as it is: whatever came from outside has been escaped in it. */
export type Html = string;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML content and quoted attributes. */
export function escapeHtml(text: string): Html {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** A link, or the plain text where there is nowhere to go. `text` is escaped. */
export function link(href: string | undefined, text: string): Html {
  return href === undefined ? escapeHtml(text) : `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}

/** An id for an element, from any text: what neither needs escaping in HTML nor encoding in a link. */
export function idOf(...parts: string[]): string {
  return parts.join('.').replace(/[^A-Za-z0-9_.:-]+/g, '_');
}

/** The text of HTML: without tags, entities resolved; for titles and search. */
export function plainText(html: Html): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_all, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

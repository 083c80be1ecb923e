/** Text for a file that Jekyll reads before Markdown is rendered: what would be a tag or an output there is kept literal. */
export function liquidText(text: string): string {
  return /\{\{|\{%/.test(text) ? `{% raw %}${text}{% endraw %}` : text;
}

/**
 * Markdown of a resource for a cell of a page's table: on one line, its bars escaped, HTML in it shown as text (resources may come from
 * anybody, pages let HTML through), and taken as it is by Jekyll. What is code already keeps its characters.
 */
export function tableCell(markdown: string): string {
  const line = markdown.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();
  return liquidText(
    line
      .split(/(`+[^`]+`+)/)
      .map((part, index) => (index % 2 === 1 ? part : withoutHtml(part)))
      .join(''),
  );
}

function withoutHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

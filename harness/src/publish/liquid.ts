/** Text for a file that Jekyll reads before Markdown is rendered: what would be a tag or an output there is kept literal. */
export function liquidText(text: string): string {
  return /\{\{|\{%/.test(text) ? `{% raw %}${text}{% endraw %}` : text;
}

/** Text for a cell of a Markdown table: on one line, its bars escaped, and taken as it is by Jekyll. */
export function tableCell(markdown: string): string {
  return liquidText(markdown.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim());
}

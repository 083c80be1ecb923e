/** Text for a file that Jekyll reads before Markdown is rendered: what would be a tag or an output there is kept literal. */
export function liquidText(text: string): string {
  return /\{\{|\{%/.test(text) ? `{% raw %}${text}{% endraw %}` : text;
}

import type { InstanceKey } from '../guide/resource.js';
import { artifactHtml } from './names.js';

/** Words of a plain sentence that Markdown or HTML would read as marks, made literal. */
export function plainText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|#]/g, (mark) => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : `\\${mark}`));
}

/** A text as a code span on one line, whatever backticks it holds (CommonMark 6.1). */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A link to the page of an example: `[Task/x](Task-x.html)`. */
export function artifactLink(key: InstanceKey): string {
  return `[${key}](${artifactHtml(key)})`;
}

/** A table; cells are Markdown of one line. Nothing when it has no rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}

/** Things in a row: `a`, `a and b`, `a, b and c`. */
export function inRow(parts: readonly string[], and = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1) ?? ''}`;
}

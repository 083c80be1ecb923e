import type { SourceError } from './source.js';

/** How parts of an error are set off from each other; each function may add colour but must keep the text. */
export interface ErrorPalette {
  place(text: string): string;
  message(text: string): string;
  caret(text: string): string;
  hint(text: string): string;
}

const plain = (text: string): string => text;
const PLAIN: ErrorPalette = { place: plain, message: plain, caret: plain, hint: plain };

/** Longer lines are cut around the place, so that the caret stays in view. */
const WIDTH = 110;

/**
 * Errors as a compiler shows them: place and message, the line of the text, a caret below it, the hint. `sourceText` is
 * the text that the errors are about.
 */
export function formatErrors(
  errors: readonly SourceError[],
  sourceText: string,
  palette: ErrorPalette = PLAIN,
): string {
  const lines = sourceText.split(/\r?\n/);
  return errors.map((error) => formatError(error, lines[error.line - 1] ?? '', palette)).join('\n\n');
}

function formatError(error: SourceError, line: string, palette: ErrorPalette): string {
  const place = palette.place(`${error.file}:${error.line}:${error.column}:`);
  const gutter = `${error.line} | `;
  const { text, column } = windowOn(line, error.column);
  const indent = `${' '.repeat(gutter.length - 2)}| `;
  const shown = [
    `${place} ${palette.message(error.message)}`,
    `${gutter}${text}`,
    `${indent}${text.slice(0, column - 1).replace(/[^\t]/g, ' ')}${palette.caret('^')}`,
  ];
  if (error.hint) shown.push(`${indent}${palette.hint(error.hint)}`);
  return shown.join('\n');
}

function windowOn(line: string, column: number): { text: string; column: number } {
  if (line.length <= WIDTH) return { text: line, column };
  const start = Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
  const text = line.slice(start, start + WIDTH);
  return { text: start > 0 ? `…${text.slice(1)}` : text, column: column - start };
}

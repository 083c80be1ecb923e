/**
 * Widths of characters as parts of the font size, those of a wide sans-serif face (DejaVu Sans): in most others the text is
 * narrower, so it never overflows.
 */
const WIDTHS: readonly [RegExp, number][] = [
  [/[ilj.,:;|!'` ]/, 0.34],
  [/[ftrI()[\]{}/\\-]/, 0.42],
  [/[mwMW@%]/, 0.98],
  [/[A-Z&#<>=+~_]/, 0.76],
  [/[\u0000-\u024f]/, 0.64],
];

/** How much wider bold text is. */
export const BOLD = 1.12;

/** No character is narrower: bounds how much of a very long text can be shown at all. */
const NARROWEST = 0.34;

/** Wide enough for any glyph that the table does not know, e.g. CJK. */
const FULL_WIDTH = 1.05;

/** Widths by code point, for all that the table above may name: a diagram measures each of its words many times. */
const BY_CODE = Float64Array.from({ length: 0x250 }, (_unused, code) => {
  const character = String.fromCodePoint(code);
  return WIDTHS.find(([these]) => these.test(character))?.[1] ?? FULL_WIDTH;
});

/** About how wide a text is when set at this size, in the size's unit. There is no font at hand, so it is an upper estimate. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += BY_CODE[character.codePointAt(0) ?? 0] ?? FULL_WIDTH;
  return width * size;
}

/**
 * Breaks a text into lines that fit: at spaces; within long words after `/ - . & = ?`, else anywhere. At most `maxLines`, the last one
 * then ends in an ellipsis.
 */
export function wrapText(text: string, width: number, size: number, maxLines = 4): string[] {
  const lines: string[] = [];
  let line = '';
  const room = Math.ceil((width / size / NARROWEST) * (maxLines + 1));
  const plain = text
    .slice(0, room * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, room);
  for (const piece of pieces(plain, width, size)) {
    if (line !== '' && textWidth((line + piece).trimEnd(), size) > width) {
      lines.push(line.trim());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trim());
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines - 1), `${shorten(lines[maxLines - 1] ?? '', width - size, size)}…`];
}

/** As `wrapText`, with lines of about the same length: no single word is left for the last one. */
export function balanceText(text: string, width: number, size: number, maxLines = 4): string[] {
  const lines = wrapText(text, width, size, maxLines);
  for (let share = 0.5; lines.length > 1 && share < 1; share += 0.1) {
    const narrower = wrapText(text, width * share, size, maxLines + 1);
    if (narrower.length <= lines.length) return narrower;
  }
  return lines;
}

/** How wide the widest part of a text is that is only broken at spaces and hyphens: no narrower column shows it whole. */
export function widestPart(text: string, size: number): number {
  return Math.max(0, ...text.split(/\s+|(?<=-)/).map((part) => textWidth(part, size)));
}

/** Units that stay together on a line: words; of a word that takes most of a line, its parts; a part that is too wide is cut. */
function pieces(text: string, width: number, size: number): string[] {
  const units = text
    .split(/(?<= )/)
    .flatMap((word) => (textWidth(word, size) <= width * 0.6 ? [word] : word.split(/(?<=[/\-.&=?])/)));
  return units.flatMap((unit) => (textWidth(unit, size) <= width ? [unit] : cut(unit, width, size)));
}

function cut(unit: string, width: number, size: number): string[] {
  const parts: string[] = [];
  let rest = unit;
  while (rest !== '') {
    const part = shorten(rest, width, size) || (Array.from(rest)[0] ?? rest);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}

/** The longest beginning of a text that fits. */
function shorten(text: string, width: number, size: number): string {
  let fitting = '';
  let used = 0;
  for (const character of text) {
    used += textWidth(character, size);
    if (used > width) break;
    fitting += character;
  }
  return fitting;
}

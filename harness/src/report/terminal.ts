import pc from 'picocolors';
import { visibleText } from './visible.js';

/** What the terminal (or log) can show. */
export interface TerminalLook {
  /** Columns. */
  width: number;
  color: boolean;
  unicode: boolean;
}

/** The parts of a stream that matter here; `process.stdout` is one. */
export interface TerminalStream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/**
 * Finds out what a stream can show. Colours: none with NO_COLOR (any value), on a dumb terminal or where nobody looks,
 * unless FORCE_COLOR asks for them. Unicode: where the locale says UTF-8, on Windows Terminal, and on CI systems.
 */
export function terminalLook(stream: TerminalStream, env: NodeJS.ProcessEnv, color = true): TerminalLook {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const capable = stream.isTTY === true && env.TERM !== 'dumb';
  return {
    width: Math.max(40, stream.columns ?? 80),
    color: color && !env.NO_COLOR && (capable || forced),
    unicode: /utf-?8/i.test(locale) || env.WT_SESSION !== undefined || env.CI !== undefined,
  };
}

/** Functions that colour text, or leave it alone. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Colours for a look. */
export function colorsOf(look: TerminalLook): Colors {
  return pc.createColors(look.color);
}

/** CSI sequences of ECMA-48. Other escape sequences lose their escape character as any control character does. */
const COLOUR_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]/g;

/**
 * Text from outside, made harmless: colour and cursor sequences are dropped, control characters and those that reorder text are
 * replaced, line separators become spaces. Without Unicode, all that is not ASCII becomes `?`.
 */
export function harmless(text: string, look: Pick<TerminalLook, 'unicode'>): string {
  const spaced = text.replace(COLOUR_SEQUENCE, '').replace(/[\t\n\r\u2028\u2029]+/g, ' ');
  const plain = visibleText(spaced, look.unicode ? '\uFFFD' : '?');
  return look.unicode ? plain : plain.replace(/…/g, '...').replace(/[^\x20-\x7e]/gu, '?');
}

/** Breaks text at spaces into lines of at most `width` characters; what has no spaces is cut. An empty text is one empty line. */
export function wrapColumns(text: string, width: number, maxLines = Number.POSITIVE_INFINITY): string[] {
  const lines: string[] = [];
  let rest = Array.from(text.slice(0, width * 4 * Math.min(maxLines, 500)));
  while (rest.length > width && lines.length < maxLines) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > width / 2 ? space : width;
    lines.push(rest.slice(0, end).join('').trimEnd());
    rest = rest.slice(rest[end] === ' ' ? end + 1 : end);
  }
  if (lines.length < maxLines) lines.push(rest.join(''));
  return lines;
}

/** A text in at most `width` characters, its middle left out where it is longer: both ends of an id tell most. */
export function squeeze(text: string, width: number, look: Pick<TerminalLook, 'unicode'>): string {
  const dots = look.unicode ? '…' : '..';
  if (text.length <= width) return text;
  const room = Math.max(2, width - dots.length);
  return `${text.slice(0, Math.ceil(room / 2))}${dots}${text.slice(text.length - Math.floor(room / 2))}`;
}

import { visibleText } from '../report/visible.js';

/** Longest text from the other side that is repeated in a message. */
const MOST = 200;

/** A value from the other side, fit for a message on one line of a terminal. */
export function told(value: unknown): string {
  const text = visibleText(String(value)).replace(/\s+/g, ' ');
  return text.length > MOST ? `${text.slice(0, MOST)}...` : text;
}

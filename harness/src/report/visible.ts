/** Characters that show nothing and can do harm: controls (but tab and line break), lone surrogates, and those that reorder text. */
const UNSEEN = /[^\P{Cc}\t\n]|[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside with each such character replaced by a visible sign, so that a reader sees what is there. */
export function visibleText(text: string, sign = '\uFFFD'): string {
  return text.replace(UNSEEN, sign);
}

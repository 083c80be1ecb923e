/**
 * Splits a search value at an unescaped separator (R4 search.html#escaping). Escapes stay in the parts: `unescape` removes them
 * after the last split.
 */
export function splitEscaped(value: string, separator: ',' | '|' | '$'): string[] {
  if (!value.includes('\\')) return value.split(separator);
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < value.length; i++) {
    const char = value[i]!;
    if (char === '\\' && i + 1 < value.length) {
      part += char + value[++i]!;
    } else if (char === separator) {
      parts.push(part);
      part = '';
    } else {
      part += char;
    }
  }
  parts.push(part);
  return parts;
}

/** Removes the escapes `\,` `\|` `\$` `\\`. */
export function unescapeValue(value: string): string {
  return value.includes('\\') ? value.replace(/\\([,|$\\])/g, '$1') : value;
}

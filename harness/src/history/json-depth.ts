const [QUOTE, BACKSLASH] = [...'"\\'].map((each) => each.charCodeAt(0));
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [...'[]{}'].map((each) => each.charCodeAt(0));

/**
 * Whether objects and lists are nested more than `levels` deep in JSON text; brackets within strings are text. A limit on it keeps every
 * walk over a resource within the stack.
 */
export function isNestedDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === BRACE || code === BRACKET) {
      if (++depth > levels) return true;
    } else if (code === BRACE_END || code === BRACKET_END) depth--;
  }
  return false;
}

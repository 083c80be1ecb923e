import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';

/** An entry of a list file: its texts by key, and its line (1-based). */
export type ListEntry<Required extends string, Optional extends string = never> = Record<Required, string> &
  Partial<Record<Optional, string>> & { line: number };

/**
 * Reads a YAML list of entries that hold nothing but texts, such as the files of accepted issues. Pure; `file` only names it in
 * errors. A file without an entry is an empty list.
 *
 * @throws Error at the first fault, as `file:line: what is wrong`
 */
export function parseList<Required extends string, Optional extends string = never>(
  text: string,
  file: string,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): ListEntry<Required, Optional>[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (node: Node | null | undefined): number => lines.linePos(node?.range?.[0] ?? 0).line;
  const fault = (line: number, what: string): Error => new Error(`${file}:${line}: ${what}`);
  const [broken] = document.errors;
  if (broken) throw fault(lines.linePos(broken.pos[0]).line, broken.message.split('\n')[0] ?? 'not YAML');
  const list = document.contents;
  if (list === null) return [];
  if (!isSeq(list)) throw fault(1, `must be a list of entries, each with ${required.join(', ')}`);
  return list.items.map((item) => {
    const line = lineOf(item as Node);
    if (!isMap(item)) throw fault(line, `an entry has ${required.join(', ')}`);
    const problem = faultIn(item, required, optional);
    if (problem !== undefined) throw fault(line, problem);
    return { ...textsIn(item), line } as ListEntry<Required, Optional>;
  });
}

function faultIn(item: YAMLMap, required: readonly string[], optional: readonly string[]): string | undefined {
  const known = [...required, ...optional];
  for (const { key, value } of item.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (!known.includes(name)) return `unknown "${name}"; an entry has ${known.join(', ')}`;
    const text: unknown = isScalar(value) ? value.value : undefined;
    if (typeof text !== 'string' || text.trim() === '') return `"${name}" must be a text`;
  }
  const missing = required.find((key) => !item.has(key));
  return missing === undefined ? undefined : `"${missing}" is missing`;
}

function textsIn(item: YAMLMap): Record<string, string> {
  return Object.fromEntries(Object.entries(item.toJSON() as Record<string, string>).map(([k, v]) => [k, v.trim()]));
}

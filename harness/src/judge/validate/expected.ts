/** Whether two JSON values are the same, whatever the order of properties (fixed[x]). */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key], b[key]));
}

/** Whether a value has all that the pattern has; each item of a pattern's array needs one in the value's (pattern[x]). */
export function meets(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    return Array.isArray(value) && pattern.every((part) => value.some((item) => meets(item, part)));
  }
  if (!isContainer(pattern)) return value === pattern;
  return isContainer(value) && Object.entries(pattern).every(([key, part]) => meets(value[key], part));
}

/** Whether a value is as an element's fixed[x] or pattern[x] wants it. */
export function isExpected(value: unknown, expected: { kind: 'fixed' | 'pattern'; value: unknown }): boolean {
  return expected.kind === 'fixed' ? isSame(value, expected.value) : meets(value, expected.value);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

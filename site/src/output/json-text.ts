const known = new WeakMap<object, string>();

/** A resource as it is downloaded: the page's JSON, the package and the zips hold the same text, which is made once. */
export function jsonText(value: object): string {
  const text = known.get(value) ?? `${JSON.stringify(value, undefined, 2)}\n`;
  known.set(value, text);
  return text;
}

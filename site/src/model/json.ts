/** A JSON object of unknown shape: resources are read as they come, since a guide may hold any. */
export type Json = Record<string, unknown>;

/** The value as an object; an empty one for anything else. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The objects of an array; none for anything else. */
export function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** The strings of an array; none for anything else. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** The value as text: strings, numbers and booleans; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** The first `value[x]` of an object, with the type in its name: `valueCode` gives `Code`. */
export function valueOf(object: Json, prefix = 'value'): { type: string; value: unknown } | undefined {
  for (const [name, value] of Object.entries(object)) {
    if (name.startsWith(prefix) && /^[A-Z]/.test(name.slice(prefix.length))) {
      return { type: name.slice(prefix.length), value };
    }
  }
  return undefined;
}

/** The extensions of an object whose url ends in `/name`, or is it. */
export function extensionsOf(object: Json, name: string): Json[] {
  return objectsOf(object.extension).filter(({ url }) => `${url}` === name || `${url}`.endsWith(`/${name}`));
}

/** The last part of a canonical url, without its version. */
export function tailOf(url: string): string {
  return url.replace(/\|.*$/, '').replace(/^.*\//, '');
}

/** One value of a search parameter in a resource, in the form its kind compares. */
export type Value = object;

/** What one alternative of a search value (between commas) asks for. */
export interface Condition<V extends Value = Value> {
  test(value: V): boolean;
  /**
   * Bucket keys of every value that can pass; absent when buckets can't help. Values found through them are still tested.
   */
  keys?: readonly string[];
}

/** What reading a search value may need to know. */
export interface ValueContext {
  /** Base URL of this server: absolute references below it are its own. */
  base: string;
  /** For `ap` on dates. */
  now: number;
  /** Types that a reference parameter may point to. */
  targets: readonly string[];
  /** For primitive codes: whether `system` may be the code's system (undefined: can't be told). */
  systemFits?: (system: string, code: string) => boolean | undefined;
}

/** How one type of search parameter (token, date ...) reads values from resources and from queries. */
export interface Kind<V extends Value = Value> {
  /** Values in one element found by the parameter's expression. Anything malformed gives none. */
  extract(element: unknown, base: string): V[];
  /** Bucket keys of a value; none when this kind isn't looked up by key. */
  keys(value: V): string[];
  /** Reads one alternative. Throws a Refusal when it makes no sense. `modifier` is without the colon. */
  parse(text: string, modifier: string | undefined, context: ValueContext): Condition<V>;
  /** What `_sort` compares; `last` is for descending order. */
  sortKey(value: V, last: boolean): string | number;
}

/** Narrows unknown JSON to an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is a string with something in it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

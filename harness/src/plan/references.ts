import type { InstanceKey, Resource } from '../guide/resource.js';

/** `Type/id` with an optional version, as the guide's instances refer to each other. */
const RELATIVE = /^([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** The instance that a literal reference names, or undefined for contained, absolute, urn: and logical ones. */
export function keyOfReference(reference: unknown): InstanceKey | undefined {
  return typeof reference === 'string' ? RELATIVE.exec(reference)?.[1] : undefined;
}

/** Calls `visit` for every literal reference in a value, in document order, with the object that holds it. */
export function eachReference(
  value: unknown,
  visit: (reference: string, holder: Record<string, unknown>) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) eachReference(item, visit);
  } else if (value !== null && typeof value === 'object') {
    const record = value as Record<string, unknown>;
    if (typeof record.reference === 'string') visit(record.reference, record);
    for (const item of Object.values(record)) if (item !== null && typeof item === 'object') eachReference(item, visit);
  }
}

/** Instances that a value refers to, each once, in document order. */
export function referredKeys(value: unknown): InstanceKey[] {
  const keys = new Set<InstanceKey>();
  eachReference(value, (reference) => {
    const key = keyOfReference(reference);
    if (key) keys.add(key);
  });
  return [...keys];
}

/**
 * Everything reachable from `roots` by references, roots included; what a resource refers to comes before it where
 * no cycle forbids that. `lookUp` answers undefined for what is not at hand: such keys are left out.
 */
export function closure(
  roots: readonly InstanceKey[],
  lookUp: (key: InstanceKey) => Resource | undefined,
): InstanceKey[] {
  const ordered: InstanceKey[] = [];
  const begun = new Set<InstanceKey>();
  const visit = (key: InstanceKey): void => {
    if (begun.has(key)) return;
    begun.add(key);
    const resource = lookUp(key);
    if (!resource) return;
    referredKeys(resource).forEach(visit);
    ordered.push(key);
  };
  roots.forEach(visit);
  return ordered;
}

/** URLs that a resource at `url` refers to, versions left out; contained, urn: and logical references are not followed. */
export function referencedUrls(url: string, body: Resource): string[] {
  const base = url.replace(/\/[^/]+\/[^/]+$/, '');
  const targets = new Set<string>();
  eachReference(body, (reference) => {
    if (reference.startsWith('#') || reference.startsWith('urn:')) return;
    const absolute = /^https?:\/\//.test(reference) ? reference : `${base}/${reference}`;
    targets.add(versionless(absolute));
  });
  return [...targets];
}

/** A reference as a URL, versions left out. */
export function absolute(reference: string, base: string): string {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(reference) ? reference : `${base}/${reference}`;
  return versionless(url);
}

/** A URL without the version that it may name. Found by search, not by an expression: references may be as long as servers like. */
export function versionless(url: string): string {
  const at = url.indexOf('/_history/');
  return at < 0 ? url : url.slice(0, at);
}

/**
 * Where a Location leads at the server below `base`, versions left out. A relative one counts from there; of one that names another place,
 * as servers behind a proxy do, only `Type/id` counts: where another server's things are is not for this one to say. Undefined for
 * one that ends in no such.
 */
export function locationBelow(location: string, base: string): string | undefined {
  const from = `${base}/Type`;
  if (!URL.canParse(location, from)) return undefined;
  const url = versionless(new URL(location, from).href);
  if (url.startsWith(`${base}/`)) return url;
  const named = /\/([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/.exec(url)?.[1];
  return named === undefined ? undefined : `${base}/${named}`;
}

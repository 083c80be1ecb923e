import type { Resource } from '../../guide/resource.js';
import { isObject } from './search/kind.js';

const RESTFUL_URL = /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** Gives the new reference for one that stands in a resource of a bundle, or undefined to leave it. */
export type Resolve = (reference: string) => string | undefined;

/**
 * How references in one entry of a bundle are resolved (R4 bundle.html#references): as they stand, without their version, or, when
 * relative, against the base of the entry's own fullUrl.
 */
export function resolverFor(targets: ReadonlyMap<string, string>, fullUrl: string | undefined): Resolve {
  const base = fullUrl === undefined ? undefined : RESTFUL_URL.exec(fullUrl)?.[1];
  return (reference) => {
    const fragment = reference.indexOf('#');
    const whole = fragment > 0 ? reference.slice(0, fragment) : reference;
    const plain = whole.replace(/\/_history\/[A-Za-z0-9.-]{1,64}$/, '');
    return (
      targets.get(whole) ?? targets.get(plain) ?? (base === undefined ? undefined : targets.get(`${base}/${plain}`))
    );
  };
}

/**
 * A copy of a resource with its references rewritten: `reference` of every Reference, any other string that is as a whole a `urn:uuid:`
 * or `urn:oid:` of the bundle, and links in the narrative (R4 http.html#trules).
 */
export function rewriteReferences(resource: Resource, resolve: Resolve): Resource {
  return rewrite(resource, undefined, resolve) as Resource;
}

function rewrite(value: unknown, name: string | undefined, resolve: Resolve): unknown {
  if (typeof value === 'string') return rewriteText(value, name, resolve);
  if (Array.isArray(value)) return value.map((item) => rewrite(item, name, resolve));
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) copy[key] = rewrite(child, key, resolve);
  return copy;
}

function rewriteText(value: string, name: string | undefined, resolve: Resolve): string {
  if (name === 'reference' || value.startsWith('urn:uuid:') || value.startsWith('urn:oid:'))
    return resolve(value) ?? value;
  if (name !== 'div') return value;
  return value.replace(/((?:href|src)=")([^"]+)(")/g, (whole, before: string, link: string, after: string) => {
    const target = resolve(link);
    return target === undefined ? whole : before + target + after;
  });
}

/** Every `reference` in a resource, with duplicates. */
export function referencesIn(value: unknown, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found);
  else if (isObject(value)) {
    if (typeof value.reference === 'string') found.push(value.reference);
    for (const child of Object.values(value)) referencesIn(child, found);
  }
  return found;
}

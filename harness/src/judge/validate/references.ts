import type { Resource } from '../../guide/resource.js';
import type { Structures } from './structures.js';

/** A resource within others, so that references can be followed within what is at hand. */
export interface Place {
  resource: Resource;
  /** The container of a contained resource; else the resource itself. */
  root: Resource;
  /** Path of the resource, e.g. `Bundle.entry[0].resource`. */
  path: string;
  /** Entries of the bundle that it stands in, by fullUrl. */
  entries?: ReadonlyMap<string, Resource> | undefined;
}

/** What is wrong with a reference. */
export interface ReferenceFault {
  code: 'reference-type' | 'reference-missing';
  message: string;
}

interface Reference {
  reference?: unknown;
  type?: unknown;
}

/**
 * Checks a reference's target type (ElementDefinition.type.targetProfile), as far as the reference itself, the resource
 * and its bundle tell it. Whether a target elsewhere exists is none of validation's business.
 */
export function referenceFault(
  value: Reference,
  targetProfiles: readonly string[] | undefined,
  place: Place,
  structures: Structures,
): ReferenceFault | undefined {
  const reference = typeof value.reference === 'string' ? value.reference : undefined;
  const target = reference === undefined ? undefined : targetOf(reference, place);
  if (reference?.startsWith('#') && !target) {
    return { code: 'reference-missing', message: `'${reference}' points to no contained resource` };
  }
  const literal = target?.resourceType ?? (reference && typeIn(reference, structures));
  const stated = typeof value.type === 'string' ? value.type : undefined;
  if (literal && stated && stated !== literal && structures.isResourceType(stated)) {
    return { code: 'reference-type', message: `'${reference}' is a ${literal}, but type says ${stated}` };
  }
  const actual = literal ?? stated;
  const allowed = actual === undefined ? undefined : allowedTypes(targetProfiles, structures);
  if (!actual || !allowed || allowed.includes('Resource') || allowed.includes(actual)) return undefined;
  return { code: 'reference-type', message: `it refers to a ${actual}; allowed: ${allowed.join(', ')}` };
}

/** The bundle's resources by fullUrl. */
export function entriesOf(bundle: Resource): Map<string, Resource> {
  const entries = new Map<string, Resource>();
  for (const entry of Array.isArray(bundle.entry) ? (bundle.entry as unknown[]) : []) {
    const { fullUrl, resource } = (entry ?? {}) as { fullUrl?: unknown; resource?: Resource };
    if (typeof fullUrl === 'string' && typeof resource?.resourceType === 'string') entries.set(fullUrl, resource);
  }
  return entries;
}

function targetOf(reference: string, place: Place): Resource | undefined {
  if (reference === '#') return place.root;
  if (reference.startsWith('#')) {
    const contained = Array.isArray(place.root.contained) ? (place.root.contained as Resource[]) : [];
    return contained.find((each) => each?.id === reference.slice(1));
  }
  return place.entries?.get(reference);
}

/** The type that a literal reference names: `Type/id`, alone or at the end of a url, with or without a version. */
function typeIn(reference: string, structures: Structures): string | undefined {
  const match = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(reference);
  const type = match?.[1];
  return type !== undefined && structures.isResourceType(type) ? type : undefined;
}

/** Undefined where any type is allowed, or it can't be told which. */
function allowedTypes(profiles: readonly string[] | undefined, structures: Structures): string[] | undefined {
  if (!profiles || profiles.length === 0) return undefined;
  const types: string[] = [];
  for (const profile of profiles) {
    const type = structures.targetType(profile);
    if (type === undefined) return undefined;
    types.push(type);
  }
  return types;
}

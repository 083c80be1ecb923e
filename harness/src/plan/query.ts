import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { InstanceKey, Resource } from '../guide/resource.js';

/** What stands in braces in the query of a search. */
export type Placeholder =
  /** `{actor:name}`: the reference of an actor. */
  | { kind: 'actor'; whole: string; name: string }
  /** `{Type/id}`: the reference of an instance. */
  | { kind: 'reference'; whole: string; key: InstanceKey }
  /** `{Type/id: path}`: what FHIRPath gives on an instance, such as its identifier or a date. */
  | { kind: 'value'; whole: string; key: InstanceKey; path: string };

const BRACES = /\{([^{}]*)\}/g;

/** Everything in braces, in order. */
export function placeholdersIn(query: string): Placeholder[] {
  return [...query.matchAll(BRACES)].map(([whole, inner = '']) => placeholder(whole, inner));
}

/** The query with each placeholder replaced by what `resolve` gives, encoded for a URL. */
export function fillQuery(query: string, resolve: (placeholder: Placeholder) => string): string {
  return query.replace(BRACES, (whole: string, inner: string) =>
    encodeURIComponent(resolve(placeholder(whole, inner))),
  );
}

function placeholder(whole: string, inner: string): Placeholder {
  const [before = '', after] = inner.split(/:(.*)/s);
  if (after === undefined) return { kind: 'reference', whole, key: inner };
  if (before === 'actor') return { kind: 'actor', whole, name: after };
  return { kind: 'value', whole, key: before, path: after.trim() };
}

/**
 * What FHIRPath gives on a resource, as searches write it (R4 search.html#token): an Identifier as `system|value`, a Coding or
 * CodeableConcept as `system|code`, anything else as its text. Undefined unless it gives exactly one value.
 */
export function searchValue(resource: Resource, path: string): string | undefined {
  const results = fhirpath.evaluate(resource, path, undefined, r4, { async: false });
  return results.length === 1 ? textOf(results[0]) : undefined;
}

function textOf(value: unknown): string | undefined {
  const { system, value: own, code, coding } = (value ?? {}) as Record<string, unknown>;
  if (Array.isArray(coding)) return textOf(coding[0]);
  if (typeof system === 'string' && typeof own === 'string') return `${escaped(system)}|${escaped(own)}`;
  if (typeof system === 'string' && typeof code === 'string') return `${escaped(system)}|${escaped(code)}`;
  return value === undefined || value === null ? undefined : String(value);
}

/** Escapes what has a meaning in search values (R4 search.html#escaping). */
function escaped(text: string): string {
  return text.replace(/[\\,|$]/g, '\\$&');
}

import type { Resource } from '../guide/resource.js';
import { isIdentifier } from './localize.js';
import { keyOfReference } from './references.js';

/**
 * A copy of a resource in which references that still are in the guide's names, as what they name does not travel along, are logical
 * ones: type and business identifier, by which the receiver finds what it has (R4 references.html#logical). `lookUp` answers
 * what a key stands for.
 */
export function withLogicalReferences(resource: Resource, lookUp: (key: string) => Resource | undefined): Resource {
  return logical(resource, lookUp) as Resource;
}

function logical(value: unknown, lookUp: (key: string) => Resource | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => logical(item, lookUp));
  if (value === null || typeof value !== 'object') return value;
  const record = value as Record<string, unknown>;
  const key = keyOfReference(record.reference);
  const target = key === undefined ? undefined : lookUp(key);
  const identifier = target && (firstIdentifier(target) ?? record.identifier);
  if (target && identifier) {
    const { reference: _literal, ...rest } = record;
    return { ...rest, type: target.resourceType, identifier };
  }
  return Object.fromEntries(Object.entries(record).map(([name, item]) => [name, logical(item, lookUp)]));
}

/**
 * A copy of a resource as a server has it, in which references lead to what travels along, by `urlOf`, or are by type and identifier
 * alone; one that says no identifier stays as it is.
 */
export function withTravelling(resource: Resource, urlOf: (reference: string) => string | undefined): Resource {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object') return value;
    const record = value as Record<string, unknown>;
    const { reference, ...rest } = record;
    if (typeof reference !== 'string' || reference.startsWith('#'))
      return Object.fromEntries(Object.entries(record).map(([name, item]) => [name, visit(item)]));
    const url = urlOf(reference);
    if (url !== undefined) return { ...record, reference: url };
    return rest.identifier ? { type: reference.split('/').at(-2), ...rest } : record;
  };
  return visit(resource) as Resource;
}

/**
 * A copy without the references that lead nowhere from there: literal ones that `leads` does not know and that say no identifier. An element
 * that was nothing else is left out.
 */
export function withoutLooseEnds(resource: Resource, leads: (reference: string) => boolean): Resource {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const kept = value.map(visit).filter((item) => item !== undefined);
      return kept.length > 0 ? kept : undefined;
    }
    if (value === null || typeof value !== 'object') return value;
    const { reference, identifier } = value as Record<string, unknown>;
    const loose = typeof reference === 'string' && !reference.startsWith('#') && !identifier && !leads(reference);
    if (loose) return undefined;
    const entries = Object.entries(value).map(([name, item]) => [name, visit(item)] as const);
    const kept = entries.filter(([, item]) => item !== undefined);
    return kept.length > 0 ? Object.fromEntries(kept) : undefined;
  };
  return (visit(resource) ?? { resourceType: resource.resourceType }) as Resource;
}

/** The business identifier by which a resource is spoken of: the first that says its system. */
export function firstIdentifier(resource: Resource): { system: string; value: string } | undefined {
  const list: unknown[] = Array.isArray(resource.identifier) ? resource.identifier : [resource.identifier];
  return list.find(
    (one): one is { system: string; value: string } =>
      typeof one === 'object' && one !== null && isIdentifier(one as Record<string, unknown>),
  );
}

/** References by type and business identifier alone, each with what it says; for the receiver to look up what it has. */
export function logicalReferences(value: unknown): LogicalReference[] {
  if (Array.isArray(value)) return value.flatMap(logicalReferences);
  if (value === null || typeof value !== 'object') return [];
  const record = value as Record<string, unknown>;
  const own = isLogical(record) ? [record] : [];
  return [...own, ...Object.values(record).flatMap(logicalReferences)];
}

/** A Reference with type and identifier, and without a literal reference. */
export interface LogicalReference {
  type: string;
  identifier: { system: string; value: string };
}

function isLogical(record: Record<string, unknown>): record is Record<string, unknown> & LogicalReference {
  const { identifier } = record;
  return (
    record.reference === undefined &&
    typeof record.type === 'string' &&
    typeof identifier === 'object' &&
    identifier !== null &&
    isIdentifier(identifier as Record<string, unknown>)
  );
}

/** A copy in which each logical reference also has the literal that `find` gives for it. */
export function withLiterals(resource: Resource, find: FindLiteral): Resource {
  return replaceLogical(resource, find, (logical, literal) => ({ ...logical, reference: literal }));
}

/**
 * A copy in which each logical reference that `find` knows is the literal alone: what it points to, whatever the words. For telling whether
 * a message says anything new.
 */
export function asLiterals(resource: Resource, find: FindLiteral): Resource {
  return replaceLogical(resource, find, (_logical, literal) => ({ reference: literal }));
}

/** Answers the literal reference to what a logical one means, when it is known here. */
export type FindLiteral = (reference: LogicalReference) => string | undefined;

function replaceLogical(
  resource: Resource,
  find: FindLiteral,
  replace: (logical: LogicalReference, literal: string) => unknown,
): Resource {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object') return value;
    const record = value as Record<string, unknown>;
    const literal = isLogical(record) ? find(record) : undefined;
    if (literal !== undefined) return replace(record as Record<string, unknown> & LogicalReference, literal);
    return Object.fromEntries(Object.entries(record).map(([name, item]) => [name, visit(item)]));
  };
  return visit(resource) as Resource;
}

/** A copy in which no reference says its type beside a literal that says the same: for comparing what resources mean. */
export function withoutRedundantTypes(value: Resource): Resource {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (part === null || typeof part !== 'object') return part;
    const { type, ...rest } = part as Record<string, unknown>;
    const literal = typeof rest.reference === 'string' ? rest.reference : undefined;
    const redundant = typeof type === 'string' && literal?.split('/').at(-2) === type;
    const kept = redundant || type === undefined ? rest : { type, ...rest };
    return Object.fromEntries(Object.entries(kept).map(([name, item]) => [name, visit(item)]));
  };
  return visit(value) as Resource;
}

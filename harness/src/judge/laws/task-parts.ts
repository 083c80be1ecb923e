import type { Resource } from '../../guide/resource.js';
import { canonicalJson } from '../compare.js';

/** An input or an output of a Task, as far as the laws read it. */
export interface Part {
  type?: unknown;
  valueReference?: { reference?: string; identifier?: { system?: string; value?: string }; type?: string };
  [value: string]: unknown;
}

/** The inputs or the outputs of a Task. */
export function parts(task: Resource, element: 'input' | 'output'): Part[] {
  return Array.isArray(task[element]) ? (task[element] as Part[]) : [];
}

/** The codes of a CodeableConcept: one concept may be coded in several systems, in any order (R4 datatypes.html#CodeableConcept). */
export function codesIn(concept: unknown): string[] {
  const { coding } = (concept ?? {}) as { coding?: { code?: string }[] };
  return Array.isArray(coding) ? coding.flatMap(({ code }) => code ?? []) : [];
}

/** Whether a CodeableConcept says this, whatever else it says besides. */
export function isCoded(concept: unknown, ...codes: readonly string[]): boolean {
  return codesIn(concept).some((code) => codes.includes(code));
}

/** Whether a CodeableConcept says anything: by a code, or by words. */
export function saysSomething(concept: unknown): boolean {
  const { coding = [], text } = (concept ?? {}) as { coding?: { code?: string; display?: string }[]; text?: string };
  return Boolean(text?.trim()) || coding.some(({ code, display }) => Boolean(code ?? display));
}

/** The first code of a CodeableConcept, for sentences. */
export function codeIn(concept: unknown): string | undefined {
  return codesIn(concept)[0];
}

/** What a part refers to: the literal reference, else the business identifier; undefined when it is no reference. */
export function referenceIn(part: Part): string | undefined {
  const { reference, identifier } = part.valueReference ?? {};
  return reference ?? (identifier?.value === undefined ? undefined : `${identifier.system ?? ''}|${identifier.value}`);
}

/**
 * Whether two parts of the same element say the same: one type, and one value. References agree when their literals or their
 * identifiers do, for a message may have turned one into the other.
 */
export function sameAs(one: Part, other: Part): boolean {
  if (codesIn(one.type).join() !== codesIn(other.type).join()) return false;
  const [a, b] = [one.valueReference, other.valueReference];
  if (!a || !b) return canonicalJson(valueOf(one)) === canonicalJson(valueOf(other));
  const known = a.identifier?.value !== undefined && a.identifier.value === b.identifier?.value;
  return known || a.reference === undefined || b.reference === undefined || a.reference === b.reference;
}

/** For sentences: its type, and what it refers to. */
export function partName(part: Part): string {
  return [codeIn(part.type) ?? 'without type', referenceIn(part)].filter(Boolean).join(' ');
}

function valueOf({ type: _type, id: _id, ...rest }: Part): unknown {
  return rest;
}

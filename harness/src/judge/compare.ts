import type { Resource } from '../guide/resource.js';
import { focusReferences } from '../plan/sides.js';

/** Codes of a CodeableConcept, sorted: what it says, whatever its texts and displays. */
export function codesOf(concept: unknown): string[] {
  const codings = (concept as { coding?: { system?: string; code?: string }[] } | undefined)?.coding ?? [];
  return codings.map((coding) => `${coding.system ?? ''}|${coding.code ?? ''}`).sort();
}

function referencesIn(parts: unknown): string[] {
  const list = Array.isArray(parts) ? (parts as { valueReference?: { reference?: string } }[]) : [];
  return list.flatMap((part) => (part.valueReference?.reference ? [part.valueReference.reference] : [])).sort();
}

/**
 * The state of a Task or Request that both parties must agree on (in the guide's names): the same over every exchange of a flow.
 * Versions, times and texts differ and don't count.
 */
export function businessState(resource: Resource): Record<string, unknown> {
  return {
    type: resource.resourceType,
    status: resource.status,
    intent: resource.intent,
    businessStatus: codesOf(resource.businessStatus),
    statusReason: codesOf(resource.statusReason),
    code: codesOf(resource.code),
    focus: focusReferences(resource),
    owner: (resource.owner as { reference?: string } | undefined)?.reference,
    requester: (resource.requester as { reference?: string } | undefined)?.reference,
    outputs: referencesIn(resource.output),
  };
}

/** Names of the parts in which two business states differ. */
export function differences(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return Object.keys(a).filter((part) => JSON.stringify(a[part]) !== JSON.stringify(b[part]));
}

/** JSON of a value in which the order of names does not count: for telling whether two say the same. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** What a version says, without what a server says of it: two that say the same are one to whoever reads them. */
export function said({ meta: _meta, text: _text, ...content }: Resource): string {
  return canonicalJson(content);
}

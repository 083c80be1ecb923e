interface Concept {
  text?: unknown;
  coding?: { code?: unknown }[];
}

/**
 * An element's value in a few words: a plain value as it stands, the code (or text) of a CodeableConcept.
 * Undefined for anything larger, which its element's name has to stand for.
 */
export function shortValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length <= 40 ? value : undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { coding, text } = value as Concept;
  const code = Array.isArray(coding) ? coding[0]?.code : undefined;
  if (typeof code === 'string') return code;
  return typeof text === 'string' ? text : undefined;
}

/** The target of a Reference, as it stands; undefined for anything else. */
export function referenceIn(value: unknown): string | undefined {
  const { reference } = (typeof value === 'object' && value !== null ? value : {}) as { reference?: unknown };
  return typeof reference === 'string' ? reference : undefined;
}

import type { Structures } from './structures.js';
import type { StructureTree } from './tree.js';

/** What an extension stands on. */
export interface Holder {
  /** Paths under which definitions may name it, e.g. `Task.code` and `CodeableConcept`. */
  paths: string[];
  /** FHIR type, e.g. `CodeableConcept`, `code`, `Task`. */
  type: string;
  /** Url of the extension that it is, for an extension within an extension. */
  extension?: string | undefined;
}

const CORE = 'http://hl7.org/fhir/StructureDefinition/';

/**
 * Whether a url that nobody at hand defines cannot exist: it lies in the space of FHIR itself or of the guide, whose
 * extensions are all known. Others may have any; readers skip them.
 */
export function isMissing(url: string, structures: Structures): boolean {
  const { canonical } = structures.definitions;
  return url.startsWith(CORE) || (canonical !== undefined && url.startsWith(`${canonical}/`));
}

/**
 * Whether an extension may stand here, by its context of use
 * (https://hl7.org/fhir/R4/defining-extensions.html#context). A context in FHIRPath, or on a type that R4 does not have,
 * can't be told, and counts as allowed.
 */
export function isAllowedOn(extension: StructureTree, holder: Holder, structures: Structures): boolean {
  if (extension.contexts.length === 0) return true;
  return extension.contexts.some(({ type, expression }) => {
    if (type === 'extension') return holder.extension === expression;
    if (type !== 'element') return true;
    return isElement(expression, holder, structures);
  });
}

function isElement(expression: string, holder: Holder, structures: Structures): boolean {
  const wanted = expression.replace(CORE, '').replace(/\[x\]/g, '');
  const [type = '', ...below] = wanted.split('.');
  if (type === 'Element' || !structures.definitions.structure(type)) return true;
  if (below.length === 0 && structures.typeChain(holder.type).includes(type)) return true;
  return holder.paths.some((path) => path.replace(/\[x\]/g, '') === wanted);
}

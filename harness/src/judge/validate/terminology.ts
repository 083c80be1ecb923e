import type { Structures } from './structures.js';

interface Coding {
  system?: string;
  code?: string;
}

/** How many codes a message lists at most. */
const LISTED = 12;

/**
 * What is wrong with a value under a required binding (https://hl7.org/fhir/R4/terminologies.html#required), or undefined
 * when it is right or can't be told here.
 */
export function bindingFault(
  value: unknown,
  type: string,
  valueSet: string,
  structures: Structures,
): string | undefined {
  const { definitions } = structures;
  if (typeof value === 'string') {
    if (definitions.contains(valueSet, undefined, value) !== false) return undefined;
    return `'${value}' is not allowed; ${allowed(valueSet, structures)}`;
  }
  const all = type === 'CodeableConcept' ? ((value as { coding?: unknown }).coding ?? []) : [value];
  // What has another shape is an error of its own.
  if (!Array.isArray(all) || !all.every(isCoding)) return undefined;
  const codings: Coding[] = all;
  const answers = codings.map(({ system, code }) => code !== undefined && definitions.contains(valueSet, system, code));
  if (answers.some((answer) => answer !== false)) return undefined;
  const coded = codings.filter(({ code }) => code !== undefined);
  if (coded.length === 0) return `there is no code; ${allowed(valueSet, structures)}`;
  const shown = coded.map(({ system, code }) => `'${system ?? '(no system)'}|${code}'`).join(', ');
  return `${shown} is not allowed; ${allowed(valueSet, structures)}`;
}

/** What is wrong with a Coding whose system is wholly known and has no such code; undefined otherwise. */
export function unknownCode(coding: Coding & { version?: string }, structures: Structures): string | undefined {
  const { system, code, version } = coding;
  // Another version of the system may have the code.
  if (typeof system !== 'string' || typeof code !== 'string' || version !== undefined) return undefined;
  return structures.systemHas(system, code) === false ? `the code system ${system} has no code '${code}'` : undefined;
}

function isCoding(value: unknown): value is Coding {
  const { system, code } = (value ?? {}) as { system?: unknown; code?: unknown };
  return [system, code].every((each) => each === undefined || typeof each === 'string');
}

function allowed(valueSet: string, structures: Structures): string {
  const codes = structures.definitions.expand(valueSet);
  if (!codes || codes.length === 0 || codes.length > LISTED) return `allowed are the codes of ${valueSet}`;
  return `allowed: ${codes.map(({ code }) => code).join(', ')} (${valueSet})`;
}

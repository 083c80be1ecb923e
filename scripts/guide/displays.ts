import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Compiled, Where } from './content.js';

/** Displays that were looked up, by system and code: of code systems that no package here holds. */
const known = parse(readFileSync(new URL('displays.yaml', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;

interface Coding {
  system: string;
  code: string;
  display?: string;
}

/** The codings within a resource, and the codes that a value set takes, of systems that the list is about. */
export function codingsIn(node: unknown): Coding[] {
  if (Array.isArray(node)) return node.flatMap(codingsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { system, code, display, concept } = node as Partial<Coding> & { concept?: Coding[] };
  const nested = Object.values(node).flatMap(codingsIn);
  if (system === undefined || known[system] === undefined) return nested;
  const own = code === undefined ? (concept ?? []) : [{ code, display }];
  return [...own.map((each) => ({ ...each, system }) as Coding), ...nested];
}

/** What is wrong with a coding and what to do, or undefined. */
export function displayFault({ system, code, display }: Coding): string | undefined {
  const right = known[system]?.[code];
  if (right === undefined)
    return `${system}#${code} is not in scripts/guide/displays.yaml, and nothing here can look it up: see where its system is published, and add it with its display there.`;
  if (display === undefined) return `${system}#${code} has no display: give it "${right}".`;
  return display === right ? undefined : `${system}#${code} has the display "${display}": it is "${right}".`;
}

/** Codes of LOINC, SNOMED CT, RxNorm and SOC whose display nobody looked up, or that have another or none. One sentence each. */
export function checkDisplays(resources: readonly Compiled[], where: Where): string[] {
  return resources.flatMap((resource) => {
    const faults = codingsIn(resource).flatMap((coding) => {
      const fault = displayFault(coding);
      return fault === undefined ? [] : [`${where(resource, `#${coding.code}`)}: ${fault}`];
    });
    return [...new Set(faults)];
  });
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tableCell } from '../../harness/src/publish/liquid.js';

/** A code of a CodeSystem, with the group that it belongs to where its list has groups. */
interface Concept {
  code: string;
  display?: string;
  definition?: string;
  property?: { code: string; valueString?: string }[];
}

/** The parts of a ValueSet that lists its codes one by one. */
interface Listed {
  system: string;
  concept?: Concept[];
}

/** How people call the code systems that the guide takes codes from. */
const SYSTEMS = new Map([
  ['http://snomed.info/sct', 'SNOMED CT'],
  ['http://loinc.org', 'LOINC'],
  ['http://terminology.hl7.org/CodeSystem/soc', 'SOC'],
]);

/** Name of the include that shows a code system or a value set, by the id of either, e.g. `codes-cow-status-reason.md`. */
export function codesInclude(id: string): string {
  return `codes-${id}.md`;
}

/** The id of the code system or value set that an include shows; undefined when it shows none. */
export function codesIn(include: string): string | undefined {
  return /^codes-(.+)\.md$/.exec(include)?.[1];
}

/**
 * The codes of the guide as a Markdown table: of a code system each with its definition and, where it has one, its group; of a
 * value set that lists codes of others each with its display and its system. Undefined when the guide has neither by that id.
 *
 * @param compiled the folder that SUSHI wrote
 */
export function codesTable(id: string, compiled: string): string | undefined {
  const system = read<{ concept?: Concept[] }>(compiled, `CodeSystem-${id}`);
  if (system?.concept) return table(...conceptRows(system.concept));
  const set = read<{ compose: { include: Listed[] } }>(compiled, `ValueSet-${id}`);
  const listed = set?.compose.include.filter(({ concept }) => concept !== undefined) ?? [];
  return listed.length === 0 ? undefined : table(['meaning', 'code', 'code system'], listed.flatMap(listedRows));
}

function conceptRows(concepts: Concept[]): [string[], string[][]] {
  const groupOf = ({ property = [] }: Concept): string =>
    property.find(({ code }) => code === 'group')?.valueString ?? '';
  const grouped = concepts.some((concept) => groupOf(concept) !== '');
  const head = [...(grouped ? ['about'] : []), 'code', 'meaning'];
  return [
    head,
    concepts.map((each) => [...(grouped ? [groupOf(each)] : []), `\`${each.code}\``, each.definition ?? '']),
  ];
}

function listedRows({ system, concept = [] }: Listed): string[][] {
  return concept.map(({ code, display = '' }) => [display, `\`${code}\``, SYSTEMS.get(system) ?? `\`${system}\``]);
}

function table(head: string[], rows: string[][]): string {
  const lines = rows.map((row) => `| ${row.map(tableCell).join(' | ')} |`);
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...lines, ''].join('\n');
}

function read<T>(compiled: string, name: string): T | undefined {
  const file = path.join(compiled, 'resources', `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

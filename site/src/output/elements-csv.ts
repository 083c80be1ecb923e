import type { Artifact } from '../model/artifacts.js';
import { objectOf, objectsOf, stringsOf, tailOf, textOf, valueOf, type Json } from '../model/json.js';
import { ownConstraints } from '../pages/constraints.js';
import { obligationsOf } from '../pages/tree.js';

/** A column of the table: its head, and what an element of a snapshot has there. */
type Column = readonly [head: string, cell: (element: Json) => string | undefined];

const flag =
  (name: string) =>
  (element: Json): string =>
    element[name] === true ? 'yes' : '';

const COLUMNS: readonly Column[] = [
  ['id', (element) => textOf(element.id)],
  ['path', (element) => textOf(element.path)],
  ['slice', (element) => textOf(element.sliceName)],
  ['min', (element) => textOf(element.min)],
  ['max', (element) => textOf(element.max)],
  ['must support', flag('mustSupport')],
  ['modifier', flag('isModifier')],
  ['summary', flag('isSummary')],
  ['types', (element) => objectsOf(element.type).map(typeText).join('; ')],
  ['short', (element) => textOf(element.short)],
  ['definition', (element) => textOf(element.definition)],
  ['comment', (element) => textOf(element.comment)],
  ['fixed', (element) => valueText(element, 'fixed')],
  ['pattern', (element) => valueText(element, 'pattern')],
  ['binding strength', (element) => textOf(objectOf(element.binding).strength)],
  ['value set', (element) => textOf(objectOf(element.binding).valueSet)],
  ['constraints', (element) => ownConstraints(element).map(constraintText).join('\n')],
  ['obligations', (element) => obligationsOf(element).map(obligationText).join('; ')],
];

/** What a spreadsheet would take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * All elements of a profile or extension as a table for spreadsheets (RFC 4180, UTF-8 with the mark by which Excel knows it), a row each; the
 * last column tells which of them the profile itself says something of. Undefined for other artifacts.
 */
export function elementsCsv({ resource, kind }: Artifact): string | undefined {
  if (kind !== 'profile' && kind !== 'extension') return undefined;
  const own = new Set(objectsOf(objectOf(resource.differential).element).map(({ id }) => `${id}`));
  const rows = objectsOf(objectOf(resource.snapshot).element).map((element) => [
    ...COLUMNS.map(([, cell]) => cell(element) ?? ''),
    own.has(`${element.id}`) ? 'yes' : '',
  ]);
  const lines = [[...COLUMNS.map(([head]) => head), 'constrained here'], ...rows];
  return `\ufeff${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** The file in which {@link elementsCsv} of an artifact stands. */
export function csvFile({ type, id }: Pick<Artifact, 'type' | 'id'>): string {
  return `${type}-${id}.csv`;
}

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function typeText(type: Json): string {
  const profiles = stringsOf(type.profile).map(tailOf);
  const targets = stringsOf(type.targetProfile).map(tailOf);
  return `${profiles.length > 0 ? profiles.join(' | ') : tailOf(`${type.code}`)}${targets.length > 0 ? ` (${targets.join(' | ')})` : ''}`;
}

function valueText(element: Json, prefix: string): string | undefined {
  const found = valueOf(element, prefix);
  return found && (textOf(found.value) ?? JSON.stringify(found.value));
}

function constraintText({ key, severity, human, expression }: Json): string {
  return `${key} (${severity}): ${human} [${expression}]`;
}

function obligationText({ code, actor }: { code: string; actor: string }): string {
  return actor === '' ? code : `${code} ${tailOf(actor)}`;
}

import { closest } from 'fastest-levenshtein';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

/** A normative statement of a compiled Requirements resource. */
export interface Statement {
  /** Id of the Requirements resource. */
  theme: string;
  key: string;
  /** SHALL, SHOULD, MAY. */
  conformance: string;
  text: string;
  /** The page that explains it, e.g. `states.html`. */
  page?: string;
}

/** A requirement key that a scenario cites: file as it is shown to people, 1-based line. */
export interface Citation {
  key: string;
  file: string;
  line: number;
}

/** A compiled Requirements resource, as far as it is read here. */
export interface RequirementsResource {
  id: string;
  statement?: { key: string; conformance?: string[]; requirement: string; reference?: string[] }[];
}

/** The statements of Requirements resources, in their order. */
export function statementsIn(resources: RequirementsResource[]): Statement[] {
  return resources.flatMap(({ id, statement = [] }) =>
    statement.map(({ key, conformance = [], requirement, reference = [] }) => ({
      theme: id,
      key,
      conformance: conformance[0] ?? 'none',
      text: requirement,
      ...(reference[0] === undefined ? {} : { page: reference[0] }),
    })),
  );
}

/** Every key below a `verifies` of a scenario file. Files that are no YAML are left to the scenario's own check. */
export function citationsIn(file: string, yaml: string): Citation[] {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const found: Citation[] = [];
  visit(document, (_index, node) => {
    if (!isPair(node) || !isScalar(node.key) || node.key.value !== 'verifies' || isMap(node.value)) return;
    const cited = isSeq(node.value) ? node.value.items : [node.value];
    for (const item of cited) {
      if (isScalar(item)) found.push({ key: String(item.value), file, line: lines.linePos(item.range?.[0] ?? 0).line });
    }
  });
  return found;
}

/** Where the statements contradict or repeat each other, or lack something: one sentence each, with what to do. */
export function checkStatements(statements: Statement[], cited: Citation[]): string[] {
  return [
    ...repeated(statements, ({ key }) => key, 'key', 'keys are unique in a guide, so rename one'),
    ...repeated(statements, ({ text }) => plain(text), 'text', 'say each thing once, and refer to it by its key'),
    ...statements.flatMap(checkStatement),
    ...unknownKeys(statements, cited),
  ];
}

function repeated(statements: Statement[], by: (each: Statement) => string, what: string, advice: string): string[] {
  const first = new Map<string, Statement>();
  return statements.flatMap((each) => {
    const before = first.get(by(each));
    if (before === undefined) {
      first.set(by(each), each);
      return [];
    }
    return [`${where(each)} has the same ${what} as ${where(before)}: ${advice}.`];
  });
}

/** A text as it sounds: without regard to case, spaces and punctuation. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function checkStatement(statement: Statement): string[] {
  const { conformance, text, page } = statement;
  const word = conformance.replace('-', ' ');
  return [
    ...(page === undefined ? [`${where(statement)} names no page that explains it: give it one.`] : []),
    ...(new RegExp(`\\b${word}\\b`).test(text)
      ? []
      : [`${where(statement)} is marked ${conformance}, and its text does not say ${word}: correct one of the two.`]),
  ];
}

/** Where a key is cited that no statement has, with the nearest one. */
export function unknownKeys(statements: Statement[], cited: Citation[]): string[] {
  const keys = statements.map(({ key }) => key);
  return cited
    .filter(({ key }) => !keys.includes(key))
    .map(({ key, file, line }) => {
      const nearest = keys.length === 0 ? '' : `; the nearest is ${closest(key, keys)}`;
      return `${file}:${line}: cites the requirement ${key}, which stands in no Requirements resource${nearest}.`;
    });
}

function where({ theme, key }: Statement): string {
  return `Requirements/${theme}, ${key}`;
}

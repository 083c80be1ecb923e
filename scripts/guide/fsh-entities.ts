/** One definition of a FSH file, with its rules; enough of FSH's grammar to look for what SUSHI lets pass. */
export interface FshEntity {
  /** `Profile`, `Extension`, `Instance`, `ValueSet`, `CodeSystem`, `Invariant`, `RuleSet`, `Alias` ... */
  kind: string;
  /** Name as it stands behind the keyword; of a RuleSet without its parameters. */
  name: string;
  /** Path of the file, as it is shown to people. */
  file: string;
  /** 1-based line of the keyword. */
  line: number;
  /** `Id`, `Title`, `Description`, `Usage`, `InstanceOf` ...: what stands behind the keyword, without quotes. */
  header: Map<string, string>;
  rules: FshRule[];
}

/** A rule of a definition, without the star; rules that belong to an indented block have its path before theirs. */
export interface FshRule {
  text: string;
  /** 1-based. */
  line: number;
}

const KINDS = 'Alias|CodeSystem|Extension|Instance|Invariant|Logical|Mapping|Profile|Resource|RuleSet|ValueSet';
const entityLine = new RegExp(`^(${KINDS}):\\s*(.*)$`);
const headerLine = /^([A-Z][A-Za-z]+):\s*(.*)$/;

/** The definitions of a FSH file, in order. Comments are left out; texts in triple quotes are taken for their first line. */
export function readFsh(file: string, text: string): FshEntity[] {
  const entities: FshEntity[] = [];
  let parents: { indent: number; path: string }[] = [];
  for (const [index, raw] of withoutComments(text).split('\n').entries()) {
    const [, kind, name] = entityLine.exec(raw) ?? [];
    if (kind !== undefined && name !== undefined) {
      entities.push(entityOf(kind, name, file, index + 1));
      parents = [];
      continue;
    }
    const entity = entities.at(-1);
    const [, key, value] = headerLine.exec(raw) ?? [];
    if (key !== undefined && value !== undefined) entity?.header.set(key, value.trim().replace(/^"+|"+$/g, ''));
    const [, spaces, rule] = /^(\s*)\* (.*)$/.exec(raw) ?? [];
    if (spaces === undefined || rule === undefined) continue;
    parents = parents.filter(({ indent }) => indent < spaces.length);
    const above = parents.at(-1)?.path;
    const full = above === undefined ? rule.trim() : `${above}.${rule.trim()}`;
    parents.push({ indent: spaces.length, path: full.split(' ')[0] ?? '' });
    entity?.rules.push({ text: full, line: index + 1 });
  }
  return entities;
}

function entityOf(kind: string, name: string, file: string, line: number): FshEntity {
  const plain = kind === 'RuleSet' ? name.replace(/\(.*$/, '') : kind === 'Alias' ? name.replace(/\s*=.*$/, '') : name;
  return { kind, name: plain.trim(), file, line, header: new Map(), rules: [] };
}

/** Empties comments, so that lines keep their numbers; `//` within a url or a string is no comment. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/.*$/, ''))
    .join('\n');
}

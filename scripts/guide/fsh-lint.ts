import path from 'node:path';
import { readFsh, type FshEntity, type FshRule } from './fsh-entities.js';

/** A FSH file: its path as it is shown to people, e.g. `input/fsh/profiles/bidding-task.fsh`, and what stands in it. */
export interface FshFile {
  file: string;
  text: string;
}

/** Definitions that make an artifact of their own. */
const ARTIFACTS = new Set(['Profile', 'Extension', 'ValueSet', 'CodeSystem', 'Instance', 'Logical', 'Resource']);

/** What SUSHI lets pass in well-formed FSH and readers would stumble over: one sentence each, with file and line. */
export function lintFsh(files: FshFile[]): string[] {
  const entities = files.flatMap(({ file, text }) => readFsh(file, text));
  return [
    ...entities.flatMap(checkHeader),
    ...files.flatMap(({ file }) =>
      checkFileName(
        file,
        entities.filter((each) => each.file === file),
      ),
    ),
    ...unusedRuleSets(entities),
    ...unusedAliases(entities, files),
    ...entities.flatMap((entity) => duplicateRules(entity, indexing(entities))),
  ];
}

/** Title and Description are what the guide's lists of artifacts show; an invariant's Description is all that a vendor sees. */
function checkHeader(entity: FshEntity): string[] {
  const inline = entity.header.get('Usage') === '#inline';
  const wanted = entity.kind === 'Invariant' ? ['Description', 'Severity'] : ['Title', 'Description'];
  if (!(entity.kind === 'Invariant' || (ARTIFACTS.has(entity.kind) && !inline))) return [];
  return wanted
    .filter((key) => (entity.header.get(key) ?? '') === '')
    .map((key) => `${at(entity)}: ${entity.kind} ${entity.name} has no ${key}: add one.`);
}

/** A file defines one artifact, a code system perhaps with its value set, and is named after it; examples stand together by flow. */
function checkFileName(file: string, entities: FshEntity[]): string[] {
  const named = entities.filter(({ kind }) => ARTIFACTS.has(kind));
  if (named.length === 0 || file.split('/').includes('examples')) return [];
  const ids = [...new Set(named.map(idOf))];
  if (ids.length > 1) return [`${file}: defines ${ids.join(', ')}: give each a file of its own.`];
  if (ids.map(fileNameFor).includes(path.posix.basename(file, '.fsh'))) return [];
  return [`${file}: the file's name and the id of its definition, ${ids[0]}, differ: rename one of them.`];
}

function idOf(entity: FshEntity): string {
  return entity.header.get('Id') ?? entity.name;
}

/** `cow-task-code` -> `task-code`, `extension-Task.requestedPerformer` -> `task-requested-performer`. */
function fileNameFor(id: string): string {
  return id
    .replace(/^(cow|extension)-/, '')
    .replace(/\./g, '-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function unusedRuleSets(entities: FshEntity[]): string[] {
  const used = new Set(entities.flatMap(({ rules }) => rules.flatMap(({ text }) => insertedIn(text) ?? [])));
  return entities
    .filter(({ kind, name }) => kind === 'RuleSet' && !used.has(name))
    .map((entity) => `${at(entity)}: nothing inserts the RuleSet ${entity.name}: remove it.`);
}

function unusedAliases(entities: FshEntity[], files: FshFile[]): string[] {
  const lines = files.flatMap(({ text }) => text.split('\n').filter((line) => !/^\s*(Alias:|\/\/)/.test(line)));
  const used = new Set(lines.flatMap((line) => line.match(/\$[\w-]+/g) ?? []));
  return entities
    .filter(({ kind, name }) => kind === 'Alias' && !used.has(name))
    .map((entity) => `${at(entity)}: nothing uses the alias ${entity.name}: remove it.`);
}

/** The RuleSet that a rule inserts, also where it is inserted at a path. */
function insertedIn(rule: string): string | undefined {
  return /(?:^|\s|\.)insert ([\w-]+)/.exec(rule)?.[1];
}

/** RuleSets that work on the place where they are inserted, by [+] or [=], themselves or by others that they insert. */
function indexing(entities: FshEntity[]): Set<string> {
  const sets = entities.filter(({ kind }) => kind === 'RuleSet');
  const found = new Set<string>();
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { name, rules } of sets) if (rules.some((rule) => isIndexed(rule, found))) found.add(name);
  }
  return found;
}

function isIndexed({ text }: FshRule, indexingSets: Set<string>): boolean {
  return /\[[+=]\]/.test(text) || indexingSets.has(insertedIn(text) ?? '');
}

/** The same rule twice, or two values for one element; rules that count on by [+] and [=] may look alike. */
function duplicateRules(entity: FshEntity, indexingSets: Set<string>): string[] {
  const first = new Map<string, FshRule>();
  return entity.rules.flatMap((rule) => {
    if (isIndexed(rule, indexingSets)) return [];
    const [, assigned] = /^(\S+) = /.exec(rule.text) ?? [];
    const key = assigned === undefined ? rule.text : `${assigned} =`;
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, rule);
      return [];
    }
    const what =
      before.text === rule.text
        ? `repeats line ${before.line}`
        : `gives ${assigned} another value than line ${before.line}`;
    return [`${entity.file}:${rule.line}: this rule of ${entity.name} ${what}: keep one of them.`];
  });
}

function at(entity: FshEntity): string {
  return `${entity.file}:${entity.line}`;
}

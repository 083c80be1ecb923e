import { expect, test } from 'vitest';
import { readFsh } from './fsh-entities.js';
import { lintFsh, type FshFile } from './fsh-lint.js';

const aliases: FshFile = { file: 'fsh/aliases.fsh', text: '// Names.\nAlias: $sct = http://snomed.info/sct\n' };
const profile = `// A comment with * insert Nothing and $nothing.
RuleSet: Kept(path)
* {path} MS

Profile: SmallTask
Parent: Task
Id: small-task
Title: "Small Task"
Description: "Asks for little."
* insert Kept(status)
* insert Kept(code)
* code = $sct#1
* input contains one 0..1
* input[one]
  * type 1..1
  * value[x] 1..1
`;
const file = (text: string, name = 'fsh/profiles/small-task.fsh'): FshFile => ({ file: name, text });
const lint = (text: string, ...more: FshFile[]) => lintFsh([aliases, file(text), ...more]);

test('sound FSH gives no finding', () => {
  expect(lint(profile)).toEqual([]);
});

test('definitions are read with their headers, rules and lines', () => {
  const [ruleSet, entity] = readFsh('a.fsh', profile);
  expect(ruleSet).toMatchObject({ kind: 'RuleSet', name: 'Kept', line: 2 });
  expect(entity).toMatchObject({ kind: 'Profile', name: 'SmallTask', line: 5 });
  expect(entity?.header.get('Title')).toBe('Small Task');
  expect(entity?.rules.at(-1)).toEqual({ text: 'input[one].value[x] 1..1', line: 16 });
});

test.each([
  ['Title', 'Title: "Small Task"\n'],
  ['Description', 'Description: "Asks for little."\n'],
])('a definition without %s is found', (key, line) => {
  expect(lint(profile.replace(line, ''))).toEqual([
    `fsh/profiles/small-task.fsh:5: Profile SmallTask has no ${key}: add one.`,
  ]);
  expect(lint(profile.replace(line, `${key}: ""\n`))).toHaveLength(1);
});

test('an inline instance needs no title; an example does; an invariant needs a text', () => {
  const instance = (usage: string) =>
    file(`Instance: x\nInstanceOf: Task\nUsage: #${usage}\n`, 'fsh/examples/flow.fsh');
  expect(lint(profile, instance('inline'))).toEqual([]);
  expect(lint(profile, instance('example'))).toHaveLength(2);
  const invariant = file('Invariant: cow-x\nSeverity: #error\nExpression: "true"\n', 'fsh/profiles/x.fsh');
  expect(lint(profile, invariant)).toEqual(['fsh/profiles/x.fsh:1: Invariant cow-x has no Description: add one.']);
});

test('a file that is not named after its definition is found', () => {
  expect(lintFsh([aliases, file(profile, 'fsh/profiles/big-task.fsh')])).toEqual([
    "fsh/profiles/big-task.fsh: the file's name and the id of its definition, small-task, differ: rename one of them.",
  ]);
  expect(lint(profile.replace('Id: small-task', 'Id: cow-small-task'))).toEqual([]);
  expect(lint(profile.replace('Id: small-task', 'Id: extension-Small.task'))).toEqual([]);
});

test('two definitions in one file are found; a code system and its value set share an id', () => {
  const valueSet = (id: string) => `ValueSet: V\nId: ${id}\nTitle: "V"\nDescription: "V."\n`;
  expect(lint(profile + valueSet('other'))).toEqual([
    'fsh/profiles/small-task.fsh: defines small-task, other: give each a file of its own.',
  ]);
  expect(lint(profile + valueSet('small-task'))).toEqual([]);
});

test('a RuleSet that nothing inserts is found, at its line', () => {
  expect(lint(`${profile}\nRuleSet: Lost\n* status MS\n`)).toEqual([
    'fsh/profiles/small-task.fsh:18: nothing inserts the RuleSet Lost: remove it.',
  ]);
});

test('an alias that nothing uses is found; a comment is no use', () => {
  expect(lint(profile.replace('* code = $sct#1', '// $sct\n* code = #1'))).toEqual([
    'fsh/aliases.fsh:2: nothing uses the alias $sct: remove it.',
  ]);
});

test('a repeated rule is found, and one that overrules another', () => {
  expect(lint(`${profile}* input contains one 0..1\n`)).toEqual([
    'fsh/profiles/small-task.fsh:17: this rule of SmallTask repeats line 13: keep one of them.',
  ]);
  expect(lint(`${profile}* code = $sct#2\n`)).toEqual([
    'fsh/profiles/small-task.fsh:17: this rule of SmallTask gives code another value than line 12: keep one of them.',
  ]);
  expect(lint(`${profile}* input[one].type 1..1\n`)).toHaveLength(1);
  expect(lint(`${profile}* insert Kept(code)\n`)).toHaveLength(1);
});

test('rules that count on may look alike, also through RuleSets', () => {
  const counting = `
RuleSet: Named(name)
* contact[+].name = "{name}"
* contact[=].telecom.value = "x"

RuleSet: Twice
* insert Named(b)

Instance: i
InstanceOf: Task
Title: "I"
Description: "I."
* insert Named(a)
* insert Named(a)
* insert Twice
* insert Twice
* note[+].text = "a"
* note[+].text = "a"
`;
  expect(lint(profile, file(counting, 'fsh/examples/a.fsh'))).toEqual([]);
});

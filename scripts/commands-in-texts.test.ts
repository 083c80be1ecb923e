import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exchanges } from '../harness/src/exchange/catalog.js';
import { listFiles } from './guide/files.js';
import { findGuideRoot } from './guide/paths.js';

// README, docs and pages tell people what to type. What they name must be there: scripts, commands, options, flows.

const root = findGuideRoot();
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** A command as a text names it, without its comment. */
interface Named {
  file: string;
  line: number;
  command: string;
}

const COMMAND = /(?:npx )?(?<![\w-])cow(?= [a-z-])[^`#\n]*|npm (?:run [\w:-]+|start|test)[^`#;&\n]*/g;

/** Commands in code blocks and in code spans; prose that speaks of `cow` otherwise is none. */
function commandsIn(file: string, text: string): Named[] {
  let fenced = false;
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*```/.test(line)) {
      fenced = !fenced;
      return [];
    }
    const code = fenced || /^ {4}/.test(line) ? [line] : [...line.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
    return code.flatMap((each) =>
      [...each.matchAll(COMMAND)].map(([command]) => ({ file, line: index + 1, command: command.trim() })),
    );
  });
}

function texts(): Named[] {
  const folders = ['docs', 'input/pagecontent'].flatMap((folder) =>
    listFiles(path.join(root, folder)).map((file) => `${folder}/${file}`),
  );
  const files = ['README.md', ...folders].filter((file) => file.endsWith('.md'));
  return files.flatMap((file) => commandsIn(file, readFileSync(path.join(root, file), 'utf8')));
}

const helps = new Map<string, string>();

/** What the command says of itself, from the sources. */
function helpOf(...command: string[]): string {
  const key = command.join(' ');
  const [, ...start] = `${scripts.cow} ${key} --help`.split(/\s+/);
  const known = helps.get(key) ?? execFileSync(process.execPath, start, { cwd: root, encoding: 'utf8' });
  helps.set(key, known);
  return known;
}

/** What is wrong with a command, or undefined. */
function faultOf({ command }: Named): string | undefined {
  const [, script] = /^npm run ([\w:-]+)/.exec(command) ?? [];
  if (script !== undefined && script !== 'cow')
    return scripts[script] === undefined ? `no script ${script}` : undefined;
  const words = command.replace(/^npm run cow(?: --)?|^(?:npx )?cow/, '').split(/\s+/);
  return /^npm (start|test)/.test(command) ? undefined : cowFault(words.filter((word) => word !== ''));
}

function cowFault(words: string[]): string | undefined {
  const [name = ''] = words;
  if (name.startsWith('-')) return optionFault(words, helpOf());
  if (!new RegExp(`^ {2}${name} `, 'm').test(helpOf())) return `no command ${name}`;
  const foreign = words.includes('--guide');
  const run = words.find((word) => /^[a-z-]+(\/[a-z-]+)?@[a-z-]+$/.test(word));
  return (foreign || run === undefined ? undefined : runFault(run)) ?? optionFault(words, helpOf() + helpOf(name));
}

function optionFault(words: string[], help: string): string | undefined {
  const unknown = words.find(
    (word) => /^--?[a-z]/.test(word) && !new RegExp(`(^|\\s)${word}(,|\\s|$)`, 'm').test(help),
  );
  return unknown === undefined ? undefined : `no option ${unknown}`;
}

function runFault(run: string): string | undefined {
  const [flow = '', exchange] = run.split('@');
  if (!exchanges.some(({ id }) => id === exchange)) return `no exchange ${exchange}`;
  return existsSync(path.join(root, 'scenarios', `${flow.split('/')[0]}.yaml`)) ? undefined : `no flow ${flow}`;
}

test('what README, docs and pages tell people to type is there', { timeout: 60_000 }, () => {
  const named = texts();
  expect(named.length).toBeGreaterThan(30);
  const faults = named.map((each) => ({ ...each, fault: faultOf(each) })).filter(({ fault }) => fault !== undefined);
  expect(faults).toEqual([]);
});

test('scripts, commands, options, flows and exchanges that are not there are noticed', { timeout: 60_000 }, () => {
  const text =
    '`cow run --taget x` and `npm run gide`\n```\nnpx cow play\ncow plan order@messaging   # all --steps\n' +
    'cow plan simple-lab-order@message\ncow --vers\ncow run simple-lab-order --jobs 4\n```\ncow eats grass\n';
  expect(commandsIn('a.md', text).map((each) => `${each.line}: ${faultOf(each)}`)).toEqual([
    '1: no option --taget',
    '1: no script gide',
    '3: no command play',
    '4: no flow order',
    '5: no exchange message',
    '6: no option --vers',
    '7: undefined',
  ]);
});

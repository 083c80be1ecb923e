import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Requirement } from '../../harness/src/guide/guide.js';
import { codesIn, codesInclude, codesTable } from './code-includes.js';
import { STATES_DRAWING, stateMachineSvg } from '../../harness/src/publish/state-machine-svg.js';
import { listFiles } from './files.js';
import { includesOf, sectionsOf } from './page-rules.js';
import { openQuestions, QUESTIONS_INCLUDE, questionsTable, type OpenQuestion } from './question-includes.js';
import { pageOf, readStatements, requirementsInclude, requirementsTable } from './requirement-includes.js';
import { STATES_INCLUDE, stateMachineTable } from './state-includes.js';

/** Includes that {@link pageIncludes} makes; other files of input/includes are not its business. */
const MADE = /^((requirements-.+|codes-.+|task-state-machine|open-questions)\.md|task-state-machine\.svg)$/;

/** What pages show from elsewhere. */
export interface WantedIncludes {
  /** Names of the pages that show their requirements, without ending, e.g. `core-concepts`. */
  requirements: readonly string[];
  /** Ids of the code systems and value sets that pages show, e.g. `cow-status-reason`. */
  codes: readonly string[];
  /** What reviewers are asked, when a page lists that. */
  questions?: readonly OpenQuestion[];
}

/** What the pages ask for by their includes; `pages` holds their texts by name, e.g. `core-concepts`. */
export function wantedIncludes(pages: ReadonlyMap<string, string>): WantedIncludes {
  const included = [...pages].map(([page, text]) => [page, includesOf(text).map(({ name }) => name)] as const);
  const listsQuestions = included.some(([, names]) => names.includes(QUESTIONS_INCLUDE));
  return {
    ...(listsQuestions ? { questions: openQuestions(pages) } : {}),
    requirements: included.filter(([page, names]) => names.includes(requirementsInclude(page))).map(([page]) => page),
    codes: [...new Set(included.flatMap(([, names]) => names.flatMap((name) => codesIn(name) ?? [])))],
  };
}

/**
 * The includes that are derived from the compiled guide and the state machine, as file name -> text. Codes that the guide does
 * not have get none.
 *
 * @param compiled the folder that SUSHI wrote
 */
export function pageIncludes(wanted: WantedIncludes, compiled: string): Map<string, string> {
  const statements = readStatements(compiled);
  const codes = wanted.codes.map((id) => [codesInclude(id), codesTable(id, compiled)] as const);
  return new Map([
    ...wanted.requirements.map((page) => [requirementsInclude(page), requirementsTable(page, statements)] as const),
    ...codes.filter((each): each is [string, string] => each[1] !== undefined),
    ...(wanted.questions ? [[QUESTIONS_INCLUDE, questionsTable(wanted.questions)] as const] : []),
    [STATES_INCLUDE, stateMachineTable()],
    [STATES_DRAWING, stateMachineSvg()],
  ]);
}

/** Brings the folder of includes up to date: writes what differs, removes what is made no more. Answers the changed names. */
export function writeIncludes(folder: string, includes: Map<string, string>): string[] {
  mkdirSync(folder, { recursive: true });
  const stale = staleIncludes(folder, includes);
  for (const name of stale) {
    const text = includes.get(name);
    if (text === undefined) rmSync(path.join(folder, name));
    else writeFileSync(path.join(folder, name), text);
  }
  return stale;
}

/** Generated includes that are missing, outdated, or made no more; sorted names. */
export function staleIncludes(folder: string, includes: Map<string, string>): string[] {
  const outdated = [...includes].filter(([name, text]) => readIfThere(path.join(folder, name)) !== text);
  const orphans = listFiles(folder).filter((name) => MADE.test(name) && !includes.has(name));
  return [...outdated.map(([name]) => name), ...orphans].sort();
}

/**
 * Where pages do not show the requirements that name them: without the include made for that, or without their keys in the
 * section that explains them. One sentence each.
 *
 * @param pages texts of the pages by name, e.g. `core-concepts`
 */
export function checkShown(pages: Map<string, string>, compiled: string): string[] {
  const { requirements } = readStatements(compiled);
  return [...checkIncluded(pages, requirements), ...checkKeys(pages, requirements)];
}

function checkIncluded(pages: Map<string, string>, requirements: readonly Requirement[]): string[] {
  const named = new Set(requirements.flatMap((requirement) => pageOf(requirement) ?? []));
  return [...named]
    .filter((page) => pages.get(page)?.includes(`{% include ${requirementsInclude(page)} %}`) === false)
    .map(
      (page) =>
        `input/pagecontent/${page}.md: requirements name this page, and it does not show them: ` +
        `add {% include ${requirementsInclude(page)} %} under "### Requirements on this page".`,
    );
}

/** A section's line of keys, such as `Requirements: [a](#a), [b](#b).`, against the requirements that lead to the section. */
function checkKeys(pages: Map<string, string>, requirements: readonly Requirement[]): string[] {
  return [...pages].flatMap(([page, text]) =>
    sectionsOf(text).flatMap(({ id, line, text: section }) => {
      const own = requirements.filter((requirement) => requirement.page === `${page}.html#${id}`).map(({ key }) => key);
      const named = [...section.matchAll(/^Requirements?: .*$/gm)].flatMap(([keys]) => keysIn(keys));
      const wanted = own.map((key) => `[${key}](#${key})`).join(', ');
      if ([...own].sort().join() === [...named].sort().join()) return [];
      return [
        `input/pagecontent/${page}.md:${line}: the section names the requirements ${named.join(', ') || 'none'}, and ` +
          (own.length > 0
            ? `those that lead to it are others: write \`Requirements: ${wanted}.\` at its end.`
            : 'none leads to it: take that line away, or name the section as their page in input/fsh/requirements.'),
      ];
    }),
  );
}

function keysIn(line: string): string[] {
  return [...line.matchAll(/\]\(#([\w-]+)\)/g)].map(([, key = '']) => key);
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

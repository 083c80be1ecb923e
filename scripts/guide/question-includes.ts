import { tableCell } from '../../harness/src/publish/liquid.js';
import { sectionsOf } from './page-rules.js';

/** Name of the include that lists what reviewers are asked on all pages. */
export const QUESTIONS_INCLUDE = 'open-questions.md';

/** What reviewers are asked at one place of the guide. */
export interface OpenQuestion {
  /** Name of the page without ending, e.g. `core-concepts`. */
  page: string;
  /** Anchor and words of the heading that it stands under. */
  id: string;
  heading: string;
  /** Markdown, in one line. */
  text: string;
}

/** How a question begins: in a box of its own, as one paragraph. */
const BEGINS = /^\*\*Input wanted\.\*\* /;

/** All questions, in the order of the pages and on each as they stand; `pages` holds texts by name. */
export function openQuestions(pages: ReadonlyMap<string, string>): OpenQuestion[] {
  return [...pages].flatMap(([page, content]) =>
    sectionsOf(content).flatMap(({ id, heading, text }) =>
      text
        .split('\n')
        .filter((line) => BEGINS.test(line))
        .map((line) => ({ page, id, heading, text: line.replace(BEGINS, '') })),
    ),
  );
}

/** The questions as a Markdown table: where each stands, and what is asked; links lead from any page. */
export function questionsTable(questions: readonly OpenQuestion[]): string {
  const rows = questions.map(({ page, id, heading, text }) => {
    const asked = text.replaceAll('](#', `](${page}.html#`);
    return `| [${tableCell(heading)}](${page}.html#${id}) | ${tableCell(asked)} |`;
  });
  return ['| where | what is asked |', '|---|---|', ...rows, ''].join('\n');
}

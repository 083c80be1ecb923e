import { expect, test } from 'vitest';
import { pageIncludes, wantedIncludes } from './includes.js';
import { openQuestions, questionsTable } from './question-includes.js';

const box = (question: string): string => `<div markdown="1" class="stu-note">\n\n${question}\n\n</div>\n`;
const pages = new Map([
  ['index', `### All\n\n{% include open-questions.md %}\n`],
  [
    'one',
    `### First things\n\n${box('**Input wanted.** Is `a | b` enough? See [there](#there).')}\n### There\n\nText.\n`,
  ],
  ['two', `### Who *pays*?\n\nInput wanted. Not a question.\n\n${box('**Input wanted.** Who?')}`],
]);

test('questions are listed in the order of the pages, under their headings, with links that lead from any page', () => {
  expect(questionsTable(openQuestions(pages)).split('\n').slice(2)).toEqual([
    '| [First things](one.html#first-things) | Is `a \\| b` enough? See [there](one.html#there). |',
    '| [Who *pays*?](two.html#who-pays) | Who? |',
    '',
  ]);
});

test('the list is made where a page shows it, and not else', () => {
  const names = (texts: typeof pages): string[] => [...pageIncludes(wantedIncludes(texts), 'nowhere').keys()];
  expect(names(pages)).toContain('open-questions.md');
  expect(names(new Map([['one', pages.get('one') ?? '']]))).not.toContain('open-questions.md');
});

import { describe, expect, it } from 'vitest';
import { configOf } from '../model/config.js';
import { plainText } from '../text/html.js';
import { renderPage } from '../text/markdown.js';
import type { Page } from './page.js';
import { numbered } from './numbered.js';

const page = (kind: string): Page => {
  const { html, headings } = renderPage('### A\n\n#### A one\n\n#### A two\n\n### B\n\n#### B one\n\n##### deep\n');
  return { file: 'x.html', title: 'X', kind, body: html, headings };
};
const headingsIn = (html: string): string[] =>
  [...html.matchAll(/<h\d[^>]*>(.*?)<\/h\d>/g)].map(([, text = '']) => plainText(text).replace(/ #$/, ''));

describe('numbers of sections', () => {
  it('count the headings of a page below its own number, in the text and in its table of contents', () => {
    const { body, headings, number } = numbered(page('narrative'), '7');
    const counted = ['7.1 A', '7.1.1 A one', '7.1.2 A two', '7.2 B', '7.2.1 B one'];
    expect(headingsIn(body)).toEqual([...counted, 'deep']);
    expect(headings.filter((each) => each.number).map((each) => `${each.number} ${each.text}`)).toEqual(counted);
    expect(number).toBe('7');
  });

  it("leave the acts of a flow as they are, and pages that the table of contents doesn't count", () => {
    expect(headingsIn(numbered(page('flow'), '3.1').body)).toEqual([
      '3.1.1 A',
      'A one',
      'A two',
      '3.1.2 B',
      'B one',
      'deep',
    ]);
    expect(numbered(page('narrative'), undefined)).toEqual(page('narrative'));
  });
});

it('pages are counted as sushi-config.yaml lists them, those below another one within it', () => {
  const { numbers } = configOf(
    'pages:\n  index.md: {}\n  a.md:\n    title: A\n    b.md: {}\n    c.md: {}\n  d.md: {}\n',
  );
  expect([...numbers]).toEqual([
    ['index', '1'],
    ['a', '2'],
    ['b', '2.1'],
    ['c', '2.2'],
    ['d', '3'],
  ]);
});

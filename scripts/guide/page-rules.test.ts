import { expect, test } from 'vitest';
import { anchorsOf, brokenLink, checkPageText, headingId, includesOf, linksOf } from './page-rules.js';

const check = (text: string) => checkPageText({ path: 'p.md', text });

test('plain markdown gives no finding', () => {
  expect(check('Text.\n\n### Heading\n\n* item with [link](a.html)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n')).toEqual([]);
});

test.each([
  ['front matter', '---\ntitle: x\n---\n', /^p\.md:1: no front matter/],
  ['a heading of the template', 'Text.\n\n## Heading\n', /^p\.md:3: headings begin at ###/],
  ['a footnote', 'Text.[^1]\n', /^p\.md:1: no footnotes/],
  ['a task list', '* [ ] to be done\n', /^p\.md:1: no task lists/],
  ['an explicit heading id', '### Heading {#here}\n', /^p\.md:1: no explicit heading ids/],
])('%s is found', (_name, text, finding) => {
  expect(check(text)).toEqual([expect.stringMatching(finding)]);
});

test('code blocks may show what pages may not do', () => {
  expect(check('```\n# comment\n```\n')).toEqual([]);
  expect(check('```\n~~~\n```\n# Heading\n')).toHaveLength(1);
});

test('headings get the ids that kramdown gives them', () => {
  expect(headingId('The Coordination Task')).toBe('the-coordination-task');
  expect(headingId('3. Status, reason & [details](x.html)')).toBe('status-reason--details');
  expect(anchorsOf('### A b\n<a name="c"></a>\n<div id="d">')).toEqual(new Set(['a-b', 'c', 'd']));
});

test('links within the guide are listed, others are not', () => {
  const text = '[a](./a.html#x) [b](https://example.org/b.html)\n<a href="c.html">c</a> [d](#d) [zip](e.json.zip)';
  expect(linksOf(text)).toEqual([
    { target: 'a.html#x', line: 1 },
    { target: 'c.html', line: 2 },
    { target: '#d', line: 2 },
  ]);
});

test('a link to no page, or to no place in it, is broken', () => {
  const targets = new Set(['a.html', 'artifacts.html']);
  const anchors = new Map([['a.html', new Set(['x'])]]);
  expect(brokenLink('a.html#x', 'a.html', targets, anchors)).toBeUndefined();
  expect(brokenLink('#x', 'a.html', targets, anchors)).toBeUndefined();
  expect(brokenLink('artifacts.html#anything', 'a.html', targets, anchors)).toBeUndefined();
  expect(brokenLink('b.html', 'a.html', targets, anchors)).toContain('no page of the guide');
  expect(brokenLink('a.html#y', undefined, targets, anchors)).toBe('is no place in that page, which has #x');
});

test.each([
  ['a claim in capitals', 'Text.\n\nA party SHALL do it.\n', /^p\.md:3: SHALL in capitals makes a requirement/],
  ['a heading that begins with a number', '### 0.1.0\n', /^p\.md:1: a heading begins with a letter/],
  ['a heading with an underscore', '### Of _history\n', /^p\.md:1: a heading begins with a letter/],
  ['a div without markdown="1"', '<div class="stu-note">\n\ntext\n\n</div>\n', /^p\.md:1: a div holds markdown/],
  ['text beside a div', '<div markdown="1">text\n\n</div>\n', /^p\.md:1: a div holds markdown/],
  ['no blank line after a div', '<div markdown="1">\ntext\n\n</div>\n', /^p\.md:1: leave a blank line after <div>/],
  [
    'no blank line before its end',
    '<div markdown="1">\n\ntext\n</div>\n',
    /^p\.md:4: leave a blank line before <\/div>/,
  ],
  ['literal braces', 'Text.\n\n```\n{{ x }}\n```\n', /^p\.md:4: literal braces/],
  ['an unknown tag', '{% assign x = 1 %}\n', /^p\.md:1: literal braces/],
])('%s is found', (_name, text, finding) => {
  expect(check(text)).toContainEqual(expect.stringMatching(finding));
});

test('plain words, code, notes, includes and raw braces may stand on a page', () => {
  expect(check('It shall, and `SHALL` is code.\n\n```\nA SHALL B\n```\n')).toEqual([]);
  expect(check('Text.\n\n<div markdown="1" class="stu-note">\n\n**Input.** Is it?\n\n</div>\n')).toEqual([]);
  expect(check('<figure>\n{% include a-b.svg %}\n</figure>\n\n{% raw %}{{ x }}\n{%{% endraw %}\n')).toEqual([]);
});

test('includes are listed with their lines, those in code are not', () => {
  expect(includesOf('Text.\n\n{% include a.md %}\n```\n{% include b.md %}\n```\n')).toEqual([
    { name: 'a.md', line: 3 },
  ]);
});

import { expect, test } from 'vitest';
import { anchorsOf, brokenLink, checkPageText, headingId, linksOf } from './page-rules.js';

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

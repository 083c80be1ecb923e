import { describe, expect, it } from 'vitest';
import { firstDifference, outlineOf } from './outline.js';

describe('the outline of a page', () => {
  it('has headings with anchors, texts, lists, tables, links and drawings', () => {
    const html =
      '<h3 id="a-b">A b</h3><p>See <a href="x.html#y">there</a>, “now”.</p><ul><li>one</li></ul>' +
      '<table><tr><td>cell</td></tr></table><svg><title>Who acts</title><text>not told</text></svg><p id="key">k</p>';
    expect(outlineOf(html)).toEqual([
      'h3#a-b A b',
      'p See there, "now".',
      'link x.html#y there',
      'ul of 1',
      'li one',
      'table of 1 rows',
      'td cell',
      'drawing Who acts',
      'anchor #key',
      'p k',
    ]);
  });

  it('takes a list item for the same with and without a paragraph', () => {
    expect(outlineOf('<ul><li><p>one</p></li></ul>')).toEqual(outlineOf('<ul><li>one</li></ul>'));
  });

  it.each([
    ['another anchor', '<h3 id="a">A</h3>', '<h3 id="b">A</h3>'],
    ['a table that stays text', '<table><tr><td>a</td></tr></table>', '<p>|a|</p>'],
    ['a lost link', '<p><a href="x">y</a></p>', '<p>y</p>'],
    ['a lost end', '<p>a</p><p>b</p>', '<p>a</p>'],
    ['something more', '<p>a</p>', '<p>a</p><p>b</p>'],
  ])('tells %s', (_what, theirs, ours) => {
    expect(firstDifference(outlineOf(theirs), outlineOf(ours))).toBeDefined();
  });
});

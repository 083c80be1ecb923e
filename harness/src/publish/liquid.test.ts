import { describe, expect, it } from 'vitest';
import { tableCell } from './liquid.js';

describe('a cell of a table', () => {
  it('stands on one line, its bars escaped', () => {
    expect(tableCell('one\n  two | three')).toBe('one two \\| three');
  });

  it('shows HTML of a resource as text', () => {
    expect(tableCell('<img src=x onerror=alert(1)> & <b>more</b> &lt;')).toBe(
      '&lt;img src=x onerror=alert(1)> &amp; &lt;b>more&lt;/b> &amp;lt;',
    );
  });

  it('leaves Markdown as it is, and the characters of code', () => {
    expect(tableCell('A Task **SHALL** have `Task<T> & more`, see [there](x.html#y)')).toBe(
      'A Task **SHALL** have `Task<T> & more`, see [there](x.html#y)',
    );
  });

  it('is taken as it is by Jekyll', () => {
    expect(tableCell('{{ x }}')).toBe('{% raw %}{{ x }}{% endraw %}');
  });
});

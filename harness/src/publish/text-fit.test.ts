import { describe, expect, it } from 'vitest';
import { balanceText, textWidth, widestPart, wrapText } from './text-fit.js';

describe('wrapText', () => {
  it.each(['update Task/cbc-coordination: status accepted', 'x'.repeat(300), 'Ж'.repeat(50), '医療'.repeat(40), ''])(
    'keeps every line of %j within the width',
    (text) => {
      for (const line of wrapText(text, 120, 14, 100)) expect(textWidth(line, 14)).toBeLessThanOrEqual(120);
    },
  );

  it('loses no character but the spaces at line ends', () => {
    const text = 'search Task?owner=Organization/city-lab&status=requested and more words to come';
    expect(wrapText(text, 90, 14, 100).join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
  });

  it('says by an ellipsis that more follows', () => {
    const lines = wrapText('word '.repeat(200), 100, 14, 3);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/…$/);
  });

  it('cuts between whole characters, never within a surrogate pair', () => {
    for (const line of wrapText('😀'.repeat(60), 100, 14, 100)) expect(line).toMatch(/^(😀)+$/u);
  });
});

describe('widestPart', () => {
  it('is the width in which a name is broken only between words and after hyphens', () => {
    const name = 'Potential Fulfiller (riverside-clinic)';
    const width = widestPart(name, 13);
    expect(width).toBe(textWidth('(riverside-', 13));
    expect(wrapText(name, width + 0.01, 13, 10)).toEqual(['Potential', 'Fulfiller', '(riverside-', 'clinic)']);
  });
});

describe('balanceText', () => {
  it('needs no more lines than plain wrapping and leaves no single short word at the end', () => {
    const text = 'message: Task/cbc-coordination with 2 more, sent twice';
    const plain = wrapText(text, 360, 14);
    const balanced = balanceText(text, 360, 14);
    expect(balanced).toHaveLength(plain.length);
    expect((balanced.at(-1) ?? '').length).toBeGreaterThan((plain.at(-1) ?? '').length);
  });
});

import { describe, expect, it } from 'vitest';
import { isPrimitive, primitiveFault } from './primitives.js';

const VALUES: Record<string, { right: unknown[]; wrong: unknown[] }> = {
  boolean: { right: [true, false], wrong: ['true', 1] },
  integer: { right: [0, -1, 2147483647, -2147483648], wrong: [1.5, 2147483648, '1'] },
  positiveInt: { right: [1], wrong: [0, -1] },
  unsignedInt: { right: [0, 7], wrong: [-1, 0.5] },
  decimal: { right: [0, -1.25, 1e-9], wrong: ['1.0'] },
  string: { right: ['a', ' a\n'], wrong: ['', '  ', 1] },
  markdown: { right: ['# a'], wrong: [''] },
  code: { right: ['a', 'a b'], wrong: ['', ' a', 'a ', 'a  b'] },
  id: { right: ['a', 'A-1.b', 'x'.repeat(64)], wrong: ['', 'a_b', 'a/b', 'x'.repeat(65)] },
  uri: { right: ['urn:a', 'relative', '#x'], wrong: ['', 'a b'] },
  oid: { right: ['urn:oid:1.2.840'], wrong: ['1.2.840', 'urn:oid:3.1', 'urn:oid:1.02'] },
  uuid: {
    right: ['urn:uuid:0a4f6f0e-3f59-4b1c-9f0c-4c6f3e1f1f11'],
    wrong: ['0a4f6f0e-3f59-4b1c-9f0c-4c6f3e1f1f11', 'urn:uuid:0A4F6F0E-3F59-4B1C-9F0C-4C6F3E1F1F11'],
  },
  base64Binary: { right: ['QQ==', 'QUJD', 'QU JD'], wrong: ['', 'QQ=', 'Q!==', 'Q==='] },
  date: {
    right: ['2026', '2026-02', '2026-02-28', '2024-02-29'],
    wrong: ['26', '2026-13', '2026-00', '2026-02-30', '2025-02-29', '2026-2-1', '2026-02-28T10:00:00Z', '0000'],
  },
  dateTime: {
    right: ['2026', '2026-02-28', '2026-02-28T10:00:00Z', '2026-02-28T23:59:60.5+14:00', '2026-02-28T00:00:00-05:30'],
    wrong: [
      '2026-02-28T10:00Z',
      '2026-02-28T10:00:00',
      '2026-02-28T24:00:00Z',
      '2026-02-28 10:00:00Z',
      '2026-02-31T10:00:00Z',
    ],
  },
  instant: {
    right: ['2026-02-28T10:00:00.123Z'],
    wrong: ['2026-02-28', '2026-02-28T10:00:00', '2026-02-30T10:00:00Z'],
  },
  time: { right: ['10:00:00', '23:59:59.9'], wrong: ['10:00', '24:00:00', '10:00:00Z'] },
  xhtml: { right: ['<div xmlns="http://www.w3.org/1999/xhtml">a</div>'], wrong: ['a', '<p>a</p>', '<divan/>'] },
};

describe.each(Object.entries(VALUES))('type %s', (type, { right, wrong }) => {
  it.each(right)('takes %j', (value) => {
    expect(primitiveFault(type, value)).toBeUndefined();
  });
  it.each(wrong)('refuses %j and says what it wants', (value) => {
    expect(primitiveFault(type, value)).toMatch(`(type ${type})`);
  });
});

describe('types', () => {
  it('knows primitives from others', () => {
    expect(isPrimitive('dateTime')).toBe(true);
    expect(isPrimitive('Period')).toBe(false);
    expect(isPrimitive('toString')).toBe(false);
  });

  it('needs no long time for hostile text', () => {
    expect(primitiveFault('base64Binary', `${'A '.repeat(200_000)}!`)).toBeDefined();
    expect(primitiveFault('code', `${'a '.repeat(200_000)} `)).toBeDefined();
  });
});

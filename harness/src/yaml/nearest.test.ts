import { describe, expect, it } from 'vitest';
import { nearest, suggest } from './nearest.js';

describe('nearest', () => {
  it.each([
    ['fulfiler', ['placer', 'fulfiller'], 'fulfiller'],
    ['Placer', ['place', 'placer'], 'placer'],
    ['cbc-order', ['Task/cbc', 'ServiceRequest/cbc-order'], 'ServiceRequest/cbc-order'],
    ['xyz', ['placer', 'fulfiller'], undefined],
    ['', [], undefined],
  ])('%s', (name, valid, expected) => {
    expect(nearest(name, valid)).toBe(expected);
  });
});

describe('suggest', () => {
  it('names the nearest, else lists a few, else nothing', () => {
    expect(suggest('placr', ['placer'])).toBe('did you mean placer?');
    expect(suggest('xyz', ['placer', 'fulfiller'])).toBe('valid here: placer, fulfiller');
    expect(
      suggest(
        'xyz',
        Array.from({ length: 13 }, (_, n) => `long-name-${n}`),
      ),
    ).toBeUndefined();
  });
});

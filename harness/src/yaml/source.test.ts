import { describe, expect, it } from 'vitest';
import { MAX_SOURCE_LENGTH, Problems, Source } from './source.js';

function parse(text: string): { source: Source | undefined; problems: Problems } {
  const problems = new Problems();
  return { source: Source.parse(text, 'x.yaml', problems), problems };
}

describe('Source', () => {
  it('tells where names and values stand', () => {
    const { source } = parse('a:\n  - b: 1\n    c: { d: two }\n');
    expect(source?.at(['a', 0, 'c', 'd'])).toEqual({ file: 'x.yaml', line: 3, column: 13 });
    expect(source?.keyAt(['a', 0, 'c'])).toEqual({ file: 'x.yaml', line: 3, column: 5 });
    expect(source?.data).toEqual({ a: [{ b: 1, c: { d: 'two' } }] });
  });

  it('answers the nearest thing around for what is not there', () => {
    const { source } = parse('a:\n  b: 1\n');
    expect(source?.at(['a', 'z', 'y'])).toMatchObject({ line: 2, column: 3 });
  });

  it('finds a character inside text on one line, quoted or not', () => {
    const { source } = parse(`a: one two\nb: 'one two'\nc: >-\n  one\n  two\n`);
    expect(source?.inside(['a'], 4)).toMatchObject({ line: 1, column: 8 });
    expect(source?.inside(['b'], 4)).toMatchObject({ line: 2, column: 9 });
    expect(source?.inside(['c'], 4)).toMatchObject({ line: 3, column: 4 });
  });

  it('follows aliases', () => {
    const { source } = parse('a: &x { b: 1 }\nc: *x\n');
    expect(source?.at(['c', 'b'])).toMatchObject({ line: 1, column: 12 });
  });

  it.each([
    ['the same name twice', 'a: 1\na: 2\n', 2, 1, 'the same name stands twice'],
    ['a tab as indent', 'a:\n\tb: 1\n', 2, 1, 'a tab is used for indentation'],
    ['two documents', 'a: 1\n---\nb: 2\n', 2, 1, 'more than one document'],
    ['an unknown tag', 'a: !thing 1\n', 1, 4, 'bad YAML'],
  ])('refuses %s', (_what, text, line, column, message) => {
    const { source, problems } = parse(text);
    expect(source).toBeUndefined();
    expect(problems.sorted()[0]).toMatchObject({ line, column, message: expect.stringContaining(message) as string });
  });

  it('refuses a text that is too long', () => {
    const { source, problems } = parse(`a: ${'x'.repeat(MAX_SOURCE_LENGTH)}`);
    expect(source).toBeUndefined();
    expect(problems.sorted()[0]?.message).toMatch(/more than the 262144 allowed/);
  });

  it('refuses aliases that multiply', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`);
    const { source, problems } = parse(['a0: &a0 [x]', ...levels].join('\n'));
    expect(source).toBeUndefined();
    expect(problems.sorted()[0]?.message).toMatch(/this YAML cannot be read: .*alias/i);
  });

  it('keeps each problem once, in the order of the text', () => {
    const { problems } = parse('a: 1');
    const at = (line: number) => ({ file: 'x.yaml', line, column: 1 });
    problems.add(at(2), 'second');
    problems.add(at(1), 'first', 'do this');
    problems.add(at(2), 'second');
    expect(problems.sorted()).toEqual([
      { ...at(1), message: 'first', hint: 'do this' },
      { ...at(2), message: 'second' },
    ]);
  });
});

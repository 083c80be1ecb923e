import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadScenario } from '../load-scenario.js';
import { formatErrors } from '../../yaml/format-errors.js';
import { guideFixture } from './guide.fixture.js';
import { labOrder } from './lab-order.fixture.js';

const guide = guideFixture();

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const JUNK = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  [[]],
  'x',
  'Task/shared',
  '{actor}',
  { a: [{}] },
  ['', null],
  '__proto__',
];
const MARKS = [
  '\t',
  ':',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&a ',
  '*a',
  '!!x ',
  '|',
  '>',
  '#',
  '%',
  '\u0000',
  '\n',
  '?',
  '<<: ',
];

type Random = () => number;
const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

/** Changes the text: a line gone, doubled, moved or indented otherwise, or a mark put in. */
function mutateText(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const line = lines[at] ?? '';
  const place = Math.floor(random() * (line.length + 1));
  switch (Math.floor(random() * 5)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, line);
      break;
    case 2:
      lines.splice(Math.floor(random() * lines.length), 0, ...lines.splice(at, 1));
      break;
    case 3:
      lines[at] = ' '.repeat(Math.floor(random() * 8)) + line.trimStart();
      break;
    default:
      lines[at] = line.slice(0, place) + pick(MARKS, random) + line.slice(place);
  }
  return lines.join('\n');
}

/** Changes the data: one value, anywhere, replaced by junk, taken away, or put under another name. */
function mutateData(text: string, random: Random): string {
  const data = parse(text) as unknown;
  let holder = data as Record<string, unknown>;
  for (;;) {
    const names = Object.keys(holder);
    const name = pick(names, random);
    const value = holder[name];
    const deeper = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    if (deeper && random() < 0.8) {
      holder = value as Record<string, unknown>;
      continue;
    }
    const choice = random();
    if (choice < 0.6) holder[name] = pick(JUNK, random);
    else if (choice < 0.8) delete holder[name];
    else holder[pick(['set', 'refused', 'race', 'branches', 'read', 'create', 'expect', 'by', 'x'], random)] = value;
    return stringify(data);
  }
}

function check(text: string): void {
  const { scenario, errors } = loadScenario(text, 'lab-order.yaml', guide);
  expect(errors.length > 0).toBe(scenario === undefined);
  const lines = text.split('\n').length;
  for (const error of errors) {
    expect(error.message).toMatch(/\S/);
    expect(error.line).toBeGreaterThanOrEqual(1);
    expect(error.line).toBeLessThanOrEqual(lines + 1);
    expect(error.column).toBeGreaterThanOrEqual(1);
  }
  expect(typeof formatErrors(errors, text)).toBe('string');
}

describe('loading never throws', () => {
  it.each([1, 2, 3, 4])('whatever the text (seed %i)', (seed) => {
    const random = randomFrom(seed);
    for (let round = 0; round < 120; round += 1) {
      let text = labOrder;
      for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) text = mutateText(text, random);
      check(text);
    }
  });

  it.each([5, 6, 7, 8])('whatever the data (seed %i)', (seed) => {
    const random = randomFrom(seed);
    for (let round = 0; round < 120; round += 1) check(mutateData(labOrder, random));
  });

  it.each([
    ['nothing', ''],
    ['a comment', '# nothing here'],
    ['a word', 'flow'],
    ['a number', '7'],
    ['a list', '- a\n- b'],
    ['two documents', `${labOrder}---\n${labOrder}`],
    ['a broken escape', 'id: "\\x"'],
    ['an alias of nothing', 'id: *gone'],
    ['an alias of itself', 'id: &a [*a]'],
    ['deep nesting', `id: ${'['.repeat(20_000)}`],
    ['an unknown tag', 'id: !!js/function x'],
    ['a prototype', '__proto__: { id: x }\nconstructor: 1'],
  ])('%s', (_what, text) => {
    check(text);
    expect(loadScenario(text, 'lab-order.yaml', guide).errors).not.toEqual([]);
  });
});

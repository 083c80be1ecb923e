import { describe, expect, it } from 'vitest';
import { loadScenario } from '../plan/load-scenario.js';
import { formatErrors } from './format-errors.js';
import { guideFixture } from '../plan/scenario/guide.fixture.js';
import { labOrder } from '../plan/scenario/lab-order.fixture.js';

describe('formatErrors', () => {
  it('shows place, line, caret and hint', () => {
    const text = labOrder
      .replace('set: { status: accepted }', 'set: { status: acepted }')
      .replace('verifies: [task-shared]', 'verifies: [task-shard]');
    const { errors } = loadScenario(text, 'scenarios/lab-order.yaml', guideFixture());
    expect(formatErrors(errors, text)).toBe(
      `
scenarios/lab-order.yaml:20:16: the guide has no requirement "task-shard"
20 |     verifies: [task-shard]
   |                ^
   | did you mean task-shared?

scenarios/lab-order.yaml:30:20: "acepted" is not a code of http://hl7.org/fhir/ValueSet/task-status
30 |     set: { status: acepted }
   |                    ^
   | did you mean accepted?`.trim(),
    );
  });

  it('keeps the caret in view on long lines, and tabs in place', () => {
    const line = `\tkey: ${'x'.repeat(200)}wrong${'y'.repeat(200)}`;
    const [, shown = '', caret = ''] = formatErrors(
      [{ file: 'f', line: 1, column: line.indexOf('wrong') + 1, message: 'no' }],
      line,
    ).split('\n');
    expect(shown.length).toBeLessThan(130);
    expect(shown.slice(caret.indexOf('^'), caret.indexOf('^') + 5)).toBe('wrong');
  });

  it('survives a place that the text does not have', () => {
    expect(formatErrors([{ file: 'f', line: 9, column: 4, message: 'gone' }], 'one line')).toBe(
      'f:9:4: gone\n9 | \n  | ^',
    );
  });

  it('hands each part to the palette', () => {
    const mark = (with_: string) => (text: string) => `<${with_}>${text}</${with_}>`;
    const palette = { place: mark('p'), message: mark('m'), caret: mark('c'), hint: mark('h') };
    expect(formatErrors([{ file: 'f', line: 1, column: 1, message: 'bad', hint: 'good' }], 'x', palette)).toBe(
      '<p>f:1:1:</p> <m>bad</m>\n1 | x\n  | <c>^</c>\n  | <h>good</h>',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { countVerdicts } from './verdicts.js';
import { Progress } from './progress.js';
import { harmless, squeeze, terminalLook, wrapColumns } from './terminal.js';

const stream = (isTTY: boolean, columns?: number) => {
  const written: string[] = [];
  return { written, isTTY, columns, write: (text: string) => written.push(text) };
};

describe('terminalLook', () => {
  const utf8 = { LANG: 'en_US.UTF-8' };
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('tty %j with %j: colours %j', (tty, env, color) => {
    expect(terminalLook(stream(tty), env).color).toBe(color);
  });

  it('obeys --no-color', () => expect(terminalLook(stream(true), {}, false).color).toBe(false));

  it('uses Unicode only where it is known to be shown', () => {
    expect(terminalLook(stream(true), utf8).unicode).toBe(true);
    expect(terminalLook(stream(true), { LANG: 'C' }).unicode).toBe(false);
    expect(terminalLook(stream(true), { ...utf8, LC_ALL: 'C' }).unicode).toBe(false);
  });

  it('takes 80 columns when nobody says', () => {
    expect(terminalLook(stream(false), {}).width).toBe(80);
    expect(terminalLook(stream(true, 132), {}).width).toBe(132);
  });
});

describe('harmless', () => {
  it('drops escape sequences and shows that control characters were there', () => {
    expect(harmless('a\u001b[31mb\u001b[0mb\u0007c\u202Ed\ud800', { unicode: true })).toBe('abb\uFFFDc\uFFFDd\uFFFD');
    expect(harmless('naïve…\n', { unicode: false })).toBe('na?ve... ');
  });
});

describe('wrapColumns and squeeze', () => {
  it('keep to the width and lose nothing but spaces', () => {
    const text = `${'word '.repeat(20)}${'x'.repeat(200)}`;
    const lines = wrapColumns(text, 30);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(30);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(squeeze('fulfiller-can-no-longer-perform/before-start', 20, { unicode: true })).toHaveLength(20);
  });
});

describe('Progress', () => {
  const look = { width: 80, color: false, unicode: true };
  const counts = { ...countVerdicts([]), pass: 40, fail: 2 };

  it('prints one line for each finished run where nobody looks', () => {
    const out = stream(false);
    const progress = new Progress(out, look, 12);
    progress.started('flow@messaging');
    progress.step('flow@messaging', 0, 9, 'something');
    progress.finished({ id: 'flow@messaging', verdict: 'fail', counts, ms: 1234 });
    progress.end();
    expect(out.written).toEqual([' 1/12 ✗ flow@messaging  40 passed, 2 failed  1.23 s\n']);
  });

  it('keeps one line up to date on a terminal, never wider than it, and wipes it', () => {
    const out = stream(true, 60);
    let now = 0;
    const progress = new Progress(out, { ...look, width: 60 }, 2, () => (now += 100));
    progress.started('flow@messaging');
    progress.step('flow@messaging', 3, 9, `evil \u001b[2J\n ${'long '.repeat(40)}`);
    progress.finished({ id: 'flow@messaging', verdict: 'fail', counts, ms: 1 });
    progress.end();
    for (const text of out.written) {
      const [, shown = ''] = /^\r(.*)\u001b\[K$/.exec(text) ?? [];
      expect(text).toMatch(/^\r[^\n]*\u001b\[K$/);
      expect(shown.length).toBeLessThan(60);
      expect(shown).not.toContain('\u001b');
    }
    expect(out.written[1]).toContain('step 4 of 9: evil');
    expect(out.written.at(-2)).toContain('1/2 runs, 1 failed');
    expect(out.written.at(-1)).toBe('\r\u001b[K');
  });

  it('does not redraw more often than anyone could read', () => {
    const out = stream(true, 60);
    const progress = new Progress(out, look, 1, () => 5);
    for (let index = 0; index < 50; index++) progress.step('a@messaging', index, 50, 'x');
    expect(out.written).toHaveLength(1);
  });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LongWork } from './progress.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** What is written to a stream while `work` goes on. */
function told(isTTY: boolean, work: (work: LongWork) => void): string {
  let text = '';
  work(new LongWork('Building', { isTTY, write: (more) => (text += more) }));
  return text;
}

test('a log gets a line when it begins, one every ten seconds, and one at the end', () => {
  const text = told(false, (work) => {
    vi.advanceTimersByTime(9_000);
    work.at('3 files');
    vi.advanceTimersByTime(11_000);
    work.end('built');
    vi.advanceTimersByTime(60_000);
  });
  expect(text.split('\n')).toEqual([
    'Building ...',
    'Building: 3 files, 10 s',
    'Building: 3 files, 20 s',
    'Building: built, 20 s',
    '',
  ]);
});

test('a terminal gets one line that is written over', () => {
  const text = told(true, (work) => {
    vi.advanceTimersByTime(1_000);
    work.end('built');
  });
  expect(text.split('\r\u001b[2K')).toEqual(['', 'Building: 1 s', 'Building: 1 s', 'Building: built, 1 s\n']);
});

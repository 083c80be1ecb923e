import { afterEach, expect, it, vi } from 'vitest';
import { deriveAfter } from './derive.js';
import { guidePaths } from './paths.js';

// What comes first while watching; each part has tests of its own.
const { lookAtFsh, buildGuide } = vi.hoisted(() => ({ lookAtFsh: vi.fn(), buildGuide: vi.fn() }));
vi.mock('./sushi.js', () => ({ lookAtFsh }));
vi.mock('./build.js', () => ({ buildGuide }));
vi.mock('./flow-files.js', () => ({ announceFlows: () => [], derivedFiles: () => [] }));
afterEach(() => void vi.resetAllMocks());

const paths = guidePaths('/guide');
const changed = ['input/fsh/a.fsh'];

it('a fault in what was saved is told at once, and nothing is built', async () => {
  const problem = { level: 'error', message: 'no such element', file: '/guide/input/fsh/a.fsh', line: 3 };
  lookAtFsh.mockResolvedValue([problem]);
  const outcome = await deriveAfter(paths, changed);
  expect(lookAtFsh).toHaveBeenCalledWith(paths, changed);
  expect(buildGuide).not.toHaveBeenCalled();
  expect(outcome).toMatchObject({
    good: false,
    faults: [expect.stringContaining('input/fsh/a.fsh:3 error: no such element')],
  });
  expect(outcome.told).not.toEqual([]);
});

it('without one everything is built, which may find what the look did not', async () => {
  lookAtFsh.mockResolvedValue([]);
  buildGuide.mockResolvedValue({ built: false, faults: ['input/fsh/b.fsh:1 error: it needs a'], summary: '1 error' });
  expect(await deriveAfter(paths, changed)).toEqual({
    good: false,
    faults: ['input/fsh/b.fsh:1 error: it needs a'],
    told: ['1 error'],
  });
});

import { expect, it } from 'vitest';
import { Progress } from './progress.js';

const LOOK = { width: 100, color: false, unicode: true };
const WHAT = 'waiting (up to 120 s) for fulfiller: Task/cbc-coordination -> accepted (http://lab/Task/1)';

/** What is written when a run begins, comes to a step and waits in it, all at the same moment. */
function written(isTTY: boolean, what: string): string[] {
  const out: string[] = [];
  const progress = new Progress({ isTTY, write: (text) => out.push(text) }, LOOK, 1, () => 0);
  progress.started('simple-lab-order@messaging');
  progress.step('simple-lab-order@messaging', 3, 9, 'Fulfiller updates Task/cbc-coordination');
  progress.waits('simple-lab-order@messaging', what);
  return out;
}

it('what is waited for is a line of its own where nobody watches', () => {
  expect(written(false, WHAT)).toEqual([`simple-lab-order@messaging: ${WHAT}\n`]);
});

it('on a terminal it takes the place of the step at once', () => {
  const last = written(true, WHAT).at(-1) ?? '';
  expect(last).toMatch(/^\r0\/1 runs {2}waiting \(up to 120 s\) for fulfiller: Task\/cbc-coordination -> accepted/);
  expect(last.length).toBeLessThan(110);
});

it('what a server says of itself does no harm there', () => {
  expect(written(false, 'waiting\u001b[2J\nfor')[0]).toBe('simple-lab-order@messaging: waiting for\n');
});

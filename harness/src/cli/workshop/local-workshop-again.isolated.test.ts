import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HistoryRecord } from '../../history/record.js';
import type { Verdict } from '../../judge/finding.js';
import type { Performer, RunOptions } from '../../perform/run.js';
import type { Plan } from '../../plan/plan.js';
import { LocalWorkshop } from './local-workshop.js';

// When a run is carried out again, and with what: the runs themselves are what the test says.
const { performRun, judgeRun, wasTooSlow } = vi.hoisted(() => ({
  performRun: vi.fn(),
  judgeRun: vi.fn(),
  wasTooSlow: vi.fn(),
}));
vi.mock('../../perform/run.js', () => ({ performRun }));
vi.mock('../../judge/judge.js', () => ({ judgeRun }));
vi.mock('../../judge/deadline.js', () => ({ wasTooSlow }));

const plan = { id: 'bidding@messaging' } as Plan;
const performer = { guide: 'the guide', target: { secrets: ['hunter22'] } } as unknown as Performer;
const records = (n: number) => [{ kind: 'http', n }] as unknown as HistoryRecord[];
let given: RunOptions[];
let folder: string;

beforeEach(() => {
  given = [];
  folder = mkdtempSync(path.join(os.tmpdir(), 'workshop-'));
  performRun.mockImplementation((_plan: Plan, _performer: Performer, options: RunOptions) => {
    given.push(options);
    return Promise.resolve(records(given.length));
  });
  judgeRun.mockReturnValue([]);
  wasTooSlow.mockReturnValue(false);
});
afterEach(() => {
  vi.resetAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const findings = (...verdicts: Verdict[]) => judgeRun.mockReturnValueOnce(verdicts.map((verdict) => ({ verdict })));

it('a run that was too slow is done once more, with four times the time, and the second is judged and kept', async () => {
  wasTooSlow.mockReturnValue(true);
  const { evidence } = await new LocalWorkshop(performer).run(plan);
  expect(given.map(({ leadTimes }) => leadTimes)).toEqual([undefined, 4]);
  expect(wasTooSlow).toHaveBeenCalledExactlyOnceWith(records(1), 'the guide');
  expect(judgeRun).toHaveBeenCalledExactlyOnceWith(records(2), 'the guide');
  expect(evidence.records()).toEqual(records(2));
});

it('a run that was stopped is not done again, neither for time nor for repetition', async () => {
  wasTooSlow.mockReturnValue(true);
  const workshop = new LocalWorkshop(performer, { times: 3 });
  performRun.mockImplementationOnce((_plan: Plan, _performer: Performer, options: RunOptions) => {
    given.push(options);
    workshop.stop();
    expect(options.signal?.aborted, 'the run under way is told').toBe(true);
    return Promise.resolve(records(1));
  });
  await workshop.run(plan);
  expect(given).toHaveLength(1);
});

it('is repeated while all passes or is not claimed, and ends with the first time that something else is found', async () => {
  findings('pass', 'not-claimed');
  findings('pass');
  findings('pass', 'warn');
  const { findings: found } = await new LocalWorkshop(performer, { times: 9 }).run(plan);
  expect(given).toHaveLength(3);
  expect(found.map(({ verdict }) => verdict)).toEqual(['pass', 'warn']);
});

it('writes the history as it happens, without secrets, tells of steps, and takes the time', async () => {
  const steps: unknown[] = [];
  let write: RunOptions['sink'];
  performRun.mockImplementationOnce((_plan: Plan, _performer: Performer, { redact, sink, onStep }: RunOptions) => {
    write = sink;
    sink?.(`${redact?.('{"password":"hunter22"}')}`);
    onStep?.({ title: 'The Placer asks' } as never, 2, 5);
    return new Promise((resolve) => setImmediate(() => setImmediate(() => resolve(records(1)))));
  });
  const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(1000).mockReturnValueOnce(1250);
  const onStep = (...told: unknown[]): void => void steps.push(told);
  const { history, ms } = await new LocalWorkshop(performer, { folder, onStep }).run(plan);
  clock.mockRestore();
  expect(readFileSync(path.join(folder, history), 'utf8').trim()).toBe('{"password":"[redacted]"}');
  expect(steps).toEqual([[plan, { title: 'The Placer asks' }, 2, 5]]);
  expect(ms).toBe(250);
  expect(() => write?.('more'), 'the file is closed').toThrow('EBADF');
});

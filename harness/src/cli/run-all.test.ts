import { describe, expect, it } from 'vitest';
import type { Plan } from '../plan/plan.js';
import { runAll } from './run-all.js';
import type { Judged, Workshop } from './workshop/workshop.js';

const plan = (id: string, more: Partial<Plan> = {}): Plan => ({ id, flow: id, ...more }) as Plan;
const ids = (runs: readonly { plan: Plan }[]): string[] => runs.map((run) => run.plan.id);

/** A workshop that ends its runs in reverse, as soon as `atOnce` are under way. */
class Backwards implements Workshop {
  begun: string[] = [];
  stopped = false;
  private waiting: (() => void)[] = [];

  constructor(private readonly atOnce: number) {}

  async run(one: Plan): Promise<Judged> {
    this.begun.push(one.id);
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length >= this.atOnce) while (this.waiting.length > 0) this.waiting.pop()?.();
    });
    return { plan: one } as Judged;
  }

  stop(): void {
    this.stopped = true;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('runAll', () => {
  it('answers in the order given, whatever ends first and wherever', async () => {
    const plans = ['a', 'b', 'c', 'd'].map((id) => plan(id));
    const workshops = [new Backwards(2), new Backwards(2)];
    const ended: string[] = [];
    const runs = await runAll(plans, workshops, { jobs: 4, onDone: (run) => ended.push(run.plan.id) });
    expect(ids(runs)).toEqual(['a', 'b', 'c', 'd']);
    expect(ended).not.toEqual(ids(runs));
    expect(workshops.map(({ begun }) => begun)).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ]);
  });

  it('begins runs that have to wait for a moment first', async () => {
    const workshop = new Backwards(1);
    const deadline = '2026-01-01T00:00:00Z';
    const plans = [plan('a'), plan('b', { deadline }), plan('c', { deadline })];
    const started: string[] = [];
    const runs = await runAll(plans, [workshop], { jobs: 1, onStart: ({ id }) => started.push(id) });
    expect(ids(runs)).toEqual(['a', 'b', 'c']);
    expect(workshop.begun).toEqual(['b', 'c', 'a']);
    expect(started).toEqual(workshop.begun);
  });

  it('lets a workshop finish its flow although nobody is at another', async () => {
    const workshop = new Backwards(1);
    await runAll(
      ['a1', 'b1', 'c1', 'b2', 'a2'].map((id) => plan(id, { flow: id.slice(0, 1) })),
      [workshop],
      { jobs: 1 },
    );
    expect(workshop.begun).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
  });

  it('is done with the signal when all runs are', async () => {
    const workshop = new Backwards(1);
    const stopping = new AbortController();
    await runAll([plan('a')], [workshop], { jobs: 5, signal: stopping.signal });
    stopping.abort();
    expect(workshop.stopped).toBe(false);
  });

  it('lets a workshop go on with the flow it is at, and helps with another when that is done', async () => {
    const plans = ['a1', 'a2', 'b1', 'b2', 'b3', 'b4'].map((id) => plan(id, { flow: id.slice(0, 1) }));
    const workshops = [new Backwards(1), new Backwards(1)];
    await runAll(plans, workshops, { jobs: 2 });
    expect(workshops.map(({ begun }) => begun)).toEqual([
      ['a1', 'a2', 'b3'],
      ['b1', 'b2', 'b4'],
    ]);
  });

  it('begins nothing more once it is stopped, and tells the workshops', async () => {
    const workshop = new Backwards(1);
    const stopping = new AbortController();
    const plans = ['a', 'b', 'c'].map((id) => plan(id));
    const runs = await runAll(plans, [workshop], { jobs: 1, signal: stopping.signal, onDone: () => stopping.abort() });
    expect(ids(runs)).toEqual(['a']);
    expect(workshop.stopped).toBe(true);
  });

  it('fails when a workshop fails', async () => {
    const broken = {
      run: () => Promise.reject(new Error('a thread ended')),
      stop: () => {},
      close: () => Promise.resolve(),
    };
    await expect(runAll([plan('a')], [broken], { jobs: 1 })).rejects.toThrow('a thread ended');
  });
});

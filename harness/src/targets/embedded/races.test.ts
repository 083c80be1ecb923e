import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../guide/resource.js';
import { fixture, type Answer, type Fixture } from './testing.js';

/** How often each race is run: once may be luck. */
const ROUNDS = 40;

let f: Fixture;
beforeAll(async () => {
  f = await fixture();
});
afterAll(() => f.server.close());

const task: Resource = { resourceType: 'Task', status: 'requested', intent: 'order' };

/** Begins all at once and waits for every answer. */
const atOnce = (count: number, one: (index: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_unused, index) => one(index)));

const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();

async function versions(key: string): Promise<Resource[]> {
  const { body } = await f.send('GET', `${key}/_history`);
  return (body.entry ?? []).flatMap(({ resource }) => resource ?? []);
}

describe.each([2, 8, 32])('%i claims of one Task at once', (count) => {
  it(`have one winner each of ${ROUNDS} times; every other is told, and changes nothing`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { id, meta } = await f.create(task);
      const key = `Task/${id}`;
      const answers = await atOnce(count, (index) =>
        f.send(
          'PUT',
          key,
          { ...task, id, status: 'accepted', owner: { display: `lab ${index}` } },
          { 'if-match': `W/"${meta?.versionId}"` },
        ),
      );
      expect(statuses(answers)).toEqual([200, ...Array<number>(count - 1).fill(412)]);
      const winner = answers.findIndex(({ status }) => status === 200);
      const [now, before, ...more] = await versions(key);
      expect([now?.owner, before?.status, more]).toEqual([{ display: `lab ${winner}` }, 'requested', []]);
    }
  });
});

describe('two parties who change one Task at once', () => {
  it('lose nothing when the loser looks again', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const key = `Task/${(await f.create(task)).id}`;
      const add = async (text: string): Promise<number> => {
        for (let tries = 1; ; tries++) {
          const { body } = await f.send('GET', key);
          const note = [...((body.note as object[] | undefined) ?? []), { text }];
          const { status } = await f.send('PUT', key, { ...body, note }, { 'if-match': `W/"${body.meta?.versionId}"` });
          if (status === 200) return tries;
          expect(status).toBe(412);
        }
      };
      const tries = await Promise.all(['one', 'two', 'three', 'four'].map(add));
      const { body } = await f.send('GET', key);
      expect((body.note as { text: string }[]).map(({ text }) => text).sort()).toEqual(['four', 'one', 'three', 'two']);
      expect(Math.max(...tries)).toBeGreaterThan(1);
    }
  });

  it('award and withdrawal of a bid: one of them counts', async () => {
    const won = new Set<unknown>();
    for (let round = 0; round < ROUNDS; round++) {
      const bid = await f.create({ ...task, status: 'accepted' });
      const moves = ['completed', 'cancelled'];
      const answers = await atOnce(2, (index) =>
        // Whoever begins first may change from round to round.
        f.send(
          'PUT',
          `Task/${bid.id}`,
          { ...bid, status: moves[(index + round) % 2] },
          { 'if-match': `W/"${bid.meta?.versionId}"` },
        ),
      );
      expect(statuses(answers)).toEqual([200, 412]);
      const [now, ...older] = await versions(`Task/${bid.id}`);
      expect(older).toHaveLength(1);
      expect(now?.status).toBe(answers.find(({ status }) => status === 200)?.body.status);
      won.add(now?.status);
    }
    expect(won).toEqual(new Set(['completed', 'cancelled']));
  });
});

describe('conditional creates at once', () => {
  it('make one resource, and each sender is told which', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const identifier = [{ system: 'urn:races', value: `order-${round}` }];
      const answers = await atOnce(8, () =>
        f.send('POST', 'Task', { ...task, identifier }, { 'if-none-exist': `identifier=urn:races|order-${round}` }),
      );
      expect(statuses(answers)).toEqual([...Array<number>(7).fill(200), 201]);
      expect(new Set(answers.map(({ headers }) => String(headers.location)))).toHaveProperty('size', 1);
      expect(await f.found(`Task?identifier=urn:races|order-${round}`)).toHaveLength(1);
    }
  });
});

import { expect, it } from 'vitest';
import type { ReceivedRecord } from '../history/record.js';
import { Recorder } from '../history/recorder.js';
import type { RunContext } from './context.js';
import type { Arrival } from './endpoint.js';
import { Inbox } from './inbox.js';
import type { MessageReceiver } from './message-receiver.js';
import { receive } from './receive.js';

/** As much of a run as one needs that is notified. */
function notified(most?: number): { run: RunContext; lines: string[] } {
  const lines: string[] = [];
  const recorder = new Recorder((line) => lines.push(line), undefined, most);
  const run = { isOver: false, inbox: new Inbox(), recorder, plan: { actors: [{ name: 'placer' }] } };
  return { run: run as unknown as RunContext, lines };
}

const none = { receive: () => Promise.reject(new Error('broken')) } as unknown as MessageReceiver;
const arrival = (path: string, json: unknown): Arrival => {
  return {
    actor: 'placer',
    method: 'POST',
    path,
    url: `http://127.0.0.1:1/t/placer${path}`,
    headers: {},
    body: { json },
  };
};

it('a server that does not stop notifying is told so, and fills neither memory nor disk', async () => {
  const { run, lines } = notified();
  const statuses: number[] = [];
  for (let n = 0; n < 6000; n++) statuses.push((await receive(arrival('/notify', { n }), run, none)).status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(statuses.filter((status) => status === 200).length).toBe(lines.length);
  expect(lines.length).toBe(5000);
});

it('nothing more is taken when what came is too long', async () => {
  const { run, lines } = notified(2_000_000);
  const statuses: number[] = [];
  for (let n = 0; n < 4; n++) statuses.push((await receive(arrival('/notify', 'x'.repeat(900_000)), run, none)).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect(lines.length).toBe(3);
});

it('a message that breaks its receiver is refused, and is evidence all the same', async () => {
  const { run } = notified();
  expect((await receive(arrival('/$process-message', { entry: [null] }), run, none)).status).toBe(400);
  const [record] = run.recorder.records as ReceivedRecord[];
  expect(record).toMatchObject({ kind: 'received', what: 'message', response: { status: 400 } });
});

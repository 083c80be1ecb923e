import { BYSTANDERS } from '../history/bystander.js';
import { readNotification } from '../history/notification.js';
import type { ReceivedRecord, TroubleKind } from '../history/record.js';
import { keptHeaders } from '../history/redact.js';
import type { RunContext } from './context.js';
import type { Arrival, Reply } from './endpoint.js';
import { headerOf } from './message.js';
import type { MessageReceiver } from './message-receiver.js';

/** Arrivals that one run takes: more than any flow brings, and few enough for a server that does not stop. */
const MOST_ARRIVALS = 5000;

/** Takes what arrives at the endpoint for a run, as evidence first. */
export async function receive(arrival: Arrival, run: RunContext, receiver: MessageReceiver): Promise<Reply> {
  if (run.isOver) return { status: 200 };
  if (run.inbox.all().length >= MOST_ARRIVALS || run.recorder.isFull) return { status: 429 };
  const request = {
    method: arrival.method,
    url: arrival.url,
    headers: keptHeaders(arrival.headers),
    ...(arrival.body ? { body: arrival.body } : {}),
  };
  if (Object.values<string>(BYSTANDERS).includes(arrival.actor))
    return handOn({ to: arrival.actor, what: 'other', form: 'unknown', request }, { status: 200 }, run);
  if (!run.plan.actors.some((actor) => actor.name === arrival.actor)) {
    return handOn({ to: arrival.actor, what: 'other', form: 'unknown', request }, { status: 404 }, run);
  }
  if (arrival.path.endsWith('/$process-message')) return brought(arrival, request, receiver, run);
  if (arrival.path.startsWith('/notify')) return notified(arrival, request, run);
  return handOn({ to: arrival.actor, what: 'other', form: 'unknown', request }, { status: 404 }, run);
}

type Taken = Pick<ReceivedRecord, 'to' | 'what' | 'form' | 'request' | 'trouble'>;

/** Puts it into the history and the run's inbox. */
function handOn(taken: Taken, reply: Reply, run: RunContext): Reply {
  const response = { status: reply.status, ...(reply.json === undefined ? {} : { body: { json: reply.json } }) };
  const record = { kind: 'received' as const, ...taken, response };
  const n = run.recorder.add(record);
  run.inbox.add({ ...record, n, t: 0 });
  return reply;
}

/** A message. One of a system under test may be lost, refused for now, or taken without its sender learning so. */
async function brought(
  arrival: Arrival,
  request: ReceivedRecord['request'],
  receiver: MessageReceiver,
  run: RunContext,
): Promise<Reply> {
  const to = arrival.actor;
  const header = headerOf(arrival.body && 'json' in arrival.body ? arrival.body.json : undefined);
  const foreign = header?.id !== undefined && !run.ownMessages.has(header.id);
  const met = foreign ? run.trouble?.meetsArriving(to, `${header.id}`) : undefined;
  if (met === 'error') {
    run.recorder.add({ kind: 'trouble', of: 'message', to, what: met, request, response: { status: 500 } });
    return { status: 500 };
  }
  if (met) run.recorder.add({ kind: 'trouble', of: 'message', to, what: met, request });
  if (met === 'drop') return HANGS_UP;
  const reply = await receiver.receive(arrival).catch((): Reply => ({ status: 400 }));
  return handOn(
    { to, what: 'message', form: 'message', request, ...(met ? { trouble: met } : {}) },
    met ? HANGS_UP : reply,
    run,
  );
}

const HANGS_UP: Reply = { status: 0, hangsUp: true };

/** A notification, which may meet with trouble before the actor gets it. */
function notified(arrival: Arrival, request: ReceivedRecord['request'], run: RunContext): Reply {
  const to = arrival.actor;
  const notification = readNotification(request, arrival.path);
  const taken: Taken = { to, what: 'notification', form: notification.form, request };
  const met = run.trouble?.meets(to, notification);
  if (!met) {
    const reply = handOn(taken, { status: 200 }, run);
    run.trouble?.passed(to);
    return reply;
  }
  const reply: Reply = met === 'hang-up' ? HANGS_UP : met === 'error' ? { status: 500 } : { status: 200 };
  const response = reply.hangsUp ? {} : { response: { status: reply.status } };
  run.recorder.add({ kind: 'trouble', to, what: met, request, ...response });
  interfere(met, taken, run);
  return reply;
}

function interfere(met: TroubleKind, taken: Taken, run: RunContext): void {
  const again = (): void => void handOn({ ...taken, trouble: met }, { status: 200 }, run);
  if (met === 'delay') run.trouble?.delay(again);
  if (met === 'reorder') run.trouble?.holdForNext(taken.to, again);
  if (met === 'duplicate') {
    handOn(taken, { status: 200 }, run);
    run.trouble?.passed(taken.to);
    again();
  }
}

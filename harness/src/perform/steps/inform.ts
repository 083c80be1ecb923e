import { readNotification } from '../../history/notification.js';
import type { ReceivedRecord } from '../../history/record.js';
import type { InformStep } from '../../plan/plan.js';
import { OK, patienceOf, type Outcome, type RunContext } from '../context.js';
import { etagOf } from '../ledger.js';
import { performMessage } from './message.js';
import { catchUp } from './catch-up.js';
import { performPoll } from './poll.js';
import { notifyInstead } from './stand-in.js';

/** The other actor learns of a change, in the exchange's way. */
export async function performInform(step: InformStep, run: RunContext): Promise<Outcome> {
  const broken = run.broken.get(step.key);
  if (broken) return { outcome: 'skipped', reason: broken };
  switch (step.how) {
    case 'own':
      return OK;
    case 'notification':
      return awaitNotification(step, run);
    case 'poll':
      return performPoll(step, run);
    case 'message':
      return performMessage(step, run);
  }
}

async function awaitNotification(step: InformStep, run: RunContext): Promise<Outcome> {
  if (run.stoodInFor.has(`${step.at} ${step.to}`)) await notifyInstead(step, run);
  else if (step.leaves && run.claims(step.at).subscriptions === 'rest-hook')
    return { outcome: 'skipped', reason: 'criteria are a search, which does not find what was taken away' };
  const url = run.ledger.url(step.key, step.at);
  const by = run.plan.actors.find(({ name }) => name === step.by);
  // An external actor may have acted long before we looked for it: then each notification counts for one of its acts.
  const since = by?.external ? 0 : (run.stepStart.get(step.of) ?? 0);
  const found = await run.inbox.waitFor(
    (record) =>
      record.to === step.to &&
      record.n > since &&
      !(by?.external && run.heeded.has(record.n)) &&
      announces(record, url, by?.external === true, run),
    run.catchesUp ? patienceOf(run.target) : run.target.boundMs,
  );
  if (found) run.heeded.add(found.n);
  if (!found && run.catchesUp) return catchUp(step, run);
  return found ? OK : { outcome: 'late', reason: `no notification within ${run.target.boundMs} ms` };
}

/** Whether an arrival is a new notification of this resource; one without a focus may be of any. */
function announces(record: ReceivedRecord, url: string | undefined, anyVersion: boolean, run: RunContext): boolean {
  if (record.what !== 'notification' || url === undefined) return false;
  const notification = readNotification(record.request, new URL(record.request.url).pathname);
  if (notification.type !== 'event-notification') return false;
  if (notification.form === 'empty') return true;
  const event = notification.events.find(
    ({ focus }) => focus === url || url.endsWith(`/${focus.replace(/\/_history\/.*/, '')}`),
  );
  if (!event) return false;
  const etag = etagOf(event.versionId);
  if (etag && !anyVersion && run.ledger.isOutdated(url, etag)) return false;
  const channel = `${record.to} ${notification.subscription ?? ''}`;
  if (event.number !== undefined) {
    if (event.number <= (run.lastEvent.get(channel) ?? 0)) return false;
    run.lastEvent.set(channel, event.number);
  }
  return true;
}

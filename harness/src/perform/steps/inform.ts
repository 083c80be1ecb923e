import { readNotification, type Notification } from '../../history/notification.js';
import { versionless } from '../../plan/references.js';
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
      !(by?.external && isUsedUp(record, url, run)) &&
      announces(record, url, by?.external === true, run),
    run.catchesUp ? patienceOf(run.target) : run.target.boundMs,
  );
  if (found) run.heeded.set(found.n, (run.heeded.get(found.n) ?? 0) + 1);
  if (!found && run.catchesUp) return catchUp(step, run);
  return found ? OK : { outcome: 'late', reason: `no notification within ${run.target.boundMs} ms` };
}

/** What a notification says of one resource, whose version a focus may name. */
function eventsAbout(url: string, { events }: Notification): Notification['events'] {
  return events.filter(({ focus }) => {
    const unversioned = versionless(focus);
    return unversioned === url || url.endsWith(`/${unversioned}`);
  });
}

/** Whether each of the events by which a notification tells of a resource has counted for an act already. */
function isUsedUp(record: ReceivedRecord, url: string | undefined, run: RunContext): boolean {
  const notification = readNotification(record.request, new URL(record.request.url).pathname);
  const events = url === undefined ? [] : eventsAbout(url, notification);
  return (run.heeded.get(record.n) ?? 0) >= Math.max(1, events.length);
}

/** Whether an arrival is a new notification of this resource; one without a focus may be of any. */
function announces(record: ReceivedRecord, url: string | undefined, anyVersion: boolean, run: RunContext): boolean {
  if (record.what !== 'notification' || url === undefined) return false;
  const notification = readNotification(record.request, new URL(record.request.url).pathname);
  if (notification.type !== 'event-notification') return false;
  if (notification.form === 'empty') return true;
  const channel = `${record.to} ${notification.subscription ?? ''}`;
  const last = run.lastEvent.get(channel) ?? 0;
  const event = eventsAbout(url, notification).find(({ number }) => number === undefined || number > last);
  if (!event) return false;
  const etag = etagOf(event.versionId);
  if (etag && !anyVersion && run.ledger.isOutdated(url, etag)) return false;
  if (event.number !== undefined) run.lastEvent.set(channel, event.number);
  return true;
}

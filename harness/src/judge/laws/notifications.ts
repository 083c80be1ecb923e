import type { HttpRecord, ReceivedRecord } from '../../history/record.js';
import { readNotification, type Notification } from '../../history/notification.js';
import type { SubscribeStep } from '../../plan/plan.js';
import type { Law, Result } from '../result.js';
import { versionLists } from '../versions.js';
import { isSuccess, resourceOf, sentIn, type RunView } from '../view.js';
import { absolute, versionless } from '../../plan/references.js';

export const notificationNamesTopic: Law = {
  id: 'notification-topic',
  title: 'A notification names the topic that was subscribed to',
  requirements: ['notification-names-topic'],
};
export const notificationNamesSubscription: Law = {
  id: 'notification-subscription',
  title: 'A notification names the subscription that it is for',
  requirements: ['notification-names-topic'],
};
export const notificationNamesFocus: Law = {
  id: 'notification-focus',
  title: 'A notification names the Task that changed',
  requirements: ['notification-names-focus'],
};
export const notificationToSubscriber: Law = {
  id: 'notification-to-subscriber',
  title: 'A notification goes to the subscribed party only',
  requirements: ['notification-to-subscriber-only'],
};
export const notificationOnce: Law = {
  id: 'notification-once',
  title: 'A change is notified once',
  requirements: ['notification-once'],
};

interface Arrived {
  record: ReceivedRecord;
  notification: Notification;
}

const TOPIC_OF = { owner: 'tasks-owned-by-me', requester: 'tasks-i-requested', any: undefined };

/** The topic in each Backport notification; R4 rest-hooks can't name one, and who follows all Tasks subscribed to none. */
export function judgeTopic(run: RunView): Result[] {
  return perSubscriber(run, (step, arrived) => {
    const abouts = run.stepsOf('subscribe').filter((view) => view.step.by === step.by);
    const topics = [...new Set(abouts.map((view) => TOPIC_OF[view.step.about]))];
    if (topics.includes(undefined)) return undefined;
    const expected = `every notification to ${step.by} names the topic ${topics.join(' or ')}`;
    // Who took a subscription to a topic tells of it by bundles: nothing else can name it.
    const byTopic = abouts.some((view) => isToTopic(view.http[0]));
    const bundles = byTopic ? arrived : arrived.filter(({ notification }) => notification.form === 'backport');
    if (bundles.length === 0) {
      const seen = 'plain R4 rest-hook notifications came, which name no topic';
      return { verdict: 'not-claimed', expected, seen, evidence: numbers(arrived).slice(0, 2) };
    }
    const bad = bundles.filter(
      ({ notification }) => !topics.some((topic) => notification.topic?.endsWith(`/SubscriptionTopic/${topic ?? ''}`)),
    );
    const seen = bad.length
      ? `${bad.length} of ${bundles.length} named ${bad[0]?.notification.topic ?? 'none'}`
      : `all ${bundles.length} named it`;
    return { verdict: bad.length ? 'fail' : 'pass', expected, seen, evidence: numbers(bad.length ? bad : bundles) };
  });
}

/** The focus in each notification: a Task that the subscriber has to do with. */
export function judgeNotifiedFocus(run: RunView): Result[] {
  return perSubscriber(run, (step, arrived) => {
    const expected = `every notification to ${step.by} names a Task that changed`;
    const told = arrived.filter(
      ({ record, notification }) => notification.form !== 'empty' && !run.isOfAnotherStory(record),
    );
    if (told.length === 0) {
      const seen = 'empty R4 rest-hook notifications came, which name nothing';
      return { verdict: 'not-claimed', expected, seen, evidence: numbers(arrived).slice(0, 2) };
    }
    const bad = told.filter(({ notification }) => !namesKnownTask(notification, step, run));
    const first = bad[0]?.notification;
    const seen = bad.length
      ? `${bad.length} of ${told.length} named ${first?.events.map((event) => event.focus).join(', ') || 'nothing'}`
      : `all ${told.length} did`;
    return { verdict: bad.length ? 'fail' : 'pass', expected, seen, evidence: numbers(bad.length ? bad : told) };
  });
}

/** Whether a change is told once: a repeat does no harm here, but costs every receiver a look. */
export function judgeNotifiedOnce(run: RunView): Result[] {
  return perSubscriber(run, (step, arrived) => {
    const seenBefore = new Set<string>();
    // What the harness itself handed on once more is not the server's.
    const sent = arrived.filter(({ record }) => record.trouble !== 'duplicate');
    const repeats = sent.filter(({ notification }) => {
      const ids = notification.events.flatMap((event) => identityOf(notification, event));
      const repeated = ids.some((id) => seenBefore.has(id));
      ids.forEach((id) => seenBefore.add(id));
      return repeated;
    });
    const beyond = eventsBeyondChanges(sent, step, run);
    const bad = repeats.length ? repeats : beyond;
    return {
      verdict: bad.length ? 'warn' : 'pass',
      expected: `each change reaches ${step.by} in one notification`,
      seen: repeats.length
        ? `${repeats.length} notifications repeated an earlier one`
        : beyond.length
          ? `${beyond.length} events more than there were changes`
          : `${arrived.length} notifications, none twice`,
      evidence: numbers(bad.length ? bad : arrived).slice(0, 10),
    };
  });
}

/** Notifications by which a subscription told of more events of a Task than that has versions: a change was told again under another number. */
function eventsBeyondChanges(arrived: readonly Arrived[], step: SubscribeStep, run: RunView): Arrived[] {
  const told = new Map<string, Set<number>>();
  return arrived.filter(({ notification: { subscription = '', events } }) =>
    events.some(({ focus, number }) => {
      const url = absolute(focus, run.run.target.servers[step.at] ?? '');
      const changes = versionLists(run).find((list) => list.url === url)?.versions.length;
      if (number === undefined || changes === undefined) return false;
      const channel = `${subscription} ${url}`;
      const numbered = told.get(channel) ?? new Set<number>();
      told.set(channel, numbered.add(number));
      return numbered.size > changes;
    }),
  );
}

/** Whether a Subscription that was asked for is to a topic, and was taken. */
function isToTopic(record: HttpRecord | undefined): boolean {
  const criteria = record && isSuccess(record) ? sentIn(record)?.criteria : undefined;
  return typeof criteria === 'string' && criteria.includes('/SubscriptionTopic/');
}

/** The subscription in each notification bundle: one that the party asked for, and to the topic that is named beside it. */
export function judgeSubscriptionNamed(run: RunView): Result[] {
  return perSubscriber(run, (step, arrived) => {
    const bundles = arrived.filter(({ notification }) => notification.form === 'backport');
    const own = run
      .stepsOf('subscribe')
      .filter((view) => view.step.by === step.by && !view.substituted)
      .flatMap(({ step: { about }, http }) => subscriptionsIn(http).map((name) => ({ name, topic: TOPIC_OF[about] })));
    if (bundles.length === 0 || own.length === 0) return undefined;
    const bad = bundles.filter(({ notification: { subscription = '', topic = '' } }) => {
      const meant = own.filter(({ name }) => subscription === name || subscription.endsWith(`/${name}`));
      return !meant.some((one) => one.topic === undefined || topic.endsWith(`/SubscriptionTopic/${one.topic}`));
    });
    const first = bad[0]?.notification;
    return {
      verdict: bad.length ? 'fail' : 'pass',
      expected: `every notification to ${step.by} names the subscription that it asked for, and the topic of that`,
      seen: first
        ? `${bad.length} of ${bundles.length} named ${first.subscription ?? 'none'} and ${first.topic ?? 'no topic'}`
        : `all ${bundles.length} did`,
      evidence: numbers(bad.length ? bad : bundles).slice(0, 10),
    };
  });
}

/** `Subscription/id` of what a party asked for, by what that was answered with. */
function subscriptionsIn(http: readonly HttpRecord[]): string[] {
  return http.flatMap((record) => {
    const location = /Subscription\/([^/?#]+)/.exec(record.response?.headers.location ?? '')?.[1];
    const body = resourceOf(record);
    const id = body?.resourceType === 'Subscription' ? body.id : location;
    return id === undefined ? [] : [`Subscription/${id}`];
  });
}

/** Whether notifications reached only actors who had subscribed to Tasks at that system. */
export function judgeToSubscriber(run: RunView): Result[] {
  const arrivals = arrivalsIn(run);
  if (run.stepsOf('subscribe').length === 0) return [];
  const subscribers = new Set(run.stepsOf('subscribe').map((view) => view.step.by));
  const bad = arrivals.filter(({ record }) => !subscribers.has(record.to));
  const wrongTask = arrivals.filter(
    ({ record, notification }) => subscribers.has(record.to) && concernsOthers(record.to, notification, run),
  );
  const strays = [...bad, ...wrongTask];
  return [
    {
      verdict: strays.length ? 'fail' : 'pass',
      expected: `only ${[...subscribers].join(', ')} is notified, and only of its own Tasks`,
      seen: strays[0]
        ? `${strays[0].record.to} was notified${strays[0].notification.events[0] ? ` of ${strays[0].notification.events[0].focus}` : ''}`
        : 'so it was',
      evidence: numbers(strays.length ? strays : arrivals).slice(0, 10),
    },
  ];
}

/** A Task of this run that the actor neither owns nor requested nor subscribed to as an observer. */
function concernsOthers(actor: string, notification: Notification, run: RunView): boolean {
  const steps = run.stepsOf('subscribe').filter((view) => view.step.by === actor);
  return notification.events.some((event) => {
    const key = steps.map((view) => keyOfFocus(event.focus, view.step, run)).find(Boolean);
    return key !== undefined && !steps.some((view) => view.step.about === 'any' || sideOf(key, view.step, run));
  });
}

/** Whether the Task was the subscriber's at any time: an owner can hand it over. */
function sideOf(key: string, step: SubscribeStep, run: RunView): boolean {
  const { about } = step;
  if (about === 'any') return true;
  const shown = run.sightings().filter(({ url }) => run.keyAt(url) === key);
  const tasks = [run.guide.instance(key), ...shown.map(({ body, url }) => run.named(body, url))];
  const sides = tasks.map((task) => (task?.[about] as { reference?: string } | undefined)?.reference);
  return sides.some((side) => side === step.as) || sides.every((side) => side === undefined);
}

function namesKnownTask(notification: Notification, step: SubscribeStep, run: RunView): boolean {
  return (
    notification.events.length > 0 &&
    notification.events.every((event) => {
      const key = keyOfFocus(event.focus, step, run);
      // Who follows all Tasks is told of those that are none of this run's, too.
      return key === undefined ? step.about === 'any' && isTask(event.focus) : key.startsWith('Task/');
    })
  );
}

function isTask(focus: string): boolean {
  return /(^|\/)Task\/[^/]+$/.test(versionless(focus));
}

function keyOfFocus(focus: string, step: SubscribeStep, run: RunView): string | undefined {
  return run.keyAt(absolute(focus, run.run.target.servers[step.at] ?? ''));
}

function identityOf(notification: Notification, event: Notification['events'][number]): string[] {
  if (event.number !== undefined) return [`${notification.subscription ?? ''} ${event.number}`];
  return event.versionId === undefined ? [] : [`${event.focus} ${event.versionId}`];
}

/** Judges each party once for each system that tells it, whatever number of subscriptions it has there. */
function perSubscriber(run: RunView, judge: (step: SubscribeStep, arrived: Arrived[]) => Result | undefined): Result[] {
  const arrivals = arrivalsIn(run);
  const judged = new Set<string>();
  return run.stepsOf('subscribe').flatMap((view) => {
    const about = `${view.step.by}-at-${view.step.at}`;
    const arrived = arrivals.filter(({ record }) => record.to === view.step.by);
    if (arrived.length === 0 || view.substituted || judged.has(about)) return [];
    judged.add(about);
    const result = judge(view.step, arrived);
    return result ? [{ ...result, about, step: view.step.id }] : [];
  });
}

/** Notifications of events; handshakes and heartbeats tell of no change. */
function arrivalsIn(run: RunView): Arrived[] {
  return run.received
    .filter((record) => record.what === 'notification')
    .map((record) => ({ record, notification: readNotification(record.request, new URL(record.request.url).pathname) }))
    .filter(({ notification }) => notification.type === 'event-notification' || notification.type === 'unknown');
}

function numbers(arrived: readonly Arrived[]): number[] {
  return arrived.map(({ record }) => record.n);
}

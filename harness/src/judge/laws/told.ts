import type { Resource } from '../../guide/resource.js';
import { readNotification, type Notification } from '../../history/notification.js';
import type { ReceivedRecord, TroubleRecord } from '../../history/record.js';
import type { SubscribeStep } from '../../plan/plan.js';
import { faultIn } from '../known-valid.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { isSuccess, resourceOf, sentIn, type RunView } from '../view.js';

/** A notification of any type that arrived, with what it says. */
export interface Arrived {
  record: ReceivedRecord;
  notification: Notification;
}

/** Every notification that arrived. */
export function arrivalsOf(run: RunView): Arrived[] {
  return run.received.filter(({ what }) => what === 'notification').map((record) => read(record));
}

function read<R extends ReceivedRecord | TroubleRecord>(record: R): { record: R; notification: Notification } {
  return { record, notification: readNotification(record.request, new URL(record.request.url).pathname) };
}

/** One finding on all notifications to each party; none for a party that got none. */
function perParty(
  run: RunView,
  judge: (
    arrived: Arrived[],
    party: string,
  ) => Omit<Result, 'about' | 'evidence'> & { bad: { record: { n: number } }[] },
): Result[] {
  const arrived = arrivalsOf(run);
  return run.plan.actors.flatMap(({ name }): Result[] => {
    const own = arrived.filter(({ record }) => record.to === name);
    if (own.length === 0) return [];
    const { bad, ...rest } = judge(own, name);
    return [{ ...rest, about: name, evidence: (bad.length ? bad : own).slice(0, 5).map(({ record }) => record.n) }];
  });
}

/** Whether each notification has one of the guide's forms: a bundle of type history, the Task itself by PUT, or an empty POST. */
function judgeForms(run: RunView): Result[] {
  return perParty(run, (arrived, party) => {
    const bad = arrived.filter((one) => formFault(one, run) !== undefined);
    return {
      bad,
      verdict: bad.length ? 'fail' : 'pass',
      expected: `each notification to ${party} is an Order Notification, the Task by PUT, or an empty POST`,
      seen: bad[0] ? (formFault(bad[0], run) ?? '') : `so were all ${arrived.length}`,
    };
  });
}

function formFault({ record, notification }: Arrived, run: RunView): string | undefined {
  const { method } = record.request;
  switch (notification.form) {
    case 'empty':
      return method === 'POST' ? undefined : `a ${method} without a body`;
    case 'resource':
      return method === 'PUT' && notification.events[0]?.focus.startsWith('Task/')
        ? undefined
        : `a ${method} of ${notification.events[0]?.focus ?? ''}`;
    case 'backport':
      return bundleFault(record, notification, run);
    case 'unknown':
      return 'something that is no notification';
  }
}

/** Handshakes and heartbeats tell of no Task; the profile is about what tells of one. */
function bundleFault(record: ReceivedRecord, notification: Notification, run: RunView): string | undefined {
  const { body } = record.request;
  if (notification.type !== 'event-notification' || !body || !('json' in body)) return undefined;
  return faultIn(body.json as Resource, run, 'order-notification');
}

/**
 * Whether the events of each subscription are numbered from one without a gap; a repeat keeps its number, and only a repeat has it. What met
 * with trouble on purpose was numbered and sent as well.
 */
function judgeNumbers(run: RunView): Result[] {
  return perParty(run, (arrived, party) => {
    const seen = new Map<string, number>();
    const numbered = new Map<string, Event>();
    const troubled = run.troubles.filter(({ to }) => to === party).map((record) => read(record));
    const sent = [...arrived, ...troubled].sort((a, b) => a.record.n - b.record.n);
    const bad: typeof sent = [];
    for (const one of sent.filter(({ notification }) => notification.form === 'backport')) {
      const { subscription = '', events } = one.notification;
      for (const event of events) {
        const { number } = event;
        const last = seen.get(subscription) ?? 0;
        const name = `${subscription} ${number ?? ''}`;
        const first = numbered.get(name) ?? event;
        numbered.set(name, first);
        if (number === undefined || number < 1 || number > last + 1 || !isRepeat(event, first)) bad.push(one);
        seen.set(subscription, Math.max(last, number ?? last));
      }
    }
    const numbers = [...seen.values()].join(', ');
    return {
      bad,
      verdict: bad.length ? 'fail' : 'pass',
      expected: `the events that ${party} is told of are numbered from one, each by one more`,
      seen: bad[0]
        ? `number ${bad[0].notification.events.map(({ number }) => number ?? 'missing').join(', ')} was out of turn, or another event's`
        : `so they are, up to ${numbers}`,
    };
  }).filter(({ seen }) => seen !== 'so they are, up to ');
}

type Event = Notification['events'][number];

/** Whether two events under one number are one: about the same, and, where both say when it was, of the same moment. */
function isRepeat(event: Event, first: Event): boolean {
  const [a, b] = [Date.parse(event.at ?? ''), Date.parse(first.at ?? '')];
  return event.focus === first.focus && (Number.isNaN(a) || Number.isNaN(b) || a === b);
}

/** Names a subscription in findings: by who asks where, and by what it is about where the same party asks for several. */
function subscriptionName({ by, at, about }: SubscribeStep, run: RunView): string {
  const several = run.stepsOf('subscribe').filter(({ step }) => step.by === by && step.at === at).length > 1;
  return several ? `${by}-at-${at}-as-${about}` : `${by}-at-${at}`;
}

/** Whether each Subscription that a party asked for conforms to the profile, as it was sent. */
function judgeSubscription(run: RunView): Result[] {
  return run.stepsOf('subscribe').flatMap(({ step, http }): Result[] => {
    const record = http.find(({ request }) => request.method === 'POST');
    const sent = record && sentIn(record);
    if (!record || !sent || step.about === 'any') return [];
    const fault = faultIn(sent, run, 'task-subscription');
    return [
      {
        about: subscriptionName(step, run),
        step: step.id,
        verdict: fault ? 'fail' : 'pass',
        expected: `${step.by} asks by a Task Subscription to be told of its Tasks`,
        seen: fault ?? 'so it does',
        evidence: [record.n],
      },
    ];
  });
}

const TOPIC_AT: Record<string, string> = { owner: 'tasks-owned-by-me', requester: 'tasks-i-requested' };

/** Whether who notifies by topic takes a subscription to the guide's topic for its side. */
function judgeTopics(run: RunView): Result[] {
  return run.stepsOf('subscribe').flatMap(({ step, http }): Result[] => {
    const record = http.find(({ request }) => request.method === 'POST');
    const topic = TOPIC_AT[step.about];
    const criteria = record && sentIn(record)?.criteria;
    if (!record || !topic || typeof criteria !== 'string' || !criteria.endsWith(`/SubscriptionTopic/${topic}`))
      return [];
    // A server need not answer with the resource (R4 http.html#ops, Prefer): then a later look shows what it took.
    const taken = http.map((one) => resourceOf(one)).findLast((body) => body?.resourceType === 'Subscription');
    const good = isSuccess(record) && (taken === undefined || taken.criteria === criteria);
    return [
      {
        about: subscriptionName(step, run),
        step: step.id,
        verdict: good ? 'pass' : 'fail',
        expected: `${step.at} offers the topic ${topic}`,
        seen: good
          ? 'a subscription to it was taken'
          : `a subscription to it was answered with ${record.response?.status ?? 'nothing'}`,
        evidence: [record.n],
      },
    ];
  });
}

/** Whether the party that is notified answered with a status of the 200s. */
function judgeTaken(run: RunView): Result[] {
  return perParty(run, (arrived, party) => {
    const bad = arrived.filter(({ record }) => record.response.status < 200 || record.response.status > 299);
    return {
      bad,
      verdict: bad.length ? 'fail' : 'pass',
      expected: `${party} answers each notification with a status of the 200s`,
      seen: bad[0] ? `it answered ${bad[0].record.response.status}` : `so it did, ${arrived.length} times`,
    };
  });
}

/** Whether notifications went to the endpoint that the subscriber gave, by what each Subscription said. */
function judgeEndpoint(run: RunView): Result[] {
  const agreed = run
    .stepsOf('subscribe')
    .flatMap(({ http }) =>
      http.flatMap((record) => (sentIn(record)?.channel as { endpoint?: string } | undefined)?.endpoint ?? []),
    );
  if (agreed.length === 0) return [];
  return perParty(run, (arrived, party) => {
    const bad = arrived.filter(
      ({ record }) => !agreed.some((endpoint) => pathOf(record.request.url).startsWith(pathOf(endpoint))),
    );
    return {
      bad,
      verdict: bad.length ? 'fail' : 'pass',
      expected: `what reaches ${party} comes to an endpoint that a subscription named`,
      seen: bad[0] ? `one came to ${bad[0].record.request.url}` : `so did all ${arrived.length}`,
    };
  });
}

function pathOf(url: string): string {
  return new URL(url, 'http://localhost').pathname;
}

/** Laws on how parties are told, besides those on what a notification names. */
export const TOLD_LAWS: readonly JudgedLaw[] = [
  { law: lawOf('notification-form', 'A notification has one of the forms', 'notification-forms'), judge: judgeForms },
  { law: lawOf('notification-number', 'Events are numbered', 'notification-numbered'), judge: judgeNumbers },
  { law: lawOf('notification-taken', 'A notification is taken at once', 'notification-taken'), judge: judgeTaken },
  { law: lawOf('subscription', 'A Subscription conforms', 'subscription-conforms'), judge: judgeSubscription },
  { law: lawOf('subscription-topic', 'The topics are offered', 'subscription-topics'), judge: judgeTopics },
  { law: lawOf('notification-endpoint', 'Endpoints are agreed', 'endpoint-agreed'), judge: judgeEndpoint },
];

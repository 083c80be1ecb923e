import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { Resource } from '../../guide/resource.js';
import type { HttpRecord, ReceivedRecord } from '../../history/record.js';
import { said } from '../compare.js';
import { faultIn } from '../known-valid.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { answerIn, inWords, isSuccess, resourceOf, sentIn, type RunView } from '../view.js';
import {
  lawOnCopies,
  meaningOf,
  neighbours,
  requestCopies,
  requestInFocus,
  taskCopies,
  type Copy,
  type CopyVersion,
  type Opinion,
} from './copies.js';
import { asksFor } from './orders.js';
import { arrivalsOf, type Arrived } from './told.js';

/**
 * Each change of a Task says when it was made: another time than the one before, and no earlier one. What a message brings is no change by the
 * one who takes it: it tells the time of its sender's, more than once if need be.
 */
function judgeLastModified(copy: Copy, run: RunView): Opinion | undefined {
  const pairs = neighbours(copy).filter(
    ({ before, after }) =>
      said(before.body) !== said(after.body) && (after.writer !== undefined || !eachKeepsCopies(run.plan)),
  );
  if (pairs.length === 0) return undefined;
  const timeOf = ({ body }: CopyVersion): number => Date.parse(String(body.lastModified));
  const faults = pairs.flatMap(({ before, after }) => {
    const [was, is] = [timeOf(before), timeOf(after)];
    if (Number.isNaN(is)) return [`version ${after.versionId} has no lastModified`];
    if (is < was) return [`version ${after.versionId} says a time before that of version ${before.versionId}`];
    return is === was ? [`version ${after.versionId} still says the time of version ${before.versionId}`] : [];
  });
  return {
    expected: `each change of ${copy.key} sets lastModified to its time`,
    faults,
    seen: `so did all ${pairs.length}`,
  };
}

/** Whether a Task is the one that both parties share about an order, and no step of it. */
function isCoordination(task: Resource): boolean {
  return asksFor(task, 'fulfill') && task.partOf === undefined;
}

/** The priority that the Placer gives the Task against that of the Request. */
function judgePriority(copy: Copy, run: RunView): Opinion | undefined {
  const { body } = copy.versions[0] as CopyVersion;
  const wanted = requestInFocus(copy, run)?.body.priority;
  if (!copy.original || !isCoordination(body) || wanted === undefined) return undefined;
  const got = body.priority;
  return {
    expected: `${copy.key} has the priority of its Request, ${String(wanted)}`,
    faults: got === wanted ? [] : [got === undefined ? 'it has none' : `it is ${String(got)}`],
    seen: 'it has',
  };
}

const AT_WORK = new Set(['in-progress', 'on-hold']);

/** The owner of a Coordination Task that was asked of somebody, while work goes on. Who takes work out of a queue owns it as an agent. */
function judgeOwnerStays(copy: Copy, run: RunView): Opinion | undefined {
  if (copy.versions[0]?.body.owner === undefined) return undefined;
  const pairs = neighbours(copy).filter(
    ({ before, after }) =>
      isCoordination(after.body) && AT_WORK.has(String(before.body.status)) && AT_WORK.has(String(after.body.status)),
  );
  if (pairs.length === 0) return undefined;
  const ownerOf = ({ body }: CopyVersion): string => meaningOf(body.owner, copy, run) ?? 'nobody';
  const moved = pairs.filter(({ before, after }) => ownerOf(before) !== ownerOf(after));
  return {
    expected: `the owner of ${copy.key} stays while work goes on`,
    faults: moved.map(
      ({ before, after }) => `version ${after.versionId} is owned by ${ownerOf(after)}, not by ${ownerOf(before)}`,
    ),
    seen: 'so it does',
  };
}

/** Profiles that Requests should conform to, by type, whether they claim them or not. */
const PROFILES: Readonly<Record<string, string>> = {
  ServiceRequest: 'order-service-request',
  MedicationRequest: 'order-medication-request',
};

function judgeRequestConforms(copy: Copy, run: RunView): Opinion | undefined {
  const profile = PROFILES[copy.key.split('/')[0] ?? ''];
  if (profile === undefined || run.wasThere(copy.list.url)) return undefined;
  const faults = copy.versions.flatMap(({ body }) => faultIn(body, run, profile) ?? []);
  return {
    expected: `${copy.key} conforms to the profile ${profile}`,
    faults: [...new Set(faults)],
    seen: `it does, in all ${copy.versions.length} versions`,
  };
}

/** What was refused, by system. Who sends no credentials need not be told more, and messages are answered by messages. */
function judgeRefusals(run: RunView): Result[] {
  const refused = [...run.http, ...run.bystanders].filter(({ request, response }) => {
    const status = response?.status ?? 0;
    return status >= 400 && status < 500 && !request.url.includes('$process-message');
  });
  return run.plan.actors.flatMap(({ name }): Result[] => {
    const own = refused.filter(({ to }) => to === name);
    if (own.length === 0) return [];
    const silent = own.filter((record) => !isExplained(record));
    return [
      {
        about: name,
        verdict: silent.length ? 'fail' : 'pass',
        expected: `the system of ${name} says why it refuses something, in an OperationOutcome`,
        seen: silent[0] ? `${inWords(silent[0])}, and not why` : `so it did, ${own.length} times`,
        evidence: (silent.length ? silent : own).slice(0, 5).map(({ n }) => n),
      },
    ];
  });
}

/** An OperationOutcome of which an issue has words: a code alone says too little. */
function isExplained(record: HttpRecord): boolean {
  const answer = answerIn(record);
  if (answer?.resourceType !== 'OperationOutcome') return false;
  const issues = (answer.issue ?? []) as { diagnostics?: string; details?: { text?: string } }[];
  return issues.some(({ diagnostics, details }) => Boolean(diagnostics ?? details?.text));
}

/** A Subscription to a topic that a server took, with what came of it. */
interface TopicSubscription {
  by: string;
  at: string;
  step: string;
  /** `Subscription/id` */
  reference: string;
  /** The requests of the step that asked for it. */
  http: readonly HttpRecord[];
  told: Arrived[];
}

function topicSubscriptions(run: RunView): TopicSubscription[] {
  return run.stepsOf('subscribe').flatMap(({ step, http }): TopicSubscription[] => {
    const [record] = http;
    const criteria = record && sentIn(record)?.criteria;
    const id = http.map((one) => resourceOf(one)?.id).find(Boolean);
    if (!isSuccess(record) || id === undefined || !String(criteria).includes('/SubscriptionTopic/')) return [];
    const reference = `Subscription/${id}`;
    const told = arrivalsOf(run).filter(
      ({ record: { to }, notification }) =>
        to === step.by && `/${notification.subscription ?? ''}`.endsWith(`/${reference}`),
    );
    return [{ by: step.by, at: step.at, step: step.id, reference, http, told }];
  });
}

/** The handshake of each subscription to a topic, before the server says that it is active and before the first event. */
function judgeHandshake(run: RunView): Result[] {
  return topicSubscriptions(run).map(({ by, at, step, http, told }): Result => {
    const shaken = told.find(
      ({ record, notification }) =>
        notification.type === 'handshake' && record.response.status >= 200 && record.response.status < 300,
    );
    const active = http.find((one) => resourceOf(one)?.status === 'active');
    const event = told.find(({ notification }) => notification.type === 'event-notification');
    const begins = Math.min(active?.n ?? Infinity, event?.record.n ?? Infinity);
    const good = shaken !== undefined && shaken.record.n < begins;
    const late = shaken ? 'it came when the subscription was active already' : 'none came';
    const evidence = [shaken?.record, active, event?.record, http[0]].flatMap((one) => one?.n ?? []);
    return {
      about: `${by}-at-${at}`,
      step,
      verdict: good ? 'pass' : 'fail',
      expected: `the system of ${at} sends ${by} a handshake before it makes the subscription active`,
      seen: good ? 'so it did' : late,
      evidence: evidence.slice(0, 3),
    };
  });
}

/** What notifications carry besides the name of what changed: these subscriptions ask for no more (`id-only`). */
function judgeLittleContent(run: RunView): Result[] {
  return topicSubscriptions(run).flatMap(({ by, at, step, told }): Result[] => {
    const events = told.filter(({ notification }) => notification.type === 'event-notification');
    if (events.length === 0) return [];
    const full = events.filter(({ record }) => carriesContent(record));
    return [
      {
        about: `${by}-at-${at}`,
        step,
        verdict: full.length ? 'fail' : 'pass',
        expected: `notifications to ${by} name what changed and leave its content to be read, as was asked for`,
        seen: full.length
          ? `${full.length} of ${events.length} carried more`
          : `so did all ${events.length}, which carried nothing else`,
        evidence: (full.length ? full : events).slice(0, 5).map(({ record }) => record.n),
      },
    ];
  });
}

/** Whether a bundle has more resources than the status that it begins with. */
function carriesContent({ request: { body } }: ReceivedRecord): boolean {
  const bundle = (body && 'json' in body ? body.json : {}) as { entry?: { resource?: unknown }[] };
  return (bundle.entry ?? []).slice(1).some(({ resource }) => resource !== undefined);
}

/** Laws on what SHOULD be: who does otherwise is warned. */
export const RECOMMENDED_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(
    lawOf('last-modified', 'Who changes a Task says when', 'task-last-modified'),
    taskCopies,
    judgeLastModified,
  ),
  lawOnCopies(lawOf('task-priority', 'Task and Request have one priority', 'task-priority'), taskCopies, judgePriority),
  lawOnCopies(lawOf('owner-stays', 'Desks are not owners', 'owner-stays-party'), taskCopies, judgeOwnerStays),
  lawOnCopies(
    lawOf('request-conforms', "Requests follow the guide's profiles", 'request-conforms'),
    requestCopies,
    judgeRequestConforms,
  ),
  { law: lawOf('refusal-explained', 'Refusals are explained', 'refusal-explained'), judge: judgeRefusals },
  { law: lawOf('handshake', 'A handshake comes first', 'notification-handshake'), judge: judgeHandshake },
  {
    law: lawOf('little-content', 'Notifications say little', 'notification-little-content'),
    judge: judgeLittleContent,
  },
];

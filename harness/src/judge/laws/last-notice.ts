import { readNotification } from '../../history/notification.js';
import type { SubscribeStep } from '../../plan/plan.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { absolute } from '../../plan/references.js';
import { baseOf, type RunView } from '../view.js';
import { versionLists, type VersionList } from '../versions.js';
import { referredBy } from './named-references.js';

/** The topic by which an owner is told. */
const OWNERS_TOPIC = '/SubscriptionTopic/tasks-owned-by-me';

/** For each owner that lost a Task: whether it was told of more changes than it had a part in. */
function judgeLastNotice(run: RunView): Result[] {
  return run
    .stepsOf('subscribe')
    .filter(({ step, substituted }) => step.about === 'owner' && !substituted)
    .flatMap(({ step }) =>
      versionLists(run)
        .filter((list) => list.key.startsWith('Task/') && list.at === step.at)
        .flatMap((list) => judgeLoss(step, list, run)),
    );
}

function judgeLoss(step: SubscribeStep, list: VersionList, run: RunView): Result[] {
  const owned = list.versions.map(({ body }) => referredBy(run.named(body, list.url).owner, run)[0] === step.as);
  if (!owned.includes(true) || owned.at(-1)) return [];
  // The version by which it lost the Task is its own to hear of, too.
  const concerned = owned.filter((own, index) => own || owned[index - 1]).length;
  const told = eventsFor(step.by, list.url, run);
  const tooMany = told.size > concerned;
  return [
    {
      about: `${step.by}-${list.key}`,
      step: list.view.step.id,
      verdict: tooMany ? 'fail' : 'pass',
      expected: `${step.by} is told of nothing of ${list.key} after the change that took it away`,
      seen: `${concerned} of ${owned.length} versions were its concern; it was told of ${told.size} changes`,
      evidence: [...told.values(), list.n].slice(-10),
    },
  ];
}

/** The events of a Task that were sent to an actor as its owner, each once, with the record that shows it. */
function eventsFor(actor: string, url: string, run: RunView): Map<string, number> {
  const events = new Map<string, number>();
  for (const { to, n, request } of [...run.received, ...run.troubles]) {
    const { type, topic, subscription = '', events: named } = readNotification(request, new URL(request.url).pathname);
    if (to !== actor || type !== 'event-notification' || !topic?.endsWith(OWNERS_TOPIC)) continue;
    for (const { focus, number } of named)
      if (url === absolute(focus, baseOf(url))) events.set(`${subscription} ${number ?? `at ${n}`}`, n);
  }
  return events;
}

/** The law of the last notice. */
export const LAST_NOTICE_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf('last-notice', 'Who has lost a Task is told of nothing further', 'notification-last'),
    judge: judgeLastNotice,
  },
];

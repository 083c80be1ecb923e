import { readNotification } from '../../history/notification.js';
import type { ReceivedRecord, TroubleRecord } from '../../history/record.js';
import type { InformStep } from '../../plan/plan.js';
import type { Law, Result } from '../result.js';
import { isSuccess, versionIn, type RunView, type StepView } from '../view.js';

export const notificationRepeated: Law = {
  id: 'notification-repeated',
  title: 'A notification that was not taken is sent again',
  requirements: ['notification-repeated'],
};
export const troubleHarmless: Law = {
  id: 'trouble-harmless',
  title: 'Whatever becomes of notifications, who is told ends with the Task as it stands',
  requirements: ['duplicates-harmless', 'notification-current-state'],
};

/** Whether what was refused, or met a closed connection, on purpose came again. One without a name is known by another that comes later. */
export function judgeRepeated(run: RunView): Result[] {
  const refused = run.troubles.filter(({ what }) => what === 'error' || what === 'hang-up');
  return actorsOf(refused).map((to): Result => {
    const own = refused.filter((record) => record.to === to);
    const lost = own.filter((record) => !cameAgain(record, run));
    return {
      about: to,
      verdict: lost.length > 0 ? 'warn' : 'pass',
      expected: `each notification to ${to} that was not taken comes again`,
      seen: lost.length > 0 ? `${lost.length} of ${own.length} did not` : `all ${own.length} did`,
      evidence: (lost.length > 0 ? lost : own).map((record) => record.n).slice(0, 10),
    };
  });
}

function cameAgain(record: TroubleRecord, run: RunView): boolean {
  const later = [...run.received, ...run.troubles].filter((other) => other.to === record.to && other.n > record.n);
  const name = nameOf(record);
  return later.some((other) => nameOf(other) === name);
}

/** What tells a notification from others: the subscription with the events' numbers, else what it is about and which version. */
function nameOf({ request }: TroubleRecord | ReceivedRecord): string {
  const { form, subscription, events } = readNotification(request, new URL(request.url).pathname);
  const names = events.map(({ focus, number, versionId }) => String(number ?? `${focus} ${versionId ?? ''}`));
  return [form, subscription ?? '', ...names].join(' ');
}

/** Whether an actor whose notifications met with trouble has seen, in the end, no older version of a Task than it was told of. */
export function judgeConverged(run: RunView): Result[] {
  return actorsOf(run.troubles).flatMap((to): Result[] => {
    const told = lastTellings(to, run);
    if (told.length === 0) return [];
    const behind = told.flatMap((view) => whyBehind(view, run));
    const own = run.troubles.filter((record) => record.to === to);
    return [
      {
        about: to,
        verdict: behind.length > 0 ? 'fail' : 'pass',
        expected: `${to} ends with each Task as it stands, although ${own.length} notifications met with trouble`,
        seen: behind[0] ?? `so it did, with ${[...new Set(told.map((view) => view.step.key))].join(', ')}`,
        evidence: own.map((record) => record.n).slice(0, 10),
      },
    ];
  });
}

/** The last time that the actor was told of each Task, where it got so far. */
function lastTellings(to: string, run: RunView): (StepView & { step: InformStep })[] {
  const told = run
    .stepsOf('inform')
    .filter(({ step, end }) => step.to === to && step.how === 'notification' && end !== undefined);
  return [...new Map(told.map((view) => [view.step.key, view])).values()];
}

function whyBehind({ step }: StepView & { step: InformStep }, run: RunView): string[] {
  const written = run
    .writingsOf(step.of)
    .filter(({ record }) => isSuccess(record))
    .at(-1)?.record;
  const seen = run.lastSeen(step.to, step.key);
  if (!written || !seen) return [];
  const version = seen.body.meta?.versionId;
  const older =
    version !== versionIn(written) &&
    run.sightings().some(({ url, body, record }) => {
      return url === seen.url && body.meta?.versionId === version && record.n < written.n;
    });
  return older ? [`${step.to} ended with version ${version ?? ''} of ${step.key}, from before the last change`] : [];
}

function actorsOf(records: readonly TroubleRecord[]): string[] {
  return [...new Set(records.map((record) => record.to))];
}

import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { Resource } from '../../guide/resource.js';
import type { HttpRecord, ReceivedRecord, TroubleRecord } from '../../history/record.js';
import type { InformStep } from '../../plan/plan.js';
import { requirementsOfStep } from '../citations.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { isSuccess, resourceOf, urlWithoutQuery, versionIn, type RunView, type StepView } from '../view.js';
import { judgeRefusedMessage } from './refused-message.js';

/** Whether the other actor learned of a change in the exchange's way, and then saw it. */
export function judgeInform(view: StepView & { step: InformStep }, run: RunView): Result {
  const { step } = view;
  if (step.refused) return judgeRefusedMessage(view, run);
  const bound = run.run.target.boundMs;
  const way = {
    own: 'in its own system',
    notification: 'by a notification',
    poll: 'by searching',
    message: 'by a message',
  }[step.how];
  const expected = `${nameOf(step.to, run)} learns of the change to ${step.key} ${way} within ${bound} ms`;
  const requirements = requirementsOfStep(step, run.plan.actors);
  const notByTopic = cannotTellLeaver(view, run);
  if (notByTopic)
    return { verdict: 'not-claimed', requirements, expected, seen: notByTopic, evidence: evidenceOf(view) };
  const missing = whyNotShown(view);
  if (missing) return { ...missing, requirements, expected, evidence: evidenceOf(view) };
  const arrivals = arrivalsFor(view, run);
  const evidence = [...arrivals, ...evidenceOf(view)];
  if (view.end?.outcome !== 'ok') {
    const lost = step.how === 'notification' ? troublesFor(view, run).map((record) => record.n) : [];
    const told = lost.length > 0 ? [...requirements, 'notification-gap'] : requirements;
    const seen = view.end?.reason ?? 'it did not learn of it';
    return { verdict: 'fail', requirements: told, expected, seen, evidence: [...lost, ...evidence] };
  }
  const own = step.how === 'notification' && view.end.reason !== undefined;
  const lost = own ? troublesFor(view, run) : [];
  if (own && lost.length === 0)
    return { verdict: 'fail', requirements, expected, seen: view.end.reason ?? '', evidence };
  const stale = sawOlder(view, run);
  if (stale) return { verdict: 'fail', requirements, expected, seen: stale, evidence };
  const strangers = step.how === 'poll' ? strangersFound(view, run) : undefined;
  if (strangers) return { verdict: 'fail', requirements, expected, seen: strangers, evidence };
  if (step.how === 'notification' && stoodIn(step, run)) {
    const seen = 'the server takes no subscriptions; the harness notified in its stead';
    return { verdict: 'not-claimed', requirements, expected, seen, evidence };
  }
  if (step.how === 'notification' && !own && !wasHeard(view, run)) {
    const seen = 'it went on as if it had been told, and the history holds no notification to it';
    return { verdict: 'fail', requirements, expected, seen, evidence };
  }
  if (view.substituted) return { verdict: 'not-claimed', requirements, expected, seen: view.substituted.why, evidence };
  if (own) return caughtUp({ requirements, expected, evidence }, view.end.reason ?? '', lost);
  return { verdict: 'pass', requirements, expected, seen: `it learned of it ${way}`, evidence };
}

/** Why a server cannot notify who lost the Task: in R4's own form it looks for Tasks that match after the change. */
function cannotTellLeaver({ step, end }: StepView & { step: InformStep }, run: RunView): string | undefined {
  const { servers, claims } = run.run.target;
  const byCriteria = claims[servers[step.at] ?? '']?.subscriptions === 'rest-hook';
  return step.leaves && step.how === 'notification' && byCriteria && end?.outcome === 'skipped'
    ? end.reason
    : undefined;
}

/** Who was kept from being notified on purpose, and found out by itself, knows what it had to. */
function caughtUp(
  { requirements, expected, evidence }: Required<Pick<Result, 'requirements' | 'expected' | 'evidence'>>,
  reason: string,
  lost: readonly (TroubleRecord | ReceivedRecord)[],
): Result {
  const kinds = [...new Set(lost.map((record) => (record.kind === 'trouble' ? record.what : 'in line behind others')))];
  return {
    verdict: 'pass',
    requirements: [...requirements, 'notification-gap'],
    expected,
    seen: `trouble was made on purpose (${kinds.join(', ')}): ${reason}`,
    evidence: [...lost.map((record) => record.n), ...evidence],
  };
}

/**
 * Notifications to the told actor that met with trouble between the write and the end of this step. Where an earlier one was refused,
 * this one may stand in line behind its repeats: then all that comes within the bound counts.
 */
function troublesFor(view: StepView & { step: InformStep }, run: RunView): (TroubleRecord | ReceivedRecord)[] {
  const from = run.stepView(view.step.of)?.start ?? 0;
  const to = view.end?.n ?? 0;
  const own = run.troubles.filter((record) => record.to === view.step.to);
  const within = own.filter((record) => record.n > from && record.n < to);
  const inLine = own.some(({ n, what }) => n < to && (what === 'error' || what === 'hang-up'));
  if (within.length > 0 || !inLine) return within;
  const until = (run.records[from - 1]?.t ?? 0) + run.run.target.boundMs;
  const later = [...own, ...run.received.filter((record) => record.to === view.step.to)];
  return later.filter((record) => record.n > from && record.t <= until);
}

/** Notifications and messages that reached the told actor between the write and the end of this step. */
function arrivalsFor(view: StepView & { step: InformStep }, run: RunView): number[] {
  const from = run.stepView(view.step.of)?.start ?? 0;
  const to = view.end?.n ?? 0;
  return run.received
    .filter((record) => record.to === view.step.to && record.n > from && record.n < to)
    .map((record) => record.n);
}

/** Whether anything reached the told actor that may have told it: since the write, or at any time where nobody knows when that was made. */
function wasHeard(view: StepView & { step: InformStep }, run: RunView): boolean {
  const byExternal = run.externals.includes(view.step.by);
  const to = view.end?.n ?? 0;
  return byExternal
    ? run.received.some((record) => record.to === view.step.to && record.n < to)
    : arrivalsFor(view, run).length > 0;
}

/** What is wrong when a search for an actor's own Tasks shows others'. */
function strangersFound(view: StepView & { step: InformStep }, run: RunView): string | undefined {
  const as = run.plan.actors.find((actor) => actor.name === view.step.to)?.as;
  for (const record of view.http) {
    const role = /\/Task\?(owner|requester)=/.exec(record.request.url)?.[1];
    const found = role ? matchesIn(resourceOf(record)) : [];
    const stranger = found.find((task) => as !== sideOf(task, role ?? '', record, run));
    if (stranger)
      return `the search by ${role ?? ''} also showed Task/${stranger.id ?? ''}, whose ${role ?? ''} is another`;
  }
  return undefined;
}

/** The Tasks that a search found: what is included with them, and what is said of the search, are none (R4 search.html#entries). */
function matchesIn(bundle: Resource | undefined): Resource[] {
  const entries = (bundle?.entry ?? []) as { resource?: Resource; search?: { mode?: string } }[];
  return entries.flatMap(({ resource, search }) =>
    resource?.resourceType === 'Task' && search?.mode !== 'include' ? [resource] : [],
  );
}

function sideOf(task: Resource, role: string, record: HttpRecord, run: RunView): string | undefined {
  const url = `${urlWithoutQuery(record)}/${task.id ?? ''}`;
  return (run.named(task, url)[role] as { reference?: string } | undefined)?.reference;
}

function stoodIn(step: InformStep, run: RunView): boolean {
  return run
    .stepsOf('subscribe')
    .some((view) => view.step.by === step.to && view.step.at === step.at && view.substituted !== undefined);
}

/** What is wrong when the told actor, reading after it was told, is shown a version from before the change. */
function sawOlder(view: StepView & { step: InformStep }, run: RunView): string | undefined {
  if (eachKeepsCopies(run.plan)) return undefined;
  const read = run.stepView(`${view.step.id}-sees`)?.http.at(-1);
  const write = run
    .writingsOf(view.step.of)
    .filter(({ record }) => isSuccess(record))
    .at(-1)?.record;
  const shown = read && resourceOf(read)?.meta?.versionId;
  const written = write && versionIn(write);
  if (!shown || !written || shown === written) return undefined;
  const older = run.http.some(
    (record) =>
      record.n < (write?.n ?? 0) && versionIn(record) === shown && record.request.url.startsWith(read.request.url),
  );
  return older ? `it was told, but then was shown version ${shown}, from before version ${written}` : undefined;
}

function nameOf(actor: string, run: RunView): string {
  return run.plan.actors.find((candidate) => candidate.name === actor)?.title ?? actor;
}

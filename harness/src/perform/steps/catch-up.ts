import type { Resource } from '../../guide/resource.js';
import type { InformStep } from '../../plan/plan.js';
import { resourceIn, type Outcome, type RunContext } from '../context.js';
import { performPoll } from './poll.js';

/**
 * What a party does that has not been notified for a while: it asks each of its subscriptions there how many events there have been
 * (R4 Subscriptions Backport, `$status`), and looks for what has changed. The outcome says so.
 */
export async function catchUp(step: InformStep, run: RunContext): Promise<Outcome> {
  const asked = run.claims(step.at).subscriptions === 'backport' ? await askForStatus(step, run) : [];
  const { outcome, reason } = await performPoll(step, run);
  const why = ['no notification came', ...asked].join('; ');
  return outcome === 'ok'
    ? { outcome, reason: `${why}; a look showed the change` }
    : { outcome, reason: `${why}; ${reason ?? 'a look did not help'}` };
}

/** Asks how far the party's subscriptions are; events up to there are no news any more. Answers what was learnt, in words. */
async function askForStatus(step: InformStep, run: RunContext): Promise<string[]> {
  const learnt: string[] = [];
  for (const { url, by, at } of run.subscriptionUrls) {
    if (by !== step.to || at !== step.at) continue;
    const { answer } = await run.send(step.id, by, at, { method: 'GET', url: `${url}/$status` });
    const status = statusIn(resourceIn(answer));
    if (!status) continue;
    const channel = `${step.to} ${status.subscription}`;
    const missed = status.events - (run.lastEvent.get(channel) ?? 0);
    if (missed > 0) learnt.push(`by $status ${missed} of ${status.events} events had not come`);
    run.lastEvent.set(channel, Math.max(status.events, run.lastEvent.get(channel) ?? 0));
  }
  return learnt;
}

/** The subscription and its number of events in an answer of `$status`. */
function statusIn(bundle: Resource | undefined): { subscription: string; events: number } | undefined {
  const [entry] = (bundle?.entry ?? []) as { resource?: Resource }[];
  const parameters = (entry?.resource?.parameter ?? []) as {
    name?: string;
    valueString?: string;
    valueReference?: { reference?: string };
  }[];
  const named = (name: string) => parameters.find((parameter) => parameter.name === name);
  const subscription = named('subscription')?.valueReference?.reference;
  const events = Number(named('events-since-subscription-start')?.valueString);
  return subscription !== undefined && Number.isInteger(events) ? { subscription, events } : undefined;
}

import type { Resource } from '../../guide/resource.js';
import type { SubscribeStep } from '../../plan/plan.js';
import { OK, resourceIn, succeeded, locationIn, type Outcome, type RunContext } from '../context.js';

/** Ids of the guide's topics. */
const TOPIC = { owner: 'tasks-owned-by-me', requester: 'tasks-i-requested' } as const;
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/** Agrees that the actor is told of Tasks: a Subscription in the form that the server takes, else by arrangement. */
export async function performSubscribe(step: SubscribeStep, run: RunContext): Promise<Outcome> {
  const form = run.claims(step.at).subscriptions;
  if (form === 'none') {
    run.stoodInFor.add(`${step.at} ${step.by}`);
    const why = 'the server takes no rest-hook subscriptions, so the harness notifies in its stead';
    run.recorder.add({ kind: 'substituted', step: step.id, actor: step.at, what: 'notification', why });
    return OK;
  }
  return subscribe(step, run);
}

/** Creates the Subscription, in the form that the server takes, and waits until it is active. */
export async function subscribe(step: SubscribeStep, run: RunContext): Promise<Outcome> {
  const form = run.claims(step.at).subscriptions;
  const base = run.base(step.at);
  const body =
    form === 'backport' && step.about !== 'any'
      ? topicSubscription(step, step.about, run)
      : criteriaSubscription(step, run);
  const { answer } = await run.send(step.id, step.by, step.at, {
    method: 'POST',
    url: `${base}/Subscription`,
    body: run.tagged(body),
  });
  const status = answer?.status ?? 'no answer';
  if (!succeeded(answer)) return { outcome: 'refused', reason: `the Subscription was not taken (${status})` };
  const id = resourceIn(answer)?.id;
  const url = locationIn(answer, base) ?? (id ? `${base}/Subscription/${id}` : undefined);
  if (!url) return { outcome: 'refused', reason: 'the server did not say where the Subscription is' };
  run.subscriptionUrls.push({ url, by: step.by, at: step.at });
  const active = resourceIn(answer)?.status === 'active' || (await becomesActive(url, step, run));
  return active ? OK : { outcome: 'late', reason: `the Subscription was not active within ${run.target.boundMs} ms` };
}

/** Waits until the server has made the Subscription active: looks again whenever something arrived, or after a poll's pause. */
async function becomesActive(url: string, step: SubscribeStep, run: RunContext): Promise<boolean> {
  const until = performance.now() + run.target.boundMs;
  while (performance.now() < until) {
    const { answer } = await run.send(step.id, step.by, step.at, { method: 'GET', url });
    const status = resourceIn(answer)?.status;
    if (status === 'active') return true;
    if (status === 'error' || status === 'off') return false;
    const before = run.inbox.all().length;
    await run.inbox.waitFor(() => run.inbox.all().length > before, run.target.pollMs);
  }
  return false;
}

function filterOf(step: SubscribeStep, run: RunContext): string {
  if (step.about === 'any') return 'Task?';
  return `Task?${step.about}=${run.reference(step.as, step.at) ?? step.as}`;
}

function channel(step: SubscribeStep, run: RunContext): Record<string, unknown> {
  const endpoint = `${run.endpoint.urlFor(run.token, step.by)}/notify`;
  return { type: 'rest-hook', endpoint, payload: 'application/fhir+json' };
}

/** A Subscription to one of the guide's topics, in the Backport form for R4. */
function topicSubscription(step: SubscribeStep, about: keyof typeof TOPIC, run: RunContext): Resource {
  return {
    resourceType: 'Subscription',
    meta: { profile: [`${BACKPORT}/backport-subscription`] },
    status: 'requested',
    reason: step.title,
    criteria: `${run.guide.canonical}/SubscriptionTopic/${TOPIC[about]}`,
    _criteria: { extension: [{ url: `${BACKPORT}/backport-filter-criteria`, valueString: filterOf(step, run) }] },
    channel: {
      ...channel(step, run),
      _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'id-only' }] },
    },
  };
}

/** A plain R4 Subscription: a search that a Task must match. */
function criteriaSubscription(step: SubscribeStep, run: RunContext): Resource {
  return {
    resourceType: 'Subscription',
    status: 'requested',
    reason: step.title,
    criteria: filterOf(step, run),
    channel: channel(step, run),
  };
}

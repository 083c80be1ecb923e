import type { Resource } from '../../guide/resource.js';
import type { InformStep } from '../../plan/plan.js';
import type { RunContext } from '../context.js';

const STATUS_PROFILE = 'subscription-status';
/** Stands for the subscription that the parties would have agreed on. */
const AGREED = 'Subscription/stand-in';

/** Sends the notification that the server should have sent, to the told actor's endpoint. The run has said so before. */
export async function notifyInstead(step: InformStep, run: RunContext): Promise<void> {
  const url = run.ledger.url(step.key, step.at);
  if (!url) return;
  const endpoint = `${run.endpoint.urlFor(run.token, step.to)}/notify`;
  await run.send(step.id, step.by, step.to, { method: 'POST', url: endpoint, body: notificationOf(step, url, run) });
}

function notificationOf(step: InformStep, url: string, run: RunContext): Resource {
  const subscribed = run.plan.acts
    .flatMap((act) => act.steps)
    .find((other) => other.kind === 'subscribe' && other.by === step.to && other.at === step.at);
  const about =
    subscribed?.kind === 'subscribe' && subscribed.about === 'requester' ? 'tasks-i-requested' : 'tasks-owned-by-me';
  const number = (run.lastEvent.get(`${step.to} ${AGREED}`) ?? 0) + 1;
  const { canonical } = run.guide;
  return {
    resourceType: 'Bundle',
    id: run.uuid(),
    type: 'history',
    timestamp: new Date().toISOString(),
    entry: [
      {
        fullUrl: `urn:uuid:${run.uuid()}`,
        request: { method: 'GET', url: `${AGREED}/$status` },
        response: { status: '200' },
        resource: {
          resourceType: 'Parameters',
          meta: { profile: [`${canonical}/StructureDefinition/${STATUS_PROFILE}`] },
          parameter: [
            { name: 'subscription', valueReference: { reference: AGREED } },
            { name: 'topic', valueCanonical: `${canonical}/SubscriptionTopic/${about}` },
            { name: 'status', valueCode: 'active' },
            { name: 'type', valueCode: 'event-notification' },
            {
              name: 'notification-event',
              part: [
                { name: 'event-number', valueString: String(number) },
                { name: 'focus', valueReference: { reference: url } },
              ],
            },
          ],
        },
      },
    ],
  };
}

import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { InformStep } from '../../plan/plan.js';
import { OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import { buildMessage, headerOf, type MessageEntry } from '../message.js';
import { locate, look } from './read.js';

/** Sends a message to the other actor and reads its acknowledgement; the first of a run is sent twice. */
export async function performMessage(step: InformStep, run: RunContext): Promise<Outcome> {
  const entries = step.carries === 'content' ? contentEntries(step, run) : await pointerEntries(step, run);
  if (!entries) return { outcome: 'skipped', reason: `${step.by} cannot find ${step.key}` };
  const url = destinationOf(step, run);
  const message = buildMessage(
    {
      bundleId: run.uuid(),
      headerId: run.uuid(),
      canonical: run.guide.canonical,
      event: step.carries === 'content' ? 'coordination-content' : 'coordination-changed',
      source: `${run.endpoint.urlFor(run.token, step.by)}/$process-message`,
      destination: url,
      timestamp: new Date().toISOString(),
    },
    entries,
  );
  const body = tagged(message, run);
  let outcome = OK;
  for (let time = 0; time < (step.twice ? 2 : 1); time++) {
    const { answer } = await run.send(step.id, step.by, step.to, { method: 'POST', url, body });
    const header = headerOf(resourceIn(answer));
    const code = (header?.response as { code?: string } | undefined)?.code;
    if (!succeeded(answer) || code !== 'ok') {
      outcome = {
        outcome: 'refused',
        reason: `the message was not acknowledged as ok (${answer?.status ?? 'no answer'}, ${code ?? 'no code'})`,
      };
    }
  }
  return outcome;
}

/** A server may keep the message and its header too. */
function tagged(message: Resource, run: RunContext): Resource {
  const [header, ...entries] = message.entry as [MessageEntry, ...MessageEntry[]];
  return run.tagged({ ...message, entry: [{ ...header, resource: run.tagged(header.resource) }, ...entries] });
}

/** The receiver's server when it takes messages, else the harness's own endpoint in its stead. */
function destinationOf(step: InformStep, run: RunContext): string {
  const receiver = run.plan.actors.find((actor) => actor.name === step.to);
  if (receiver?.external || run.claims(step.to).processMessage) return `${run.base(step.to)}/$process-message`;
  const why = 'the server does not claim $process-message, so the harness takes the message in its stead';
  run.recorder.add({ kind: 'substituted', step: step.id, actor: step.to, what: 'message-endpoint', why });
  return `${run.endpoint.urlFor(run.token, step.to)}/$process-message`;
}

/** All that the receiver needs, each resource under a urn:uuid and referring to the others by it. */
function contentEntries(step: InformStep, run: RunContext): MessageEntry[] {
  const keys = (step.bundle ?? []).filter((key) => run.state.has(key));
  const fullUrls = new Map<InstanceKey, string>(keys.map((key) => [key, `urn:uuid:${run.uuid()}`]));
  return keys.map((key) => {
    const local = run.localizedWith(run.state.get(key) as Resource, (other) => fullUrls.get(other));
    const resource = run.tagged(local);
    delete resource.id;
    return { fullUrl: fullUrls.get(key) as string, resource };
  });
}

/** Only the Task, under its own URL: the receiver reads the rest by REST. */
async function pointerEntries(step: InformStep, run: RunContext): Promise<MessageEntry[] | undefined> {
  const focus = step.bundle?.[0] ?? step.key;
  const url = await locate(focus, step.at, step.by, step.id, run);
  if (!url) return undefined;
  const resource = run.ledger.view(step.by, url)?.body ?? (await look(url, step.id, step.by, step.at, run));
  return resource && [{ fullUrl: url, resource }];
}

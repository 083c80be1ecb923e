import type { Resource } from '../guide/resource.js';
import { resourceIn, succeeded, type RunContext } from './context.js';
import type { Arrival, Reply } from './endpoint.js';
import { acknowledge, headerOf } from './message.js';
import { identifierQuery } from './steps/read.js';

/**
 * Plays an actor's message endpoint: what a message brings is stored in that actor's system in one transaction, each resource
 * matched by its business identifier; the same message again gets the same answer and does nothing.
 */
export class MessageReceiver {
  private readonly answered = new Map<string, Promise<Reply>>();

  constructor(private readonly run: RunContext) {}

  async receive(arrival: Arrival): Promise<Reply> {
    const message = arrival.body && 'json' in arrival.body ? (arrival.body.json as Resource) : undefined;
    const header = headerOf(message);
    if (!message || !header?.id)
      return { status: 400, json: outcome('this is no message: its first entry must be a MessageHeader with an id') };
    const known = this.answered.get(header.id);
    if (known) return known;
    const reply = this.take(message, header, arrival);
    this.answered.set(header.id, reply);
    return reply;
  }

  private async take(message: Resource, header: Resource, arrival: Arrival): Promise<Reply> {
    const event = (header.eventCoding as { code?: string } | undefined)?.code;
    const stored = event === 'coordination-changed' || (await this.store(message, arrival.actor));
    const ids = { bundleId: this.run.uuid(), headerId: this.run.uuid(), timestamp: new Date().toISOString() };
    return { status: 200, json: acknowledge(header, arrival.url, ids, stored ? 'ok' : 'fatal-error') };
  }

  private async store(message: Resource, actor: string): Promise<boolean> {
    const entries = (message.entry as { fullUrl?: string; resource?: Resource }[]).slice(1);
    const body = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: entries.flatMap(({ fullUrl, resource }) =>
        resource ? [{ fullUrl, resource: this.run.tagged(resource), request: requestFor(resource) }] : [],
      ),
    };
    const { answer } = await this.run.send(this.run.currentStep, actor, actor, {
      method: 'POST',
      url: this.run.base(actor),
      body,
    });
    return succeeded(answer) && resourceIn(answer)?.resourceType === 'Bundle';
  }
}

function requestFor(resource: Resource): { method: string; url: string } {
  const query = identifierQuery(resource);
  return query
    ? { method: 'PUT', url: `${resource.resourceType}?${query}` }
    : { method: 'POST', url: resource.resourceType };
}

function outcome(text: string): Resource {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid', diagnostics: text }] };
}

import type { Resource } from '../guide/resource.js';
import { UNKNOWN_EVENT_STEP } from '../history/unknown-event.js';
import type { RunContext } from './context.js';
import { lastMessageTo } from './last-message.js';

const OF_NOBODY = { system: 'http://example.org/events', code: 'of-nobody' };

/** Sends each server that takes messages one more, by who sent it the last: the same content under an event that nobody knows. */
export async function sendUnknownEvents(run: RunContext): Promise<void> {
  const asked = new Set<string>();
  for (const { name: host } of run.plan.actors.filter((actor) => actor.hosts)) {
    const base = run.base(host);
    const last = asked.has(base) ? undefined : lastMessageTo(base, run);
    asked.add(base);
    if (!last) continue;
    const body = withUnknownEvent(last.body, run);
    await run.send(UNKNOWN_EVENT_STEP, last.by, host, { method: 'POST', url: last.url, body });
  }
}

function withUnknownEvent(message: Resource, run: RunContext): Resource {
  const [first, ...content] = message.entry as { resource: Resource }[];
  const id = run.uuid();
  const header = { ...first?.resource, id, eventCoding: OF_NOBODY };
  return { ...message, id: run.uuid(), entry: [{ fullUrl: `urn:uuid:${id}`, resource: header }, ...content] };
}

import type { Resource } from '../guide/resource.js';
import { STRANGER_STEP } from '../history/stranger.js';
import type { RunContext } from './context.js';
import type { Outgoing } from './http.js';
import { lastMessageTo } from './last-message.js';

/**
 * Asks each server that demands credentials for what the run left there, without any: each kind of resource, searches for Tasks and
 * Requests, and the versions of a Task; then tries to write it as it is, to create it and to delete it, and sends the last message again. Nothing is
 * asked of servers that anybody may use.
 */
export async function knockAsStranger(run: RunContext): Promise<void> {
  const asked = new Set<string>();
  for (const { name } of run.plan.actors.filter((actor) => actor.hosts)) {
    const base = run.base(name);
    if (asked.has(base)) continue;
    asked.add(base);
    if (await run.hasCredentials(name, base)) await knockAt(name, base, run);
  }
}

async function knockAt(host: string, base: string, run: RunContext): Promise<void> {
  const knock = (method: Outgoing['method'], url: string, body?: Resource): Promise<unknown> =>
    run.send(STRANGER_STEP, host, host, { method, url, ...(body ? { body } : {}) }, 'stranger');
  const held = heldAt(host, base, run);
  const types = [...held.keys()].filter((type) => type !== 'Task' && isRequestType(type, run));
  for (const type of ['Task', ...types]) await knock('GET', `${base}/${type}?_count=1`);
  for (const url of held.values()) await knock('GET', url);
  // It is known there, and does nothing more when it comes again.
  const message = lastMessageTo(base, run);
  if (message) await knock('POST', message.url, message.body);
  const task = held.get('Task');
  const body = task && run.ledger.view(host, task)?.body;
  if (!task || !body) return;
  await knock('GET', `${task}/_history`);
  await knock('PUT', task, body);
  await knock('POST', `${base}/Task`, withoutId(body));
  await knock('DELETE', task);
}

/** One of each kind of resource of the run that a server holds: its URL by type. */
function heldAt(host: string, base: string, run: RunContext): Map<string, string> {
  const held = new Map<string, string>();
  for (const key of Object.keys(run.plan.instances)) {
    const url = run.ledger.url(key, host);
    if (url?.startsWith(`${base}/`)) held.set(key.split('/')[0] as string, url);
  }
  return held;
}

/** Whether resources of a type are Requests in this run. */
function isRequestType(type: string, run: RunContext): boolean {
  return Object.keys(run.plan.instances).some(
    (key) => key.startsWith(`${type}/`) && run.guide.instance(key)?.intent !== undefined,
  );
}

function withoutId({ id: _id, ...content }: Resource): Resource {
  return content as Resource;
}

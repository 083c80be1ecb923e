import { STRANGER_STEP } from '../history/stranger.js';
import type { RunContext } from './context.js';

/**
 * Asks each server that demands credentials for what the run left there, without any: each kind of resource, a search for Tasks, and a
 * write of a Task as it is. Nothing is asked of servers that anybody may use.
 */
export async function knockAsStranger(run: RunContext): Promise<void> {
  const asked = new Set<string>();
  for (const { name } of run.plan.actors.filter((actor) => actor.hosts)) {
    const base = run.base(name);
    if (asked.has(base)) continue;
    asked.add(base);
    if (!(await run.hasCredentials(name, base))) continue;
    const asks = new Map<string, string>([['search', `${base}/Task?_count=1`]]);
    for (const key of Object.keys(run.plan.instances)) {
      const url = run.ledger.url(key, name);
      if (url?.startsWith(`${base}/`)) asks.set(key.split('/')[0] as string, url);
    }
    for (const url of asks.values()) await run.send(STRANGER_STEP, name, name, { method: 'GET', url }, 'stranger');
    const task = asks.get('Task');
    const body = task && run.ledger.view(name, task)?.body;
    if (body) await run.send(STRANGER_STEP, name, name, { method: 'PUT', url: task, body }, 'stranger');
  }
}

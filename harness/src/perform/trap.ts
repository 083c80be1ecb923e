import { keptHeaders } from '../history/redact.js';
import { ELSEWHERE } from '../plan/elsewhere.js';
import type { RunContext } from './context.js';
import type { Endpoint } from './endpoint.js';
import { type Arrival, type Reply } from './endpoint.js';

/**
 * Stands for a server that nobody agreed on: an origin of its own, at which what the plan has elsewhere seems to lie. It holds nothing and
 * answers 404; whoever asks there has followed a reference that nobody may follow, and is kept as evidence.
 */
export async function setTrap(run: RunContext): Promise<Endpoint | undefined> {
  const { elsewhere = [] } = run.plan;
  if (elsewhere.length === 0) return undefined;
  const trap = await run.endpoint.beside();
  trap.register(run.token, (arrival) => Promise.resolve(noted(arrival, run)));
  for (const key of elsewhere) run.bind(key, ELSEWHERE, `${trap.urlFor(run.token, ELSEWHERE)}/${key}`);
  return trap;
}

function noted({ method, url, headers, body }: Arrival, run: RunContext): Reply {
  if (run.isOver) return { status: 404 };
  const request = { method, url, headers: keptHeaders(headers), ...(body ? { body } : {}) };
  run.recorder.add({
    kind: 'received',
    to: ELSEWHERE,
    what: 'other',
    form: 'unknown',
    request,
    response: { status: 404 },
  });
  return { status: 404 };
}

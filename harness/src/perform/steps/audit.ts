import type { AuditStep } from '../../plan/plan.js';
import { referencedUrls } from '../../plan/references.js';
import { OK, type Outcome, type RunContext } from '../context.js';
import { look } from './read.js';

/** Follows every literal reference in what the actor has seen and not read yet. */
export async function performAudit(step: AuditStep, run: RunContext): Promise<Outcome> {
  const read = new Set<string>();
  const seen = [...run.ledger.seenBy(step.by)];
  for (const [url] of seen) read.add(url);
  for (const [url, body] of seen) {
    for (const target of referencedUrls(url, body)) {
      if (read.has(target)) continue;
      read.add(target);
      await look(target, step.id, step.by, hostOf(target, step, run), run);
    }
  }
  return OK;
}

function hostOf(url: string, step: AuditStep, run: RunContext): string {
  const host = run.plan.actors.find((actor) => actor.hosts && url.startsWith(`${run.base(actor.name)}/`));
  return host?.name ?? step.by;
}

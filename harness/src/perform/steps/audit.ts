import type { Resource } from '../../guide/resource.js';
import { isIdentifier } from '../../plan/localize.js';
import type { AuditStep } from '../../plan/plan.js';
import { referencedUrls } from '../../plan/references.js';
import { OK, type Outcome, type RunContext } from '../context.js';
import { look } from './read.js';

/**
 * Follows every literal reference in what the actor has seen, in any version, and in what it comes to see by that, each once. The way
 * ends at what is not of this run: a server may hold a whole record behind it.
 */
export async function performAudit(step: AuditStep, run: RunContext): Promise<Outcome> {
  const read = new Set(run.ledger.seenBy(step.by));
  const targets = new Set(run.ledger.mentionedTo(step.by));
  // A Set goes on to what is added while it is walked.
  for (const target of targets) {
    if (read.has(target) || isElsewhere(target, run)) continue;
    const found = await look(target, step.id, step.by, hostOf(target, step, run), run);
    if (!found || !isOfThisRun(found, target, run)) continue;
    for (const next of referencedUrls(target, found)) targets.add(next);
  }
  return OK;
}

/** At a server that nobody agreed on: no party follows what leads there. */
function isElsewhere(url: string, run: RunContext): boolean {
  const key = run.ledger.keyAt(url);
  return key !== undefined && run.isElsewhere(key);
}

/** What the run put there, or what came of that: it has an identifier with the run's suffix. */
function isOfThisRun(resource: Resource, url: string, run: RunContext): boolean {
  if (run.ledger.keyAt(url) !== undefined) return true;
  const list: unknown[] = Array.isArray(resource.identifier) ? resource.identifier : [resource.identifier];
  return list.some(
    (one) =>
      typeof one === 'object' &&
      one !== null &&
      isIdentifier(one as Record<string, unknown>) &&
      (one as { value: string }).value.endsWith(run.suffix),
  );
}

function hostOf(url: string, step: AuditStep, run: RunContext): string {
  const host = run.plan.actors.find((actor) => actor.hosts && url.startsWith(`${run.base(actor.name)}/`));
  return host?.name ?? step.by;
}

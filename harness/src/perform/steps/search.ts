import type { SearchStep } from '../../plan/plan.js';
import { OK, succeeded, type Outcome, type RunContext } from '../context.js';

/** Searches another's system; `{Type/id}` and `{actor:name}` in the query stand for real references. */
export async function performSearch(step: SearchStep, run: RunContext): Promise<Outcome> {
  const url = `${run.base(step.at)}/${fillIn(step, run)}`;
  const { answer } = await run.send(step.id, step.by, step.at, { method: 'GET', url });
  const status = answer?.status ?? 'nothing';
  return succeeded(answer) ? OK : { outcome: 'refused', reason: `the search was answered with ${status}` };
}

function fillIn(step: SearchStep, run: RunContext): string {
  return step.query.replace(/\{(actor:)?([^{}]+)\}/g, (_whole, actor: string | undefined, name: string) => {
    const key = actor ? run.plan.actors.find((candidate) => candidate.name === name)?.as : name;
    return encodeURIComponent((key && run.reference(key, step.at)) ?? key ?? name);
  });
}

import type { SearchStep } from '../../plan/plan.js';
import { fillQuery, searchValue, type Placeholder } from '../../plan/query.js';
import { OK, type Outcome, type RunContext } from '../context.js';
import { searchAll } from './read.js';

/** Searches another's system; what stands in braces in the query is filled in as it is in this run. */
export async function performSearch(step: SearchStep, run: RunContext): Promise<Outcome> {
  const url = `${run.base(step.at)}/${fillQuery(step.query, (each) => valueOf(each, step, run))}`;
  const found = await searchAll({ step: step.id, by: step.by, at: step.at, url }, run);
  return found ? OK : { outcome: 'refused', reason: 'the search was not answered' };
}

function valueOf(each: Placeholder, step: SearchStep, run: RunContext): string {
  if (each.kind === 'actor') {
    const key = run.plan.actors.find((candidate) => candidate.name === each.name)?.as;
    return (key && run.reference(key, step.at)) ?? key ?? each.name;
  }
  if (each.kind === 'reference') return run.reference(each.key, step.at) ?? each.key;
  const content = run.copies.any(each.key, step.at) ?? run.guide.instance(each.key);
  return (content && searchValue(run.localizedValue(content, step.at), each.path)) ?? '';
}

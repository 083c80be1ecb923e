import type { Resource } from '../../guide/resource.js';
import type { HistoryStep, ReadStep, SearchStep } from '../../plan/plan.js';
import { requirementsOfStep } from '../citations.js';
import { evaluate } from './expect.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { inWords, isSuccess, resourceOf, urlWithoutQuery, type RunView, type StepView } from '../view.js';
import { absolute } from '../../plan/references.js';
import { keptVersions } from '../versions.js';

/** Whether an actor could read what the flow has it read. */
export function judgeRead(view: StepView & { step: ReadStep }): Result {
  const expected = `${view.step.title}: it is there for it`;
  const missing = whyNotShown(view);
  const evidence = evidenceOf(view);
  if (missing) return { ...missing, expected, evidence, requirements: requirementsOfStep(view.step, []) };
  const record = view.http.at(-1);
  const type = view.step.key.split('/')[0];
  const good = isSuccess(record) && resourceOf(record)?.resourceType === type;
  return {
    verdict: good ? 'pass' : 'fail',
    expected,
    seen: inWords(record),
    evidence,
    requirements: requirementsOfStep(view.step, []),
  };
}

/** Whether a search found all that it must and nothing that it must not, in the order that it asked for. */
export function judgeSearch(view: StepView & { step: SearchStep }, run: RunView): Result {
  const { step } = view;
  const expected = searchGoal(step);
  const missing = whyNotShown(view);
  const evidence = evidenceOf(view);
  if (missing) return { ...missing, expected, evidence };
  const record = view.http[0];
  const bundle = resourceOf(record);
  if (!isSuccess(record) || bundle?.resourceType !== 'Bundle')
    return { verdict: 'fail', expected, seen: inWords(record), evidence };
  // A result can come in several pages.
  const all = view.http.flatMap((page) => (resourceOf(page)?.entry ?? []) as Entry[]);
  // What is said of the search is nothing that it found (R4 search.html#entries).
  const entries = all.filter(({ search }) => search?.mode !== 'outcome');
  const faults = step.counts === undefined ? faultsOf(entries, step, run) : countFaults(bundle, entries, step.counts);
  const found = step.counts === undefined ? `${entries.length} found` : `the total is ${String(bundle.total)}`;
  return { verdict: faults.length ? 'fail' : 'pass', expected, seen: [found, ...faults].join('; '), evidence };
}

function searchGoal({ query, finds, misses, inOrder, counts }: SearchStep): string {
  if (counts !== undefined) return `the search ${query} answers with the number ${counts} and no resources`;
  const order = inOrder ? ' in this order' : '';
  const not = misses.length ? ` and not ${misses.join(', ')}` : '';
  return `the search ${query} finds ${finds.join(', ') || 'nothing of the flow'}${order}${not}`;
}

interface Entry {
  resource?: Resource;
  search?: { mode?: string };
}

/** A search with _summary=count is answered by a total alone (R4 search.html#summary). */
function countFaults(bundle: Resource, entries: readonly Entry[], counts: number): string[] {
  return [
    ...(bundle.total === counts ? [] : [`not ${counts}`]),
    ...(entries.length > 0 ? [`${entries.length} resources came as well`] : []),
  ];
}

function faultsOf(entries: readonly Entry[], step: SearchStep, run: RunView): string[] {
  const base = run.run.target.servers[step.at] ?? '';
  const found = entries.map(({ resource }) =>
    run.keyAt(absolute(`${resource?.resourceType ?? ''}/${resource?.id ?? ''}`, base)),
  );
  const lacking = step.finds.filter((key) => !found.includes(key));
  const wrong = step.misses.filter((key) => found.includes(key));
  const order = found.filter((key) => key !== undefined && step.finds.includes(key));
  const mixed = step.inOrder && lacking.length === 0 && order.join() !== step.finds.join();
  return [
    ...(lacking.length ? [`not among them: ${lacking.join(', ')}`] : []),
    ...(wrong.length ? [`wrongly: ${wrong.join(', ')}`] : []),
    ...(mixed ? [`they came as ${order.join(', ')}`] : []),
  ];
}

/** Whether the versions of a resource show, one after another and at times that never go back, what the flow says. */
export function judgeVersions(view: StepView & { step: HistoryStep }, shows: readonly string[], run: RunView): Result {
  const { key } = view.step;
  const expected = `the versions of ${key} show, in this order: ${shows.join('; ')}`;
  const missing = whyNotShown(view);
  const evidence = evidenceOf(view);
  if (missing) return { ...missing, expected, evidence };
  const record = view.http.at(-1);
  const kept = keptVersions(view);
  if (!record || !kept) return { verdict: 'fail', expected, seen: inWords(record), evidence };
  const versions = kept.map(({ body }) => body);
  const url = run.urlOf(key, view.step.at) ?? urlWithoutQuery(record).replace(/\/_history$/, '');
  const times = versions.map(({ meta }) => Date.parse(meta?.lastUpdated ?? ''));
  const lost = firstLost(versions, shows, (body) => run.named(body, url));
  const turned = times.some((time, index) => !(time >= (times[index - 1] ?? -Infinity)));
  const took = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  const seen = lost
    ? `no version shows ${lost} after what comes before it`
    : turned
      ? 'a version has no time, or an earlier one than the version before it'
      : `so they do; from the first to the last it took ${took} s`;
  return { verdict: lost || turned ? 'fail' : 'pass', expected, seen, evidence };
}

/** The first expression that no version meets, when each is looked for from where the one before it was found. */
function firstLost(
  versions: readonly Resource[],
  shows: readonly string[],
  named: (body: Resource) => Resource,
): string | undefined {
  let from = 0;
  return shows.find((that) => {
    const index = versions.findIndex((body, at) => at >= from && evaluate(that, named(body))[0] === true);
    from = index + 1;
    return index < 0;
  });
}

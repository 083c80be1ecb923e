import type { Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { inWords, resourceOf, type RunView } from '../view.js';

/** Whether searches for one's Tasks by when they changed show the Task that has changed, and none that changed before. */
function judgePollByChange(run: RunView): Result[] {
  return run.stepsOf('inform').flatMap(({ step, http }): Result[] => {
    const index = http.findIndex(({ request }) => sinceOf(request.url) !== undefined);
    const record = http[index];
    if (!record) return [];
    const wrong = faultIn(record, http.slice(0, index));
    return [
      {
        about: step.id,
        step: step.id,
        verdict: wrong ? 'fail' : 'pass',
        expected: `${step.to} finds ${step.key} among its Tasks that have changed since a moment, and none that have not`,
        seen: wrong ?? 'so it does',
        evidence: [record.n],
      },
    ];
  });
}

/** The moment in a search for what has changed since. */
function sinceOf(url: string): string | undefined {
  const since = new URL(url).searchParams.get('_lastUpdated');
  return since?.startsWith('ge') ? since.slice(2) : undefined;
}

/** `before`: the searches that told of the moment, by the same actor at the same server. */
function faultIn(record: HttpRecord, before: readonly HttpRecord[]): string | undefined {
  const since = sinceOf(record.request.url) as string;
  const bundle = resourceOf(record);
  if (bundle?.resourceType !== 'Bundle') return inWords(record);
  const changed = before.flatMap(tasksIn).filter((task) => task.meta?.lastUpdated === since);
  const found = tasksIn(record);
  if (!found.some(({ id }) => changed.some((task) => task.id === id)))
    return `no Task changed at ${since} is among them`;
  const older = found.find(({ meta }) => Date.parse(meta?.lastUpdated ?? '') < Date.parse(since));
  return older && `Task/${older.id ?? ''} is among them, which changed at ${older.meta?.lastUpdated ?? ''}`;
}

function tasksIn(record: HttpRecord): Resource[] {
  const entries = (resourceOf(record)?.entry ?? []) as { resource?: Resource }[];
  return entries.flatMap(({ resource }) => (resource?.resourceType === 'Task' ? resource : []));
}

/** Laws on looking. */
export const POLLING_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf('poll-by-change', 'Looking for what has changed', 'poll-by-change'),
    judge: judgePollByChange,
  },
];

import type { Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { inWords, resourceOf, urlWithoutQuery, type RunView } from '../view.js';

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

/** Whether searches for one's Tasks in a status show those that were just seen in it, and none in another. */
function judgePollByStatus(run: RunView): Result[] {
  return run.stepsOf('inform').flatMap(({ step, http }): Result[] => {
    const looks = http.filter(({ request }) => statusOf(request.url) !== undefined);
    const [first] = looks;
    if (!first) return [];
    const before = http.slice(0, http.indexOf(first)).flatMap(tasksIn);
    const wrong = looks.map((record) => faultByStatus(record, before, run)).find(Boolean);
    const side = /\?owner=/.test(first.request.url) ? 'poll-by-owner' : 'poll-by-requester';
    return [
      {
        about: step.id,
        step: step.id,
        requirements: [side],
        verdict: wrong ? 'fail' : 'pass',
        expected: `${step.to} finds ${step.key} among its Tasks in the status that it has, and none in another status`,
        seen: wrong ?? 'so it does',
        evidence: looks.map(({ n }) => n),
      },
    ];
  });
}

function statusOf(url: string): string | undefined {
  const { pathname, searchParams } = new URL(url);
  return pathname.endsWith('/Task') ? (searchParams.get('status') ?? undefined) : undefined;
}

/** `before`: the Tasks that the search without a status showed. */
function faultByStatus(record: HttpRecord, before: readonly Resource[], run: RunView): string | undefined {
  const status = statusOf(record.request.url) as string;
  if (resourceOf(record)?.resourceType !== 'Bundle') return inWords(record);
  const found = tasksIn(record);
  const other = found.find((task) => task.status !== status);
  if (other) return `Task/${other.id ?? ''} is among those that are ${status}, and is ${String(other.status)}`;
  // A system under test may have moved a Task on in the meantime, as may whoever works on Tasks of another story.
  const isOfRun = ({ id = '' }: Resource): boolean => run.keyAt(`${urlWithoutQuery(record)}/${id}`) !== undefined;
  const meant = before.filter((task) => task.status === status && isOfRun(task));
  const lacking = meant.filter((task) => !found.some(({ id }) => id === task.id));
  return lacking[0] && run.externals.length === 0
    ? `Task/${lacking[0].id ?? ''}, which is ${status}, is not among them`
    : undefined;
}

/** Laws on looking. */
export const POLLING_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf('poll-by-change', 'Looking for what has changed', 'poll-by-change'),
    judge: judgePollByChange,
  },
  {
    law: lawOf('poll-by-status', 'Looking for what is in a status', 'poll-by-owner', 'poll-by-requester'),
    judge: judgePollByStatus,
  },
];

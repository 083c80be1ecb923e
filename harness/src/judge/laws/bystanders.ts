import { BYSTANDERS } from '../../history/bystander.js';
import type { HttpRecord } from '../../history/record.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { answerIn, inWords, isSuccess, resourceOf, urlWithoutQuery, type RunView } from '../view.js';

/** Who has no part, in sentences. */
const WHO: Readonly<Record<string, string>> = {
  [BYSTANDERS.party]: 'a party that has no part in the order',
  [BYSTANDERS.patient]: "another patient's app",
};

const CUT_OFF = 'the history breaks off before all of it was tried';

/** What one law looks at, and what it minds. */
interface Trial {
  who: string;
  /** Whether a request of theirs is one of those that this law is about. */
  concerns: (record: HttpRecord) => boolean;
  /** What is wrong with its answer, in words; undefined when it is as it should be. */
  fault: (record: HttpRecord, own: readonly HttpRecord[]) => string | undefined;
  expected: (host: string) => string;
}

/** One result for each server at which somebody without a part tried something. */
function judgeTrial({ who, concerns, fault, expected }: Trial, run: RunView): Result[] {
  const hosts = [...new Set(run.bystanders.map(({ to }) => to))];
  return hosts.flatMap((host): Result[] => {
    const own = run.bystanders.filter(({ to }) => to === host);
    const theirs = own.filter(({ by }) => by === who);
    const tried = theirs.filter(concerns);
    if (tried.length === 0) return [];
    const place = { about: host, expected: expected(host), evidence: tried.slice(0, 5).map(({ n }) => n) };
    if (theirs.every(({ response }) => response?.status === 401)) {
      const seen = `every request of ${who} was answered with 401: the server does not know these credentials, so nothing is shown`;
      return [{ ...place, verdict: 'inconclusive', seen }];
    }
    if (run.records.at(-1)?.kind !== 'end') return [{ ...place, verdict: 'not-reached', seen: CUT_OFF }];
    const faults = tried.flatMap((record) => fault(record, own) ?? []);
    const failed = faults.length === 0 ? tried.find(isFailure) : undefined;
    if (failed) return [{ ...place, verdict: 'inconclusive', seen: `${inWords(failed)}, which is no refusal` }];
    return [{ ...place, verdict: faults.length > 0 ? 'fail' : 'pass', seen: faults[0] ?? inWords(tried.at(-1)) }];
  });
}

const isSearch = ({ request }: HttpRecord): boolean => request.method === 'GET' && request.url.includes('?');
const isRead = ({ request }: HttpRecord): boolean =>
  request.method === 'GET' && !request.url.includes('?') && !isOfType(request.url, 'Subscription');
const isChange = ({ request }: HttpRecord): boolean => ['PUT', 'PATCH', 'DELETE'].includes(request.method);
const isSubscription = ({ request }: HttpRecord): boolean =>
  request.method === 'POST' && request.url.endsWith('/Subscription');

function isOfType(url: string, type: string): boolean {
  return url.split('/').at(-2) === type;
}

/** Its answer says nothing of what the server lets one do: none came, or the server failed. What it cannot do it cannot give away. */
const isFailure = ({ response }: HttpRecord): boolean =>
  response === undefined || (response.status >= 500 && response.status !== 501);

/** A resource was given, or a search or a history tells of one. */
function shown(record: HttpRecord): string | undefined {
  if (isSearch(record) || record.request.url.endsWith('/_history')) {
    const { entry, total } = (resourceOf(record) ?? {}) as {
      entry?: { resource?: { resourceType?: string } }[];
      total?: number;
    };
    const found = (entry ?? []).filter(({ resource }) => resource?.resourceType !== 'OperationOutcome').length;
    return found > 0 || (total ?? 0) > 0 ? `${record.request.url} showed ${Math.max(found, total ?? 0)}` : undefined;
  }
  const type = answerIn(record)?.resourceType;
  const told = isSuccess(record) || (type !== undefined && type !== 'OperationOutcome');
  return told ? `asked by ${record.by}, ${inWords(record)}` : undefined;
}

/** The change was taken, or the resource is another afterwards, whatever was answered. */
function changed(record: HttpRecord, own: readonly HttpRecord[]): string | undefined {
  const looks = own.filter(({ by, request }) => by !== record.by && request.url === urlWithoutQuery(record));
  const before = resourceOf(looks.findLast(({ n }) => n < record.n))?.meta?.versionId;
  const after = resourceOf(looks.find(({ n }) => n > record.n))?.meta?.versionId;
  if (isSuccess(record)) return `asked by ${record.by}, ${inWords(record)}`;
  return before !== after
    ? `${inWords(record)}, and yet its version went from ${before ?? 'none'} to ${after ?? 'none'}`
    : undefined;
}

/** The Subscription was taken, and not given up on a second thought. */
function granted(record: HttpRecord, own: readonly HttpRecord[]): string | undefined {
  if (!isSuccess(record)) return undefined;
  const looks = own.filter(
    ({ n, by, request }) => n > record.n && by === record.by && isOfType(request.url, 'Subscription'),
  );
  const status = resourceOf(looks.at(-1) ?? record)?.status;
  return status === 'error' || status === 'off'
    ? undefined
    : `the Subscription is ${String(status)}: ${inWords(record)}`;
}

const law = (key: string, title: string, trial: Trial): JudgedLaw => ({
  law: lawOf(key, title, key),
  judge: (run) => judgeTrial(trial, run),
});

/** What those without a part get and may do: judged where the target has credentials of such. */
export const BYSTANDER_LAWS: readonly JudgedLaw[] = [
  law('read-by-part', 'Who has no part sees nothing', {
    who: BYSTANDERS.party,
    concerns: (record) => isRead(record) || isSearch(record),
    fault: shown,
    expected: (host) =>
      `the system of ${host} gives ${WHO[BYSTANDERS.party]} no Task, no Request and no output, neither by a read nor by a search`,
  }),
  law('write-by-part', 'Who has no part changes nothing', {
    who: BYSTANDERS.party,
    concerns: isChange,
    fault: changed,
    expected: (host) =>
      `the system of ${host} refuses what ${WHO[BYSTANDERS.party]} would make of a Task or a Request, and leaves it as it was`,
  }),
  law('subscription-own-tasks-only', 'A Subscription to Tasks is for the party whose Tasks they are', {
    who: BYSTANDERS.party,
    concerns: isSubscription,
    fault: granted,
    expected: (host) => `the system of ${host} grants ${WHO[BYSTANDERS.party]} no Subscription to the Tasks of another`,
  }),
  law('patient-own-only', "Patients' apps see what is for their patient", {
    who: BYSTANDERS.patient,
    concerns: (record) => isRead(record) || isSearch(record),
    fault: shown,
    expected: (host) => `the system of ${host} gives ${WHO[BYSTANDERS.patient]} no Task and no Request of this patient`,
  }),
];

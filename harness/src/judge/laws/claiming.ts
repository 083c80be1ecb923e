import type { HttpRecord } from '../../history/record.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { isSuccess, sentIn, urlWithoutQuery, type RunView } from '../view.js';
import {
  lawOnCopies,
  neighbours,
  taskCopies,
  writersOfVersion,
  type Copy,
  type CopyVersion,
  type Opinion,
} from './copies.js';
import { lastOf, partyIn, told, writeOf } from './orders.js';

/** The version in which somebody wrote itself into a Task that nobody owned. */
function claimIn(copy: Copy, run: RunView): CopyVersion | undefined {
  return neighbours(copy).find(({ before, after }) => {
    const [was, is] = [before, after].map((version) => partyIn(told(copy, version, run), 'owner'));
    const writer = run.plan.actors.find(({ name }) => name === after.writer)?.as;
    return was === undefined && is !== undefined && is === writer;
  })?.after;
}

/** Who claims a Task becomes its owner and accepts in one update, on the condition that it is as it was read. */
function judgeOneUpdate(copy: Copy, run: RunView): Opinion | undefined {
  const claim = claimIn(copy, run);
  if (!claim) return undefined;
  const condition = writeOf(copy, claim, run)?.request.headers['if-match'];
  const status = String(claim.body.status);
  return {
    expected: `${copy.key} is claimed by one update that sets its owner and accepts, with If-Match`,
    faults: [
      ...(status === 'accepted' ? [] : [`in version ${claim.versionId} it has an owner and is ${status}`]),
      ...(condition === undefined ? ['the update came without If-Match'] : []),
    ],
    seen: `version ${claim.versionId} is accepted by ${partyIn(told(copy, claim, run), 'owner') ?? ''}`,
  };
}

/** However many tried, one update made an owner of somebody, and from then on only the owner or the requester hands the Task on. */
function judgeOneWinner(copy: Copy, run: RunView): Opinion | undefined {
  const claim = claimIn(copy, run);
  if (!claim) return undefined;
  const claims = run.http.filter((record) => isClaim(record, copy, run) && isSuccess(record));
  const winner = partyIn(told(copy, claim, run), 'owner');
  return {
    expected: `one claim on ${copy.key} is taken`,
    faults: [...(claims.length > 1 ? [`${claims.length} were answered as taken`] : []), ...takenAway(copy, run)],
    seen: `that of ${winner ?? ''}`,
  };
}

/** Changes of owner that neither the owner before nor the requester made. */
function takenAway(copy: Copy, run: RunView): string[] {
  return neighbours(copy).flatMap(({ before, after }) => {
    const [task, next] = [before, after].map((version) => told(copy, version, run));
    const [was, is] = [task, next].map((version) => version && partyIn(version, 'owner'));
    const writers = writersOfVersion(after, run);
    if (!task || was === undefined || was === is || writers.length === 0) return [];
    const mayHandOn = [was, partyIn(task, 'requester')];
    return writers.flatMap((writer) => run.instancesOf(writer)).some((as) => mayHandOn.includes(as))
      ? []
      : [`${was} had claimed it, and ${writers.join(' or ')} made ${is ?? 'nobody'} its owner`];
  });
}

/** An update by which an actor tries to become the owner. */
function isClaim(record: HttpRecord, copy: Copy, run: RunView): boolean {
  if (record.request.method !== 'PUT' || urlWithoutQuery(record) !== copy.list.url) return false;
  const sent = sentIn(record);
  const as = run.plan.actors.find(({ name }) => name === record.by)?.as;
  const first = copy.versions[0];
  const before = first && partyIn(told(copy, first, run), 'owner');
  return sent?.status === 'accepted' && before === undefined && partyIn(run.named(sent, copy.list.url), 'owner') === as;
}

const claimLost = lawOf('claim-lost', 'Who lost a claim stays away', 'claim-lost');

/** What each actor did after its claim was refused: it looked again, and wrote nothing while another was the owner. */
function judgeLost(run: RunView): Result[] {
  return taskCopies(run).flatMap((copy) => {
    if (!claimIn(copy, run)) return [];
    const refused = run.http.filter(
      (record) => isClaim(record, copy, run) && [409, 412].includes(record.response?.status ?? 0),
    );
    const losers = new Set(refused.map(({ by }) => by));
    return [...losers].map((by): Result => {
      const last = refused.findLast((record) => record.by === by) as HttpRecord;
      const fault = faultAfter(last, copy, run);
      return {
        about: `${copy.key}.${by}`,
        step: last.step,
        verdict: fault ? 'fail' : 'pass',
        expected: `${by}, whose claim on ${copy.key} was refused, reads it again and takes no step in it that is another's`,
        seen: fault ?? 'so it did',
        evidence: [last.n],
      };
    });
  });
}

function faultAfter(refusal: HttpRecord, copy: Copy, run: RunView): string | undefined {
  const later = run.http.filter(
    (record) => record.n > refusal.n && record.by === refusal.by && urlWithoutQuery(record) === copy.list.url,
  );
  const owner = partyIn(lastOf(copy, run), 'owner');
  const as = run.plan.actors.find(({ name }) => name === refusal.by)?.as;
  const write = later.find((record) => record.request.method === 'PUT' && isSuccess(record));
  if (!later.some(({ request }) => request.method === 'GET')) return 'it never read it again';
  return write && owner !== as ? `it wrote to it in request ${write.n}` : undefined;
}

/** What holds for claims in every flow. */
export const CLAIMING_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(lawOf('claim-made', 'A claim is one update', 'claim-in-one-update'), taskCopies, judgeOneUpdate),
  lawOnCopies(lawOf('claim-won', 'One claim wins', 'claim-one-winner'), taskCopies, judgeOneWinner),
  { law: claimLost, judge: judgeLost },
];

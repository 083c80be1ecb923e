import type { Resource } from '../../guide/resource.js';
import type { HistoryRecord } from '../../history/record.js';
import { referenceKey } from '../../plan/sides.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { urlWithoutQuery, type RunView } from '../view.js';
import { lawOnCopies, neighbours, requestCopies, taskCopies, type Copy, type Opinion } from './copies.js';
import { asksFor, isWhole, lastOf, partyIn, referredBy, tasksBeside } from './orders.js';
import { codeIn, isCoded, parts } from './task-parts.js';

const OFFERS = ['bid', 'price', 'available-period'];

const isBid = (task: Resource): boolean => asksFor(task, 'bid');
const isOffer = (task: Resource): boolean => parts(task, 'output').some(({ type }) => isCoded(type, ...OFFERS));
const isSelected = (task: Resource): boolean => isCoded(task.businessStatus, 'selected');

/** Copies of Bidding Tasks. */
function bidCopies(run: RunView): Copy[] {
  return taskCopies(run).filter((copy) => isBid(lastOf(copy, run)));
}

/** The Bidding Tasks about the same Request, itself among them. */
function rivals(copy: Copy, run: RunView): Copy[] {
  const focus = referenceKey(lastOf(copy, run).focus);
  return tasksBeside(copy, run, (task) => isBid(task) && referenceKey(task.focus) === focus);
}

/** Each candidate has one Bidding Task, about the Request. */
function judgeOneEach(copy: Copy, run: RunView): Opinion {
  const task = lastOf(copy, run);
  const owner = partyIn(task, 'owner');
  const same = rivals(copy, run).filter(
    (other) => other.key !== copy.key && partyIn(lastOf(other, run), 'owner') === owner,
  );
  return {
    expected: `${copy.key} is its candidate's only Bidding Task about the Request in its focus`,
    faults: [
      ...(owner === undefined ? ['it has no owner'] : []),
      ...(referenceKey(task.focus) === undefined ? ['it has no focus'] : []),
      ...same.map((other) => `${other.key} has the same owner`),
    ],
    seen: `it is the one of ${owner ?? ''}`,
  };
}

function judgeDeadline(copy: Copy): Opinion {
  const without = copy.versions.filter(({ body }) => {
    const { period } = (body.restriction ?? {}) as { period?: { end?: string } };
    return Number.isNaN(Date.parse(String(period?.end)));
  });
  return {
    expected: `${copy.key} says until when bids are taken`,
    faults: without[0] ? [`version ${without[0].versionId} has no restriction.period.end`] : [],
    seen: 'it does',
  };
}

/** Who bids says so and makes its offer in one update. */
function judgeOffer(copy: Copy): Opinion | undefined {
  const bids = neighbours(copy).filter(
    ({ before, after }) => before.body.status !== 'accepted' && after.body.status === 'accepted',
  );
  if (bids.length === 0) return undefined;
  const empty = bids.filter(({ after }) => !isOffer(after.body));
  return {
    expected: `${copy.key} has an offer among its outputs in the version in which it is accepted`,
    faults: empty.map(({ after }) => `version ${after.versionId} is accepted and has none`),
    seen: 'it has',
  };
}

/** A Request that is offered, as a bid or as an alternative, authorizes nothing in any of its versions. */
function judgeOffered(
  type: 'bid' | 'alternative',
  intents: readonly string[],
): (copy: Copy, run: RunView) => Opinion | undefined {
  return (copy, run) => {
    const offering = tasksBeside(copy, run, (task) => referredBy(task, 'output', type).includes(copy.key));
    if (offering.length === 0) return undefined;
    const other = copy.versions.find(({ body }) => !intents.includes(String(body.intent)));
    return {
      expected: `${copy.key}, which ${offering[0]?.key ?? ''} offers, has the intent ${intents.join(' or ')}`,
      faults: other ? [`its intent is ${String(other.body.intent)}`] : [],
      seen: 'it has',
    };
  };
}

/** The candidate that was selected is asked by a Coordination Task. */
function judgeAward(copy: Copy, run: RunView): Opinion | undefined {
  const bid = lastOf(copy, run);
  if (!isSelected(bid) || !copy.original || !isWhole(run)) return undefined;
  const asked = coordinationOf(copy, run).some((task) => partyIn(lastOf(task, run), 'owner') === partyIn(bid, 'owner'));
  return {
    expected: `the candidate of ${copy.key}, which is selected, is asked by a Coordination Task`,
    faults: asked ? [] : ['no Task with the code fulfill asks it'],
    seen: 'it is',
  };
}

function coordinationOf(copy: Copy, run: RunView): Copy[] {
  const focus = referenceKey(lastOf(copy, run).focus);
  return tasksBeside(copy, run, (task) => asksFor(task, 'fulfill') && referenceKey(task.focus) === focus);
}

/** The bid of the candidate that is asked by a Coordination Task is marked. */
function judgeMarked(copy: Copy, run: RunView): Opinion | undefined {
  const bid = lastOf(copy, run);
  const chosen = coordinationOf(copy, run).some(
    (task) => partyIn(lastOf(task, run), 'owner') === partyIn(bid, 'owner'),
  );
  if (!chosen || !isOffer(bid) || !copy.original || !isWhole(run)) return undefined;
  const status = codeIn(bid.businessStatus) ?? 'none';
  return {
    expected: `the business status of ${copy.key} is selected, since its candidate is asked to fulfil`,
    faults: isSelected(bid) ? [] : [`it is ${status}`],
    seen: 'it is',
  };
}

/** Once one is selected, each other one is cancelled, with the reason that fits, unless its candidate had declined. */
function judgeOthers(copy: Copy, run: RunView): Opinion | undefined {
  const bid = lastOf(copy, run);
  const chosen = rivals(copy, run).some((other) => isSelected(lastOf(other, run)));
  if (!chosen || isSelected(bid) || bid.status === 'rejected' || !copy.original || !isWhole(run)) return undefined;
  const reason = isOffer(bid) ? 'not-selected' : 'no-response';
  const seen = `it is ${String(bid.status)}, ${codeIn(bid.statusReason) ?? 'without a reason'}`;
  const good = bid.status === 'cancelled' && isCoded(bid.statusReason, reason);
  return {
    expected: `${copy.key}, which was not chosen, is cancelled with the reason ${reason}`,
    faults: good ? [] : [seen],
    seen,
  };
}

const bidsArePrivate = lawOf('bids-private', 'Nobody is shown the bid of another', 'bid-private');

/** What each candidate was shown: answers to its requests, notifications and messages. Its own Bidding Task is there, no other's. */
function judgePrivate(run: RunView): Result[] {
  const bids = bidCopies(run);
  const candidates = run.plan.actors.filter(({ as }) =>
    bids.some((copy) => partyIn(lastOf(copy, run), 'owner') === as),
  );
  return candidates.map(({ name, as }) => {
    const foreign = bids.filter((copy) => partyIn(lastOf(copy, run), 'owner') !== as);
    const shown = run.records.flatMap((record) => {
      const copy = foreign.find((one) => shows(record, name, one, run));
      return copy ? [{ record, copy }] : [];
    });
    return {
      about: name,
      verdict: shown.length ? 'fail' : 'pass',
      expected: `${name} is shown its own Bidding Task and no other`,
      seen: shown[0] ? `it was shown ${shown[0].copy.key}` : 'so it was',
      evidence: shown.slice(0, 3).map(({ record }) => record.n),
    };
  });
}

/** Whether a record brought a Task before an actor: by its address, or by its business identifier in what was sent. */
function shows(record: HistoryRecord, name: string, copy: Copy, run: RunView): boolean {
  const [first] = copy.versions;
  const identifiers = (first?.body.identifier ?? []) as { value?: string }[];
  const inText = (value: unknown): boolean =>
    identifiers.some((one) => one.value !== undefined && JSON.stringify(value ?? null).includes(`"${one.value}"`)) ||
    JSON.stringify(value ?? null).includes(`"${copy.list.url}`);
  if (record.kind === 'received') return record.to === name && inText(record.request.body);
  if (record.kind !== 'http') return false;
  if (record.to === name && record.by !== name) return record.request.method === 'POST' && inText(record.request.body);
  const look = record.by === name && !run.stepView(record.step)?.step.id.startsWith('final.history');
  const status = record.response?.status ?? 0;
  return look && status < 300 && (urlWithoutQuery(record) === copy.list.url || inText(record.response?.body));
}

/** What holds for bids, and for what is offered instead of an order, in every flow. */
export const BIDDING_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(lawOf('bid-task-each', 'Each candidate has its Bidding Task', 'bid-task-each'), bidCopies, judgeOneEach),
  lawOnCopies(lawOf('bid-deadline', 'Bids have a deadline', 'bid-deadline'), bidCopies, judgeDeadline),
  lawOnCopies(lawOf('bid-made', 'To bid is to make an offer', 'bid-as-output'), bidCopies, judgeOffer),
  lawOnCopies(
    lawOf('bid-is-no-order', 'A bid authorizes nothing', 'bid-authorizes-nothing'),
    requestCopies,
    judgeOffered('bid', ['proposal', 'plan']),
  ),
  lawOnCopies(
    lawOf('alternative-is-no-order', 'An alternative authorizes nothing', 'alternative-is-proposal'),
    requestCopies,
    judgeOffered('alternative', ['proposal']),
  ),
  { law: bidsArePrivate, judge: judgePrivate },
  lawOnCopies(
    lawOf('award-asked', 'The award is a Coordination Task', 'award-by-coordination-task'),
    bidCopies,
    judgeAward,
  ),
  lawOnCopies(lawOf('award-marked', 'The chosen bid is marked', 'award-marked'), bidCopies, judgeMarked),
  lawOnCopies(lawOf('award-others', 'The others are told', 'award-others-cancelled'), bidCopies, judgeOthers),
];

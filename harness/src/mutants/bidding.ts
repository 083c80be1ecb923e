import type { Step } from '../plan/plan.js';
import { arrivals, historyMutant } from './alterations.js';
import { actorMutant, carrying, inStep, insteadOf, setting, writtenBy } from './distortions.js';
import type { Mutant } from './mutant.js';

const to = (reference: string): object => ({ reference });

/** A server that takes every write, whatever version it names. */
const TAKES_ALL: Mutant['how'] = { kind: 'server', hooks: { precondition: () => true } };

/** The write of step `id` comes without If-Match. */
const unconditionally = (id: string): ((step: Step) => Step) =>
  inStep(id, (step) => (step.kind === 'write' ? { ...step, guard: 'none' } : step));

/** Candidates and Placers who bid, award and claim otherwise than the guide says. */
export const BIDDING_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'two-bids-of-one',
    'One candidate is asked for two bids, another for none',
    'bid-task-each',
    'task-at-placer',
    setting('ask-hillview.write', { owner: to('Organization/riverside-endoscopy') }),
    'bidding/awarded',
  ),
  actorMutant(
    'bid-shown-to-rival',
    'The message to one candidate carries the Bidding Task of another',
    'bid-private',
    'messaging',
    carrying('ask-hillview.told-hillview', (keys) => [...keys, 'Task/colonoscopy-bid-riverside']),
    'bidding/awarded',
  ),
  historyMutant(
    'bids-notified-to-all',
    'Whatever one candidate is notified of reaches another one, too',
    'bid-private',
    'task-at-placer',
    arrivals((record) => (record.to === 'riverside' ? [record, { ...record, to: 'hillview' }] : [record])),
    'bidding/awarded',
  ),
  actorMutant(
    'bid-without-deadline',
    'The Placer does not say until when it takes bids',
    'bid-deadline',
    'task-at-fulfiller',
    setting('ask-riverside.write', { restriction: null }),
    'bidding/awarded',
  ),
  actorMutant(
    'bid-without-offer',
    'A candidate says that it bids and offers nothing',
    'bid-as-output',
    'task-at-fulfiller',
    setting('bid.write', { output: null }),
    'bidding/awarded',
  ),
  actorMutant(
    'bid-is-an-order',
    'A candidate offers an order',
    'bid-authorizes-nothing',
    'messaging',
    setting('offer.write', { intent: 'order' }),
    'bidding/awarded',
  ),
  actorMutant(
    'bid-declined-silently',
    'A candidate declines to bid without a word why',
    'bid-declined',
    'task-at-placer',
    setting('decline.write', { statusReason: null }),
    'bidding/awarded',
  ),
  actorMutant(
    'award-to-another',
    'The Placer selects one bid and asks another candidate',
    'award-by-coordination-task',
    'task-at-placer',
    setting('award.write', { owner: to('Organization/hillview-endoscopy') }),
    'bidding/awarded',
  ),
  actorMutant(
    'award-unmarked',
    'The Placer asks a candidate and does not mark its bid',
    'award-marked',
    'task-at-fulfiller',
    insteadOf('select.write', {}),
    'bidding/awarded',
  ),
  actorMutant(
    'bidder-left-waiting',
    'The Placer leaves a bid open that it did not choose',
    'award-others-cancelled',
    'messaging',
    insteadOf('tell-hillview.write', {}),
    'bidding/awarded',
  ),
  actorMutant(
    'bidder-told-wrong',
    'Who did bid is told that no answer came',
    'award-others-cancelled',
    'task-at-placer',
    setting('tell-hillview.write', { statusReason: { coding: [{ code: 'no-response' }] } }),
    'bidding/awarded',
  ),
  actorMutant(
    'bidding-not-closed',
    'The Placer does not close the bidding for who has not answered',
    'bid-late-refused',
    'task-at-fulfiller',
    insteadOf('shut-northgate.write', {}),
    'bidding/late-bid',
  ),
  {
    id: 'server.late-bid-taken',
    title: 'The server takes a bid that comes after the bidding was closed',
    requirement: 'bid-late-refused',
    flow: 'bidding/late-bid',
    exchange: 'task-at-placer',
    how: TAKES_ALL,
  },
  actorMutant(
    'claim-of-owned',
    'The Placer offers a Task that has an owner already',
    'claim-unowned',
    'task-at-placer',
    setting('offer.write', { owner: to('Organization/maple-home-care') }),
    'claim/one-by-one',
  ),
  actorMutant(
    'claim-in-two',
    'A candidate writes itself in as owner, and leaves accepting for later',
    'claim-in-one-update',
    'task-at-placer',
    setting('claim.write', { status: 'received', businessStatus: null }),
    'claim/one-by-one',
  ),
  actorMutant(
    'claim-unconditional',
    'A candidate claims a Task whatever has become of it since it looked',
    'claim-in-one-update',
    'task-at-placer-polling',
    unconditionally('claim.write'),
    'claim/one-by-one',
  ),
  ...[
    ['two', 'task-at-placer-polling'] as const,
    ['eight', 'task-at-placer'] as const,
    ['thirty-two', 'task-at-placer-polling'] as const,
  ].map(([number, exchange]): Mutant => ({
    id: `server.${number}-claims-taken`,
    title: `Of ${number} claims at the same time all are taken`,
    requirement: 'claim-one-winner',
    flow: `claim/${number}-at-once`,
    exchange,
    how: TAKES_ALL,
  })),
  actorMutant(
    'loser-goes-on',
    'Who lost a claim goes to work all the same',
    'claim-lost',
    'task-at-placer',
    writtenBy('set-out.write', 'maple'),
    'claim/one-by-one',
  ),
  historyMutant(
    'loser-never-looks',
    'Who lost a claim never reads the Task again',
    'claim-lost',
    'task-at-placer',
    (records) =>
      records.filter((record) => !(record.kind === 'http' && record.by === 'maple' && record.request.method === 'GET')),
    'claim/one-by-one',
  ),
];

import type { HistoryRecord } from '../history/record.js';
import type { Step } from '../plan/plan.js';
import { historyMutant } from './alterations.js';
import { actorMutant, inStep, setting } from './distortions.js';
import type { Mutant } from './mutant.js';

/** In place of the lab's step, the Placer changes its order. */
const orderChangedInstead = (step: string, set: Record<string, unknown>): ((step: Step) => Step) =>
  inStep(step, (one) =>
    one.kind === 'write'
      ? { ...one, by: 'placer', op: 'update', guard: 'current', at: 'placer', key: 'ServiceRequest/cbc-order', set }
      : one,
  );

/** The order's create and the Task's, told in the other order. */
function taskFirst(records: HistoryRecord[]): HistoryRecord[] {
  const numberOf = (step: string): number =>
    records.find((record) => record.kind === 'http' && record.step === step && record.request.method === 'POST')?.n ??
    0;
  const [order, task] = [numberOf('authorize.write'), numberOf('ask.write')];
  return records.map((record) =>
    record.n === order ? { ...record, n: task } : record.n === task ? { ...record, n: order } : record,
  );
}

/** What may go wrong with a Request, each in one step of a run. */
export const REQUEST_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'order-identifier-replaced',
    'The practice gives its order another number when it closes it',
    'request-identifier',
    'task-at-fulfiller',
    setting('close.write', { identifier: [{ system: 'http://example.com/orders', value: '7' }] }),
  ),
  actorMutant(
    'order-by-nobody',
    'The order does not say who authorized it',
    'request-authorship',
    'task-at-placer',
    setting('authorize.write', { requester: null }),
  ),
  actorMutant(
    'order-undated',
    'The order does not say when it was authorized',
    'request-authorship',
    'messaging',
    setting('authorize.write', { authoredOn: null }),
  ),
  historyMutant(
    'task-before-order',
    'The Task was there before its order',
    'request-before-task',
    'task-at-fulfiller',
    taskFirst,
  ),
  actorMutant(
    'order-closed-at-once',
    'The practice completes the order when the lab has only accepted',
    'request-status-is-authority',
    'task-at-placer',
    orderChangedInstead('draw-blood.write', { status: 'completed' }),
  ),
  actorMutant(
    'order-drafted',
    'The practice asks for the fulfilment of a draft',
    'request-status-is-authority',
    'messaging-rest-at-placer',
    setting('authorize.write', { status: 'draft' }),
  ),
  actorMutant(
    'order-held-without-reason',
    'The practice puts its order on hold and does not say why',
    'request-hold-reason',
    'task-at-placer-polling',
    setting('close.write', { status: 'on-hold' }),
  ),
  actorMutant(
    'order-rewritten',
    'While the lab works by it, the practice makes the order one for something else',
    'request-not-rewritten',
    'task-at-placer',
    orderChangedInstead('draw-blood.write', { code: { text: 'Something else' } }),
  ),
];

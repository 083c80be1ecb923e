import type { Resource } from '../guide/resource.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import { answers, historyMutant, withBody } from './alterations.js';
import { actorMutant, inStep, setting, writtenBy } from './distortions.js';
import type { Mutant } from './mutant.js';

/** A server that leaves a search parameter out of account. */
const ignoring = (name: string): ServerHooks => ({
  searchParameters: (parameters) => parameters.filter(([each]) => each !== name),
});

/** A queue's server that does not do all of a search. */
const searchMutant = (parameter: string, requirement: string, flow = 'work-queue'): Mutant => ({
  id: `server.queue-ignores-${parameter.replace(/[^a-z]+/g, '-').replace(/^-/, '')}`,
  title: `The server of the queue ignores ${parameter}`,
  requirement,
  exchange: 'task-at-placer-polling',
  flow,
  how: { kind: 'server', hooks: ignoring(parameter) },
});

/** What breaks a work queue, a tree of Tasks, or an order that an engine drives. */
export const QUEUE_MUTANTS: readonly Mutant[] = [
  ...['code', 'status', 'business-status', 'performer', 'priority', 'patient', 'owner'].map((parameter) =>
    searchMutant(parameter, 'queue-search'),
  ),
  searchMutant('owner:missing', 'queue-unowned'),
  searchMutant('focus', 'queue-focus-search'),
  searchMutant('due', 'queue-due-search'),
  searchMutant('status-reason', 'queue-reason-search'),
  searchMutant('_summary', 'queue-counts'),
  searchMutant('_sort', 'queue-sorted'),
  searchMutant('_revinclude:iterate', 'queue-tree', 'sub-task-tree'),
  actorMutant(
    'queued-without-code',
    'A Task in the queue does not say what kind of work it is',
    'queue-code',
    'task-at-placer',
    setting('queue-billing.write', { code: null }),
    'work-queue',
  ),
  actorMutant(
    'handed-over-and-set-back',
    'A Task that is handed to a colleague goes back to accepted by that',
    'queue-reassigned',
    'task-at-placer-polling',
    setting('hand-over.write', { status: 'accepted' }),
    'work-queue',
  ),
  actorMutant(
    'other-states-with-an-engine',
    'The engine shows other states than the laboratory would',
    'engine-same-status',
    'task-at-placer',
    setting('accept.write', { businessStatus: { text: 'queued', coding: [{ code: 'queued' }] } }),
    'workflow-engine',
  ),
  actorMutant(
    'engine-closes-the-order',
    'The engine completes the Placer’s order',
    'engine-acts-for-its-party',
    'task-at-placer',
    writtenBy('close.write', 'engine'),
    'workflow-engine',
  ),
  actorMutant(
    'engine-takes-the-task-back',
    'The engine cancels the Task, which only the Placer may',
    'engine-acts-for-its-party',
    'task-at-placer',
    setting('accept.write', { status: 'cancelled', statusReason: { text: 'engine' } }),
    'workflow-engine',
  ),
  actorMutant(
    'step-on-its-own',
    'The engine’s step is part of nothing',
    'engine-sub-tasks',
    'task-at-placer',
    setting('second-step.write', { partOf: null }),
    'workflow-engine',
  ),
  historyMutant(
    'stage-lost',
    'The versions of the Task do not show any more that its work stood still',
    'history-kept',
    'task-at-placer',
    answers(
      'turn-around.versions-1',
      withBody((body) => ({
        ...body,
        entry: (body.entry as { resource?: Resource }[]).filter(({ resource }) => resource?.status !== 'on-hold'),
      })),
    ),
    'work-queue',
  ),
  actorMutant(
    'work-taken-away',
    'A nurse makes herself the owner of what her colleague has claimed',
    'claim-one-winner',
    'task-at-placer',
    inStep('hand-over.write', (step) =>
      step.kind === 'write' ? { ...step, by: 'colleague', guard: 'none' as const } : step,
    ),
    'work-queue',
  ),
];

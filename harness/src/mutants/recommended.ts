import type { Resource } from '../guide/resource.js';
import type { Reply } from '../targets/embedded/http.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import { arrivals, historyMutant, versions } from './alterations.js';
import { actorMutant, setting } from './distortions.js';
import type { Mutant } from './mutant.js';
import { serverMutant } from './servers.js';

/** A server that does not say why it refuses, in the way given. */
const refusing = (by: (answer: Reply) => Reply): ServerHooks => ({
  afterResponse: (answer) => (answer.status >= 400 ? by(answer) : answer),
});

/** A server that keeps Requests without what the profile asks for, and without the claim to fulfil it. */
const BARE_REQUESTS: ServerHooks = {
  beforeStore: (resource) => {
    if (resource.resourceType !== 'ServiceRequest') return resource;
    const { meta: _meta, identifier: _identifier, ...rest } = resource;
    return rest as Resource;
  },
};

/** A server that tells more than a Subscription asks for. */
const TELLS_ALL: ServerHooks = {
  beforeStore: (resource) =>
    resource.resourceType === 'Subscription'
      ? (JSON.parse(JSON.stringify(resource).replaceAll('"id-only"', '"full-resource"')) as Resource)
      : resource,
};

/** Changes what came in as a handshake. */
const handshakes = (change: (n: number) => number | undefined): ReturnType<typeof arrivals> =>
  arrivals((record) => {
    if (!JSON.stringify(record.request.body ?? '').includes('"handshake"')) return [record];
    const n = change(record.n);
    return n === undefined ? [] : [{ ...record, n }];
  });

const LAB_TASK = 'final.history-placer-Task-cbc-coordination';

/** What SHOULD be and is not: each is told by a warning. */
export const RECOMMENDED_MUTANTS: readonly Mutant[] = [
  serverMutant(
    'refuses-in-silence',
    'What is refused is answered with a status alone',
    'refusal-explained',
    'task-at-placer',
    refusing(({ body: _body, ...rest }) => rest),
  ),
  serverMutant(
    'refuses-by-code',
    'What is refused is answered with a code, and not in words',
    'refusal-explained',
    'task-at-fulfiller-polling',
    refusing((answer) => ({
      ...answer,
      body: JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict' }] }),
    })),
  ),
  serverMutant(
    'bare-requests',
    'A Request stands there without identifier and without a profile',
    'request-conforms',
    'task-at-placer-polling',
    BARE_REQUESTS,
  ),
  serverMutant(
    'tells-all',
    'Notifications carry the Task whole, though its name was asked for',
    'notification-little-content',
    'task-at-placer',
    TELLS_ALL,
  ),
  historyMutant(
    'no-handshake',
    'A subscription became active without a handshake',
    'notification-handshake',
    'task-at-placer',
    handshakes(() => undefined),
  ),
  historyMutant(
    'late-handshake',
    'The handshake came when the subscription was active',
    'notification-handshake',
    'task-at-fulfiller',
    handshakes((n) => n + 100_000),
  ),
  historyMutant(
    'last-modified-kept',
    'Nobody who changes the Task says when',
    'task-last-modified',
    'task-at-placer',
    versions(LAB_TASK, (all) => all.map((one) => ({ ...one, lastModified: all[0]?.lastModified }))),
  ),
  historyMutant(
    'last-modified-removed',
    'The second version of the Task does not say when it was made',
    'task-last-modified',
    'task-at-placer-polling',
    versions(LAB_TASK, (all) =>
      all.map(({ lastModified, ...one }, index) => (index === 1 ? one : { ...one, lastModified })),
    ),
  ),
  actorMutant(
    'task-more-urgent',
    'The Placer makes the Task more urgent than its order',
    'task-priority',
    'task-at-fulfiller',
    setting('ask.write', { priority: 'stat' }),
  ),
  actorMutant(
    'owner-moves-on',
    'The lab makes somebody else the owner while it works',
    'owner-stays-party',
    'task-at-placer-polling',
    setting('analyse.write', { owner: { reference: 'Organization/general-practice' } }),
  ),
];

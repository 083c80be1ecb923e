import type { Resource } from '../guide/resource.js';
import type { AccessCheck, ServerHooks } from '../targets/embedded/hooks.js';
import { historyMutant, versions } from './alterations.js';
import type { Mutant } from './mutant.js';
import { serverMutant } from './servers.js';

/** A server that lets through what `which` says, and else does as its rules say. */
const lets = (which: (check: AccessCheck) => boolean): ServerHooks => ({
  permits: (check) => check.holds || which(check),
});

const isPatient = ({ caller }: AccessCheck): boolean => caller.is.endsWith('patient');

/** It says no, and does it all the same. */
const REFUSES_AND_WRITES: ServerHooks = {
  permits: ({ what, holds }) => holds || what === 'change',
  afterResponse: (reply, { method, rights }) =>
    method === 'PUT' && rights?.caller.is === 'bystander' ? { status: 403, headers: {} } : reply,
};

/** A server that knows who calls. */
const server = (
  id: string,
  title: string,
  requirement: string,
  exchange: Mutant['exchange'],
  hooks: ServerHooks,
  flow?: string,
): Mutant => serverMutant(id, title, requirement, exchange, hooks, { guarded: true, ...(flow ? { flow } : {}) });

/** Servers that know who calls, and ask too little what that one's part is. */
export const ACCESS_MUTANTS: readonly Mutant[] = [
  server(
    'read-by-everybody-known',
    'Whoever has credentials may read everything',
    'read-by-part',
    'task-at-placer',
    lets((check) => check.what === 'read' && !isPatient(check)),
  ),
  server(
    'search-shows-more',
    'A search shows what its caller may not read',
    'read-by-part',
    'task-at-fulfiller-polling',
    lets(({ what }) => what === 'search'),
  ),
  server(
    'write-by-everybody-known',
    'Whoever has credentials may change everything',
    'write-by-part',
    'task-at-placer-polling',
    lets(({ what }) => what === 'change'),
  ),
  server(
    'refused-and-written',
    'A change by somebody without a part is refused, and made',
    'write-by-part',
    'task-at-fulfiller',
    REFUSES_AND_WRITES,
  ),
  server(
    'patients-see-others',
    "A patient's app is given the Requests and Tasks of other patients",
    'patient-own-only',
    'task-at-placer',
    lets((check) => check.what === 'read' && isPatient(check)),
    'patient-chooses/app-asks',
  ),
  server(
    'patients-find-others',
    "A patient's app finds the Requests and Tasks of other patients by a search, and only there",
    'patient-own-only',
    'task-at-placer',
    lets((check) => check.what === 'search' && isPatient(check)),
    'patient-chooses/app-asks',
  ),
  server(
    'outputs-for-everybody-known',
    'Whoever has credentials may read what came of an order',
    'read-by-part',
    'task-at-placer',
    lets(
      ({ what, key, caller }) =>
        what === 'read' && key.startsWith('DiagnosticReport/') && !caller.is.endsWith('patient'),
    ),
  ),
  server(
    'subscription-to-anybody',
    'Whoever has credentials may subscribe to the Tasks of any party',
    'subscription-own-tasks-only',
    'task-at-placer',
    lets(({ what }) => what === 'subscribe'),
  ),
  {
    id: 'server.message-of-anybody-taken',
    title: 'A message of the Placer cancels a Task that only the Fulfiller may cancel',
    requirement: 'message-within-authority',
    flow: 'cancel-in-progress/overstepped',
    exchange: 'messaging',
    how: { kind: 'server', hooks: { beyondAuthority: () => 'take' } },
  },
  historyMutant(
    'request-changed-by-message',
    "The Placer's copy of its order has a version that came by a message",
    'message-within-authority',
    'messaging',
    versions('final.history-placer-ServiceRequest-cbc-order', (all) => {
      const last = all.at(-1) as Resource;
      return [...all, { ...last, meta: { ...last.meta, versionId: '77' } }];
    }),
  ),
];

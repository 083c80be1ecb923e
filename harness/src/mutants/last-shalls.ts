import type { Resource } from '../guide/resource.js';
import type { FhirRequest } from '../targets/embedded/http.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import { answers, historyMutant, lost } from './alterations.js';
import { sentWith } from './messaging.js';
import type { Mutant } from './mutant.js';
import { serverMutant } from './servers.js';

/** A server that tells a late bid that it is refused, and keeps it. */
const REFUSES_AND_KEEPS: ServerHooks = {
  outdatedMessage: () => 'take',
  onAcknowledge: (bundle) =>
    JSON.parse(JSON.stringify(bundle).replaceAll('"code":"ok"', '"code":"fatal-error"')) as Resource,
};

/** A server whose acknowledgements bear no time. */
const UNTIMED: ServerHooks = {
  onAcknowledge: ({ timestamp: _gone, ...bundle }) => bundle as Resource,
};

/** A server that asks for credentials where something is written only. */
const READ_BY_ALL: ServerHooks = { authenticates: ({ method }) => method !== 'GET' };

/** A server that asks for credentials where something is read only. */
const WRITTEN_BY_ALL: ServerHooks = { authenticates: ({ method }) => method === 'GET' };

/** A server that asks for credentials at every door but one. */
const openTo = (which: (request: FhirRequest) => boolean): ServerHooks => ({
  authenticates: (request) => !which(request),
});

/** A server that takes "changed since" for "changed before". */
const BACKWARDS: ServerHooks = {
  searchParameters: (parameters) =>
    parameters.map(([name, value]) => [name, name === '_lastUpdated' ? value.replace(/^ge/, 'lt') : value]),
};

function withoutStatusBeside(side: string, parameters: [string, string][]): [string, string][] {
  return parameters.some(([name]) => name === side) ? parameters.filter(([name]) => name !== 'status') : parameters;
}

/** What a stranger is let do: id, in words, over which exchange it shows, and by what requests. */
type Door = readonly [string, string, Mutant['exchange'], (request: FhirRequest) => boolean];

/** Servers open to strangers, messages that nobody signed, and searches by change. */
export const LAST_MUTANTS: readonly Mutant[] = [
  serverMutant(
    'read-by-all',
    'Who has no credentials may read',
    'caller-authenticated',
    'task-at-placer',
    READ_BY_ALL,
    {
      guarded: true,
    },
  ),
  serverMutant(
    'written-by-all',
    'Who has no credentials may write',
    'caller-authenticated',
    'task-at-fulfiller-polling',
    WRITTEN_BY_ALL,
    { guarded: true },
  ),
  ...(
    [
      ['messages-taken-from-all', 'sends a message', 'messaging', ({ path }) => path.at(-1) === '$process-message'],
      [
        'requests-found-by-all',
        'searches for Requests',
        'task-at-placer',
        ({ method, path }) => method === 'GET' && path.join() === 'ServiceRequest',
      ],
      [
        'versions-read-by-all',
        'reads the versions of a Task',
        'task-at-fulfiller',
        ({ path }) => path.at(-1) === '_history',
      ],
      [
        'created-by-all',
        'creates a Task',
        'task-at-placer-polling',
        ({ method, path }) => method === 'POST' && path.join() === 'Task',
      ],
      ['deleted-by-all', 'deletes a Task', 'task-at-placer', ({ method }) => method === 'DELETE'],
    ] as const satisfies readonly Door[]
  ).map(([id, does, exchange, which]) =>
    serverMutant(
      id,
      `Who has no credentials ${does}, and is not asked for any`,
      'caller-authenticated',
      exchange,
      openTo(which),
      { guarded: true },
    ),
  ),
  serverMutant(
    'refused-and-kept',
    'A late bid is answered with an error, and kept',
    'message-all-or-nothing',
    'messaging',
    REFUSES_AND_KEEPS,
    { flow: 'bidding/late-bid' },
  ),
  serverMutant('untimed', 'Acknowledgements bear no time', 'message-conforms', 'messaging', UNTIMED),
  ...(['owner', 'requester'] as const).map((side) =>
    serverMutant(
      `status-ignored-beside-${side}`,
      `A search by ${side} and status finds Tasks in any status`,
      `poll-by-${side}`,
      side === 'owner' ? 'task-at-placer-polling' : 'task-at-fulfiller-polling',
      { searchParameters: (parameters) => withoutStatusBeside(side, parameters) },
    ),
  ),
  serverMutant(
    'change-backwards',
    'A search for what has changed since a moment shows what changed before',
    'poll-by-change',
    'task-at-placer-polling',
    BACKWARDS,
  ),
  historyMutant(
    'message-untimed',
    'A message bears no time',
    'message-conforms',
    'messaging-rest-at-placer',
    answers('ask.told-fulfiller', sentWith(/"timestamp":"[^"]*",?/, '')),
  ),
  historyMutant(
    'sender-unnamed',
    'A message does not name its sender',
    'message-addressed',
    'messaging',
    answers('ask.told-fulfiller', sentWith(/"sender":\{/, '"_unread":{')),
  ),
  historyMutant(
    'receiver-unnamed',
    'A message does not name the party that it is for',
    'message-addressed',
    'messaging-rest-at-placer',
    answers('ask.told-fulfiller', sentWith(/"receiver":\{/, '"_unread":{')),
  ),
  historyMutant(
    'task-never-shared',
    'The Fulfiller never learns of the Coordination Task',
    'coordination-task-shared',
    'task-at-placer',
    lost,
  ),
];

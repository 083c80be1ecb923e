import { defects } from '../targets/embedded/defects.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import type { Mutant } from './mutant.js';

/** A server that goes wrong by its hooks. */
export const serverMutant = (
  id: string,
  title: string,
  requirement: string,
  exchange: Mutant['exchange'],
  hooks: ServerHooks,
  more: Partial<Pick<Mutant, 'flow' | 'guarded'>> = {},
): Mutant => ({ id: `server.${id}`, title, requirement, exchange, how: { kind: 'server', hooks }, ...more });

/** Which requirement each defect of the embedded server breaks, and an exchange over which that shows. */
const BREAKS: Record<string, Pick<Mutant, 'requirement' | 'exchange'>> = {
  'if-match-ignored': { requirement: 'stale-update-refused', exchange: 'task-at-placer' },
  'extension-dropped-on-write': { requirement: 'nothing-lost', exchange: 'task-at-placer' },
  'output-dropped': { requirement: 'outputs-on-coordination-task', exchange: 'task-at-fulfiller' },
  'focus-dropped': { requirement: 'focus-is-the-request', exchange: 'messaging' },
  'reference-mangled': { requirement: 'references-resolve', exchange: 'task-at-placer-polling' },
  'update-changes-intent': { requirement: 'intent-immutable', exchange: 'task-at-fulfiller-polling' },
  'create-without-location': { requirement: 'create-answers-location', exchange: 'task-at-placer' },
  'create-without-version': { requirement: 'create-answers-location', exchange: 'messaging-rest-at-placer' },
  'version-not-increased': { requirement: 'version-increases', exchange: 'task-at-placer-polling' },
  'stale-read': { requirement: 'told-of-change', exchange: 'task-at-fulfiller' },
  'history-missing-version': { requirement: 'history-kept', exchange: 'task-at-placer' },
  'search-ignores-owner': { requirement: 'poll-by-owner', exchange: 'task-at-placer-polling' },
  'notification-lost': { requirement: 'told-of-change', exchange: 'task-at-placer' },
  'notification-duplicated': { requirement: 'notification-once', exchange: 'task-at-fulfiller' },
  'notification-wrong-focus': { requirement: 'notification-names-focus', exchange: 'task-at-placer' },
  'notification-wrong-topic': { requirement: 'notification-names-topic', exchange: 'task-at-placer' },
  'notification-late': { requirement: 'told-of-change', exchange: 'task-at-placer' },
  'ack-wrong-identifier': { requirement: 'message-acknowledged', exchange: 'messaging' },
  'message-acted-twice': { requirement: 'message-once', exchange: 'messaging' },
};

/** A run has one subscriber at a server, so the wrong party is reached by changing whose the endpoint is. */
const TO_WRONG_PARTY: ServerHooks = {
  onNotify: (event) => [{ ...event, endpoint: event.endpoint.replace('/fulfiller/', '/placer/') }],
};

/** A search by requester that shows the Tasks of all requesters. */
const IGNORES_REQUESTER: ServerHooks = {
  searchParameters: (parameters) => parameters.filter(([name]) => name !== 'requester'),
};

/** A server that takes a message although its own copy of the Task has moved on, to where its sender could not move it from. */
const TAKES_OUTDATED: ServerHooks = { outdatedMessage: () => 'take', beyondAuthority: () => 'take' };

/** A server that lets everybody write at the same time, whatever version they name. */
const ALL_WIN: ServerHooks = { precondition: () => true };

/** Every defect of the embedded server that one run can show, and a few that need to know the run. */
export const SERVER_MUTANTS: readonly Mutant[] = [
  ...defects.flatMap(({ id, title, hooks }): Mutant[] => {
    const breaks = BREAKS[id];
    return breaks ? [{ id: `server.${id}`, title, ...breaks, how: { kind: 'server', hooks } }] : [];
  }),
  {
    id: 'server.notification-to-wrong-party',
    title: 'Notifications for the Fulfiller go to the Placer',
    requirement: 'notification-to-subscriber-only',
    exchange: 'task-at-placer',
    how: { kind: 'server', hooks: TO_WRONG_PARTY },
  },
  {
    id: 'server.search-ignores-requester',
    title: 'A search by requester finds the Tasks of all requesters',
    requirement: 'poll-by-requester',
    exchange: 'task-at-fulfiller-polling',
    how: { kind: 'server', hooks: IGNORES_REQUESTER },
  },
  {
    id: 'server.outdated-message-taken',
    title: 'A late bid that comes by message is taken although the bidding is closed',
    requirement: 'message-late-harmless',
    flow: 'bidding/late-bid',
    exchange: 'messaging',
    how: { kind: 'server', hooks: TAKES_OUTDATED },
  },
  {
    id: 'server.race-without-loser',
    title: 'Of thirty-two claims at the same time all are taken',
    requirement: 'stale-update-refused',
    flow: 'claim/thirty-two-at-once',
    exchange: 'task-at-placer',
    how: { kind: 'server', hooks: ALL_WIN },
  },
];

/** Defects that no mutant uses: each must be named in `BREAKS` or be replaced by one above. */
export const UNUSED_DEFECTS: readonly string[] = defects
  .map(({ id }) => id)
  .filter((id) => !(id in BREAKS) && !SERVER_MUTANTS.some((mutant) => mutant.id === `server.${id}`));

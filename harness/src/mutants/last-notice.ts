import type { NotifyContext, NotifyEvent, ServerHooks } from '../targets/embedded/hooks.js';
import type { Mutant } from './mutant.js';

/** How many events more a former owner is told of, from this number on: far from those that it was told of before. */
const FIRST_OF_OTHERS = 100;

/** The version of the Task by which the practice takes it from the office: asked, noted, taken away. */
const TAKEN_AWAY = '3';

/** A server that tests the owner's filter on the Task as it is now, as a search would. */
const FORGETS_LEAVER: ServerHooks = {
  onNotify: (event) => (goesTo('coordinator', event) && event.resource?.meta?.versionId === TAKEN_AWAY ? [] : [event]),
};

/** A server that goes on telling everybody who ever subscribed. */
const KEEPS_TELLING: ServerHooks = {
  onNotify: (event, context) => (goesTo('fulfiller', event) ? [event, toLeaver(event, context)] : [event]),
};

function goesTo(actor: string, event: NotifyEvent): boolean {
  return event.endpoint.includes(`/${actor}/`);
}

function toLeaver(event: NotifyEvent, { subscribers }: NotifyContext): NotifyEvent {
  const leaver = subscribers.find(({ endpoint }) => endpoint.includes('/coordinator/'));
  return leaver ? { ...event, ...leaver, number: event.number + FIRST_OF_OTHERS } : event;
}

/** What may go wrong when a Task is taken away from its owner. */
export const LAST_NOTICE_MUTANTS: readonly Mutant[] = [
  {
    id: 'server.leaver-not-told',
    title: 'The referral office, which lost the Task, is not told so',
    requirement: 'notification-last',
    flow: 'coordinator-hands-off/taken-away',
    exchange: 'task-at-placer',
    how: { kind: 'server', hooks: FORGETS_LEAVER },
  },
  {
    id: 'server.leaver-kept-informed',
    title: 'The referral office, which lost the Task, is told of all that comes after',
    requirement: 'notification-last',
    flow: 'coordinator-hands-off/taken-away',
    exchange: 'task-at-placer',
    how: { kind: 'server', hooks: KEEPS_TELLING },
  },
];

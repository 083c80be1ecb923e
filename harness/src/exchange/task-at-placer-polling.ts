import { byOwnSystem, type Exchange } from './exchange.js';

/** The Placer hosts Request and Task; the Fulfiller searches there for work. */
export const taskAtPlacerPolling: Exchange = {
  id: 'task-at-placer-polling',
  title: 'Task at the Placer, polled',
  short: 'Pp',
  description: 'The Placer hosts the Task; the Fulfiller searches the Placer for its Tasks and updates them there.',
  taskHome: 'placer',
  inform: (change) => byOwnSystem(change) ?? { how: 'poll' },
};

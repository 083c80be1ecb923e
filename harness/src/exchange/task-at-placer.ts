import { byNotification, byOwnSystem, type Exchange } from './exchange.js';

/** The Placer hosts Request and Task; the Fulfiller has subscribed to the Tasks that it owns. */
export const taskAtPlacer: Exchange = {
  id: 'task-at-placer',
  title: 'Task at the Placer',
  short: 'P',
  description:
    'The Placer hosts the Task and its server notifies the Fulfiller, which reads and updates the Task there.',
  taskHome: 'placer',
  inform: (change) => byOwnSystem(change) ?? byNotification(change),
};

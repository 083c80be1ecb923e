import { byNotification, byOwnSystem, type Exchange } from './exchange.js';

/** The Placer creates the Task at the Fulfiller and has subscribed to the Tasks that it requested there. */
export const taskAtFulfiller: Exchange = {
  id: 'task-at-fulfiller',
  title: 'Task at the Fulfiller',
  short: 'F',
  description: 'The Placer creates the Task at the Fulfiller, whose server notifies the Placer of every change.',
  taskHome: 'fulfiller',
  inform: (change) => byOwnSystem(change) ?? byNotification(change),
};

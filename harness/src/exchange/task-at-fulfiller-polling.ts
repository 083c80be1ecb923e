import { byOwnSystem, type Exchange } from './exchange.js';

/** The Placer creates the Task at the Fulfiller and looks there when it wants to know. */
export const taskAtFulfillerPolling: Exchange = {
  id: 'task-at-fulfiller-polling',
  title: 'Task at the Fulfiller, polled',
  short: 'Fp',
  description: 'The Placer creates the Task at the Fulfiller and searches there for changes.',
  taskHome: 'fulfiller',
  inform: (change) => byOwnSystem(change) ?? { how: 'poll' },
};

import { byOwnSystem, type Exchange } from './exchange.js';

/** The Fulfiller hosts the Task and says by message that it changed; the Placer reads the details by REST. */
export const messagingRestAtFulfiller: Exchange = {
  id: 'messaging-rest-at-fulfiller',
  title: 'Messaging with REST, Task at the Fulfiller',
  short: 'MF',
  description:
    'The Fulfiller hosts the Task; a message tells the Placer of a change, and it reads the details by REST.',
  taskHome: 'fulfiller',
  inform: (change) => byOwnSystem(change) ?? { how: 'message', carries: 'pointer' },
};

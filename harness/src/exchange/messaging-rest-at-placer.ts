import { byOwnSystem, type Exchange } from './exchange.js';

/** The Placer hosts the Task and says by message that it changed; the Fulfiller reads the details by REST. */
export const messagingRestAtPlacer: Exchange = {
  id: 'messaging-rest-at-placer',
  title: 'Messaging with REST, Task at the Placer',
  short: 'MP',
  description:
    'The Placer hosts the Task; a message tells the Fulfiller of a change, and it reads the details by REST.',
  taskHome: 'placer',
  inform: (change) => byOwnSystem(change) ?? { how: 'message', carries: 'pointer' },
};

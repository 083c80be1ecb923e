import type { ExchangeId } from '../plan/plan.js';
import type { Exchange } from './exchange.js';
import { messaging } from './messaging.js';
import { messagingRestAtFulfiller } from './messaging-rest-at-fulfiller.js';
import { messagingRestAtPlacer } from './messaging-rest-at-placer.js';
import { taskAtFulfiller } from './task-at-fulfiller.js';
import { taskAtFulfillerPolling } from './task-at-fulfiller-polling.js';
import { taskAtPlacer } from './task-at-placer.js';
import { taskAtPlacerPolling } from './task-at-placer-polling.js';

/** All exchanges of the guide, in the order of its tables. */
export const exchanges: readonly Exchange[] = [
  taskAtPlacer,
  taskAtPlacerPolling,
  taskAtFulfiller,
  taskAtFulfillerPolling,
  messaging,
  messagingRestAtPlacer,
  messagingRestAtFulfiller,
];

/** The exchange with this id. */
export function exchangeOf(id: ExchangeId): Exchange {
  const found = exchanges.find((exchange) => exchange.id === id);
  if (!found) throw new Error(`no exchange "${id}"`);
  return found;
}

/** Whether in a run over this exchange every party keeps a copy of its own of what it is told, and nobody reads another's system. */
export function eachKeepsCopies({ exchange }: { exchange: ExchangeId }): boolean {
  return exchangeOf(exchange).taskHome === 'each';
}

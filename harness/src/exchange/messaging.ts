import type { Exchange } from './exchange.js';

/** No party reads another's system: every change travels as a message with all that the receiver needs. */
export const messaging: Exchange = {
  id: 'messaging',
  title: 'Messaging',
  short: 'M',
  description:
    'Each party keeps its own copy; $process-message carries every change, and placer identifiers correlate.',
  taskHome: 'each',
  inform: () => ({ how: 'message', carries: 'content' }),
};

import { ACCESS_MUTANTS } from './access.js';
import { ACTOR_MUTANTS } from './actors.js';
import { ELSEWHERE_MUTANTS } from './elsewhere.js';
import { EXCHANGE_MUTANTS } from './exchange.js';
import { BIDDING_MUTANTS } from './bidding.js';
import { CANCELLING_MUTANTS } from './cancelling.js';
import { GROUP_MUTANTS } from './groups.js';
import { FULFILLER_DETERMINATION_MUTANTS } from './fulfiller-determination.js';
import { HISTORY_MUTANTS } from './histories.js';
import { INFORMATION_MUTANTS } from './information.js';
import { LAST_MUTANTS } from './last-shalls.js';
import { LAST_NOTICE_MUTANTS } from './last-notice.js';
import { LIFECYCLE_MUTANTS } from './lifecycle.js';
import { LOOPHOLE_MUTANTS } from './loopholes.js';
import { MESSAGE_REPEATED_MUTANTS } from './message-repeated.js';
import { MESSAGING_MUTANTS } from './messaging.js';
import type { Mutant } from './mutant.js';
import { NOTIFICATION_MUTANTS } from './notification.js';
import { OUTPUT_MUTANTS } from './outputs.js';
import { RECOMMENDED_MUTANTS } from './recommended.js';
import { REQUEST_MUTANTS } from './request.js';
import { QUEUE_MUTANTS } from './queue.js';
import { SERVER_MUTANTS } from './servers.js';
import { SEVERAL_MUTANTS } from './several.js';
import { TROUBLE_MUTANTS } from './trouble.js';

/** Every mutant there is. A theme of requirements with mutants of its own is one more line here. */
export const MUTANTS: readonly Mutant[] = [
  ...SERVER_MUTANTS,
  ...ACTOR_MUTANTS,
  ...EXCHANGE_MUTANTS,
  ...HISTORY_MUTANTS,
  ...FULFILLER_DETERMINATION_MUTANTS,
  ...INFORMATION_MUTANTS,
  ...LIFECYCLE_MUTANTS,
  ...SEVERAL_MUTANTS,
  ...MESSAGING_MUTANTS,
  ...NOTIFICATION_MUTANTS,
  ...QUEUE_MUTANTS,
  ...OUTPUT_MUTANTS,
  ...REQUEST_MUTANTS,
  ...TROUBLE_MUTANTS,
  ...BIDDING_MUTANTS,
  ...CANCELLING_MUTANTS,
  ...GROUP_MUTANTS,
  ...LAST_MUTANTS,
  ...LAST_NOTICE_MUTANTS,
  ...ELSEWHERE_MUTANTS,
  ...ACCESS_MUTANTS,
  ...LOOPHOLE_MUTANTS,
  ...MESSAGE_REPEATED_MUTANTS,
  ...RECOMMENDED_MUTANTS,
];

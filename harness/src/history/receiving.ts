/**
 * Step under which a history keeps what a played actor's system does with itself to take a message: look up what it holds, and store what is
 * new. A message comes when its sender likes, in the middle of any step, and that step did none of this. No plan has a step of this id.
 */
export const RECEIVING_STEP = 'system.receives';

/** Step under which a history keeps the messages whose event no guide knows. No plan has a step of this id. */
export const UNKNOWN_EVENT_STEP = 'final.unknown-event';

/** Step under which a history keeps what was asked of a server without credentials. No plan has a step of this id. */
export const STRANGER_STEP = 'final.stranger';

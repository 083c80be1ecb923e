/** Step under which a history keeps what parties without a part asked of a server, with credentials. No plan has a step of this id. */
export const BYSTANDER_STEP = 'final.bystander';

/** Who asked then, in place of an actor: a party that the server knows, and a patient whom the flow is not about. */
export const BYSTANDERS = { party: 'bystander', patient: 'bystander-patient' } as const;

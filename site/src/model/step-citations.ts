/**
 * Requirements that steps show by being what they are, whatever their act verifies besides (harness/src/judge/citations.ts): a notification
 * shows that one is told. A test holds the list against the plans of all flows, which take too long to make for pages alone.
 */
export const SHOWN_BY_STEPS: readonly string[] = [
  'message-acknowledged',
  'message-all-or-nothing',
  'message-error-told',
  'message-late-harmless',
  'message-within-authority',
  'notification-last',
  'poll-by-owner',
  'poll-by-requester',
  'references-resolve',
  'stale-update-refused',
  'told-of-change',
];

/** Event of a message that brings what its receiver keeps. */
export const CONTENT_EVENT = 'coordination-content';

/** Event of a message that says only that something changed: nothing of its content is stored. */
export const POINTER_EVENT = 'coordination-changed';

/** Why a receiver does not act on a message with this event; undefined when it does. */
export function unknownEvent(code: string | undefined): string | undefined {
  if (code === CONTENT_EVENT || code === POINTER_EVENT) return undefined;
  return `the event ${code ?? 'is missing and'} is none of ${CONTENT_EVENT} and ${POINTER_EVENT}`;
}

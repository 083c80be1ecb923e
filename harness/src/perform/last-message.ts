import type { Resource } from '../guide/resource.js';
import { STRANGER_STEP } from '../history/stranger.js';
import { UNKNOWN_EVENT_STEP } from '../history/unknown-event.js';
import type { HttpRecord } from '../history/record.js';
import type { RunContext } from './context.js';

/** A message that was sent in a run. */
export interface LastMessage {
  url: string;
  by: string;
  body: Resource;
}

/** Messages that are to be refused: who repeats one of these learns nothing of why. */
const WRONG_ON_PURPOSE: ReadonlySet<string> = new Set([STRANGER_STEP, UNKNOWN_EVENT_STEP]);

/** What an actor sent last to a server as a message of the story. */
export function lastMessageTo(base: string, run: RunContext): LastMessage | undefined {
  const url = `${base}/$process-message`;
  const sent = run.recorder.records.findLast(
    (record): record is HttpRecord =>
      record.kind === 'http' && record.request.url === url && !WRONG_ON_PURPOSE.has(record.step),
  );
  const body = sent?.request.body;
  return sent && body && 'json' in body ? { url, by: sent.by, body: body.json as Resource } : undefined;
}

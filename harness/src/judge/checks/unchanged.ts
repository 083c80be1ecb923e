import type { HttpRecord } from '../../history/record.js';
import { said } from '../compare.js';
import { inWords, resourceOf, type RunView } from '../view.js';

/**
 * What a look shows otherwise than the last sight of the same resource (the same URL: other parties' copies have versions of their own)
 * before record `since` did, in words; undefined when it shows the same, or nothing was seen before.
 */
export function changeShown(look: HttpRecord, since: number, run: RunView): string | undefined {
  const before = run.sightings().findLast(({ url, record }) => record.n < since && url === look.request.url)?.body;
  if (!before) return undefined;
  const after = resourceOf(look);
  if (!after) return `it is not there any more: ${inWords(look)}`;
  if (after.meta?.versionId !== before.meta?.versionId) return 'the resource changed';
  return said(after) === said(before) ? undefined : 'the resource says something else under the same version';
}

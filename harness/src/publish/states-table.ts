import type { Resource } from '../guide/resource.js';
import type { PlainAct } from '../plan/story-path.js';
import type { PageContext } from './flow-page.js';
import { artifactLink, codeSpan, markdownTable, plainText } from './markdown.js';
import { actAnchor } from './names.js';
import { storyStates, type StateChange } from './story-states.js';
import { referenceIn, shortValue } from './values.js';
import type { Way } from './ways.js';

/**
 * What becomes of Tasks and Requests after those acts of a way that change their state: status, business status, reason, owner.
 *
 * @param shown the acts whose rows are wanted; the way is followed from its beginning all the same
 */
export function statesTable(way: Way, shown: readonly PlainAct[], { guide }: PageContext): string[] {
  const titles = new Map(shown.map(({ id, title }) => [id, title]));
  const rows = storyStates(way.acts, guide)
    .filter(({ act }) => titles.has(act))
    .filter(isStateOfWork)
    .map((change) => [
      `[${plainText(titles.get(change.act) ?? change.act)}](#${actAnchor(change.act)})`,
      artifactLink(change.key),
      `${codeSpan(String(change.after.status))}${change.contested ? ', of one of them' : ''}`,
      details(change).join(', '),
    ]);
  return rows.length === 0
    ? ['No Task and no Request changes its state here.', '']
    : markdownTable(['after', 'resource', 'status', 'besides'], rows);
}

/** Tasks and Requests as they are made, and whatever changes its status or what explains it. */
function isStateOfWork({ key, created, before, after }: StateChange): boolean {
  if (typeof after.status !== 'string') return false;
  if (created) return /^(Task|[A-Za-z]*Request|RequestGroup)\//.test(key);
  return before === undefined || stateOf(before) !== stateOf(after);
}

function stateOf({ status, businessStatus, statusReason, owner }: Resource): string {
  return JSON.stringify([status, businessStatus, statusReason, owner]);
}

function details({ before, after }: StateChange): string[] {
  const reason = after.statusReason;
  const owner = referenceIn(after.owner);
  const business = shortValue(after.businessStatus);
  return [
    ...(business === undefined ? [] : [`business status ${codeSpan(business)}`]),
    ...(reason === undefined ? [] : [`reason ${codeSpan(shortValue(reason) ?? 'stated')}`]),
    ...(owner === undefined || owner === referenceIn(before?.owner) ? [] : [`owner ${codeSpan(owner)}`]),
  ];
}

import type { Guide } from '../../../harness/src/guide/guide.js';
import { setBetween } from '../../../harness/src/plan/state.js';
import { storyPaths } from '../../../harness/src/plan/story-path.js';
import { storyStates, type StateChange } from '../../../harness/src/publish/story-states.js';
import type { Flow } from '../model/flows.js';
import type { Links } from '../model/links.js';
import { escapeHtml, idOf, type Html } from '../text/html.js';
import { changeHtml, jsonHtml } from '../text/json-view.js';

/** What each act of a flow writes, by the act's id; an act that several ways share is shown as the first of them has it. */
export function changesByAct({ scenario }: Flow, guide: Guide): Map<string, StateChange[]> {
  const found = new Map<string, StateChange[]>();
  for (const way of storyPaths(scenario)) {
    const changes = storyStates(way.acts, guide);
    for (const { id } of way.acts) {
      if (!found.has(id))
        found.set(
          id,
          changes.filter(({ act }) => act === id),
        );
    }
  }
  return found;
}

/** The payloads of an act, folded: whole where something is new, else what was before and what is now, element by element. */
export function payloadsHtml(changes: readonly StateChange[], links: Links): Html {
  return changes.map((change, index) => payloadHtml(change, index, links)).join('');
}

function payloadHtml(change: StateChange, index: number, links: Links): Html {
  const { act, key, before, after, version } = change;
  const id = idOf('payload', act, `${index + 1}`);
  const set = before ? setBetween(before, after) : {};
  const elements = Object.keys(set);
  const what = before ? `state ${version}, changed: ${elements.join(', ') || 'nothing'}` : 'as it is created';
  const json = before ? changeHtml(before, after, elements, links) : jsonHtml(after, { links });
  const label = `${key}, ${what}`;
  return `<details class="payload" id="${id}" data-act="${escapeHtml(act)}"><summary>Payload: <code>${escapeHtml(key)}</code>, ${escapeHtml(what)}</summary><pre class="json" role="region" tabindex="0" aria-label="${escapeHtml(label)}">${json}</pre></details>`;
}

/** Puts the payloads of each act at the end of its part of a written page, and gives the acts' headings an address to copy. */
export function withPayloads(body: Html, changes: ReadonlyMap<string, StateChange[]>, links: Links): Html {
  const parts = body.split(/(?=<h[1-6][ >])/);
  return parts
    .map((part) => {
      const act = /^<h[1-6] id="act-([^"]+)"/.exec(part)?.[1];
      return act === undefined ? part : `${part}${payloadsHtml(changes.get(act) ?? [], links)}`;
    })
    .join('');
}

import type { Mark } from '../model/runs.js';
import { escapeHtml, type Html } from '../text/html.js';

/** A verdict as a sign with its word; what did not run has a sign of its own, and no colour. */
export function markHtml({ state, sign, word }: Mark): Html {
  return `<span class="mark v-${state}" data-state="${state}"><span aria-hidden="true">${escapeHtml(sign)}</span><span class="word"> ${escapeHtml(word)}</span></span>`;
}

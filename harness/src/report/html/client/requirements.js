// @ts-check
/** The checks on a requirement. */

import { make } from './elements.js';
import { allFindings } from './findings.js';

/** @typedef {import('./findings.js').Finding} Finding */

/** @type {Map<string, Finding[]> | undefined} */
let byRequirement;

/** @param {string} key */
function findingsOn(key) {
  if (!byRequirement) {
    byRequirement = new Map();
    for (const finding of allFindings()) {
      for (const each of finding.requirements) {
        const list = byRequirement.get(each);
        if (list) list.push(finding);
        else byRequirement.set(each, [finding]);
      }
    }
  }
  return byRequirement.get(key) ?? [];
}

/**
 * Lists the checks on a requirement, each with its verdict in every run, once its list is opened.
 * @param {HTMLDetailsElement} place
 */
export function listChecks(place) {
  if (!place.open || place.querySelector('ul')) return;
  /** @type {Map<string, HTMLElement[]>} */
  const rows = new Map();
  for (const { id, run, verdict, word } of findingsOn(place.dataset.key ?? '')) {
    const check = id.slice(run.id.length + 1);
    const row = `${run.id.split('@')[0]} ${check}`;
    const words = `${word} in ${run.id}`;
    const text = run.dataset.short ?? '';
    const result = make('a', {
      class: `v v-${verdict}`,
      href: `#${id}`,
      'aria-label': words,
      title: words,
      text,
    });
    const results = rows.get(row);
    if (results) results.push(result);
    else rows.set(row, [result]);
  }
  const items = [...rows].map(([row, results]) =>
    make('li', {}, [make('code', { class: 'what', text: row }), make('span', { class: 'results' }, results)]),
  );
  place.append(make('ul', {}, items));
}

// @ts-check
/** The checks on a requirement. */

import { make } from './elements.js';
import { allFindings } from './findings.js';

/** @typedef {import('./findings.js').Finding} Finding */

/** @type {Map<string, Finding[]> | undefined} */
let byRequirement;

/** @param {string} key */
async function findingsOn(key) {
  const all = await allFindings();
  if (!byRequirement) {
    byRequirement = new Map();
    for (const finding of all) {
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
export async function listChecks(place) {
  if (!place.open || place.querySelector('ul')) return;
  const findings = await findingsOn(place.dataset.key ?? '');
  if (place.querySelector('ul')) return;
  /** @type {Map<string, HTMLElement[]>} */
  const rows = new Map();
  for (const { id, run, verdict, word } of findings) {
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

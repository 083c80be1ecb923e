// @ts-check
/** The filter over all findings. */

import { byId, make } from './elements.js';
import { allFindings, elementsOf, linkOpened } from './findings.js';
import { show } from './views.js';

/** @typedef {import('./findings.js').Finding} Finding */

const FIELDS = ['text', 'verdict', 'flow', 'exchange', 'actor'];

/** So many findings are shown at once; more on demand. */
const PAGE = 200;

/** @returns {HTMLFormElement | undefined} */
export function filterForm() {
  const form = document.querySelector('form.filter');
  return form instanceof HTMLFormElement ? form : undefined;
}

/** @param {HTMLFormElement} form */
function criteria(form) {
  const data = new FormData(form);
  return Object.fromEntries(FIELDS.map((field) => [field, String(data.get(field) ?? '').trim()]));
}

/** @param {string} query */
export function showFindings(query) {
  show('findings');
  const form = filterForm();
  if (!form) return;
  const wanted = new URLSearchParams(query);
  for (const field of FIELDS) choose(form, field, wanted.get(field));
  void offerActors().then(() => {
    choose(form, 'actor', wanted.get('actor') ?? criteria(form).actor);
    return filter();
  });
  window.scrollTo(0, 0);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} field
 * @param {string | null | undefined} value
 */
function choose(form, field, value) {
  const input = form.elements.namedItem(field);
  if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement) input.value = value ?? '';
}

async function filter() {
  const form = filterForm();
  if (!form) return;
  const want = criteria(form);
  const words = (want.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const all = await allFindings();
  const found = all.filter(
    ({ run, verdict, actors, text }) =>
      (!want.verdict || verdict === want.verdict) &&
      (!want.flow || run.dataset.flow === want.flow) &&
      (!want.exchange || run.dataset.exchange === want.exchange) &&
      (!want.actor || actors.includes(want.actor)) &&
      words.every((word) => text.includes(word)),
  );
  const runs = new Set(found.map(({ run }) => run)).size;
  const status = byId('count');
  if (status)
    status.textContent = `${found.length} of ${all.length} findings in ${runs} ${runs === 1 ? 'run' : 'runs'}`;
  byId('results')?.replaceChildren();
  showMore(found, 0);
}

/**
 * Shows the next page of what was found, under the titles of runs and acts.
 * @param {Finding[]} found
 * @param {number} from
 */
function showMore(found, from) {
  const results = byId('results');
  const page = found.slice(from, from + PAGE);
  /** @type {Element | undefined} */
  let list;
  page.forEach((finding, index) => {
    const before = index === 0 ? undefined : page[index - 1];
    if (finding.run !== before?.run) results?.append(runTitle(finding.run));
    if (finding.run !== before?.run || finding.act !== before.act) {
      list = make('ul', { class: 'findings' });
      results?.append(make('h4', { text: finding.act }), list);
    }
    list?.append(elementsOf(finding.html));
  });
  linkOpened(results);
  const left = found.length - from - page.length;
  if (left <= 0) return;
  const more = make('button', { type: 'button', text: `Show ${Math.min(PAGE, left)} more of ${left}` });
  more.addEventListener('click', () => {
    more.remove();
    showMore(found, from + PAGE);
  });
  results?.append(more);
}

/** @param {HTMLElement} run */
function runTitle(run) {
  return make('h3', {}, [make('a', { href: `#${run.id}`, text: run.id })]);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pending;

/** Waits for a pause in typing: with tens of thousands of findings each filtering takes a moment. */
export function filterSoon() {
  clearTimeout(pending);
  pending = setTimeout(filterChanged, 120);
}

/** The filter becomes part of the address, so that it can be shared. */
function filterChanged() {
  const form = filterForm();
  if (!form) return;
  const query = new URLSearchParams(Object.entries(criteria(form)).filter(([, value]) => value !== ''));
  history.replaceState(null, '', `#findings${query.size > 0 ? `?${query}` : ''}`);
  void filter();
}

/** Fills the choice of actors, once. */
async function offerActors() {
  const select = filterForm()?.elements.namedItem('actor');
  if (!(select instanceof HTMLSelectElement) || select.options.length > 1) return;
  const actors = new Set((await allFindings()).flatMap((finding) => finding.actors));
  if (select.options.length > 1) return;
  for (const actor of [...actors].sort()) select.append(make('option', { text: actor }));
}

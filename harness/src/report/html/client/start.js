// @ts-check
/** Copying, printing, keys; and the beginning of it all. */

import { byId, root } from './elements.js';
import { filterForm, filterSoon } from './filter.js';
import { link } from './findings.js';
import { listChecks } from './requirements.js';
import { THEMES, setTheme, storedTheme } from './theme.js';
import { route } from './views.js';

/** @type {HTMLDetailsElement[]} */
let openedForPrint = [];

function beforePrint() {
  const all = [...document.querySelectorAll('details:not([open]):not(.step)')];
  openedForPrint = all.flatMap((each) => (each instanceof HTMLDetailsElement && each.checkVisibility() ? [each] : []));
  for (const each of openedForPrint) each.open = true;
}

function afterPrint() {
  for (const each of openedForPrint) each.open = false;
  openedForPrint = [];
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (root.dataset.view !== 'findings') location.hash = '#findings';
  const search = filterForm()?.elements.namedItem('text');
  if (search instanceof HTMLElement) setTimeout(() => search.focus());
}

/** @param {{ target: unknown }} event */
export function onToggle({ target }) {
  if (!(target instanceof HTMLDetailsElement)) return;
  if (target.matches('.checks')) {
    // What is open from the beginning is filled when its view is shown: that unpacks all findings.
    if (root.dataset.view === 'requirements') void listChecks(target);
  } else if (target.open && target.parentElement?.matches('.f')) link(target.parentElement);
}

function start() {
  setTheme(storedTheme());
  byId('theme')?.addEventListener('click', () => {
    const names = Object.keys(THEMES);
    setTheme(names[(names.indexOf(root.dataset.theme ?? 'system') + 1) % names.length] ?? 'system');
  });
  const form = filterForm();
  form?.addEventListener('submit', (event) => event.preventDefault());
  form?.addEventListener('input', filterSoon);
  form?.addEventListener('reset', filterSoon);
  document.addEventListener('toggle', onToggle, true);
  window.addEventListener('hashchange', route);
  // A link to where one already is must work too, e.g. an arrow that was chosen before.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link && link.getAttribute('href') === location.hash) route();
  });
  window.addEventListener('keydown', onKey);
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);
  route();
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();

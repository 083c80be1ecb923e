// @ts-check
/** One view at a time, and links to everything in it. */

import { byId, root } from './elements.js';
import { empty, fill } from './evidence.js';
import { showFindings } from './filter.js';
import { listChecks } from './requirements.js';

/** @type {HTMLElement | undefined} */
let current;

/** @param {string} view */
export function show(view) {
  root.dataset.view = view;
  if (view !== 'findings') byId('results')?.replaceChildren();
  for (const place of view === 'requirements' ? document.querySelectorAll('details.checks[open]') : [])
    if (place instanceof HTMLDetailsElement) void listChecks(place);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('data-nav') === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/** @param {HTMLElement | undefined} run */
function makeCurrent(run) {
  if (current && current !== run) {
    current.classList.remove('current');
    empty(current);
  }
  current = run;
  run?.classList.add('current');
}

/**
 * Opens everything around an element, marks it, scrolls to it and puts the focus there.
 * @param {HTMLElement} element
 */
function visit(element) {
  for (const marked of document.querySelectorAll('.target')) marked.classList.remove('target');
  element.classList.add('target');
  /** @type {Element | null} */
  let around = element;
  for (; around; around = around.parentElement) if (around instanceof HTMLDetailsElement) around.open = true;
  const inner = element.querySelector(':scope > details');
  if (inner instanceof HTMLDetailsElement) inner.open = true;
  element.scrollIntoView({ block: 'start' });
  const focus = element.querySelector('summary, h3 a, h4 a, h4');
  if (focus instanceof HTMLElement) focus.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} run
 * @param {string | undefined} what a step or record of it
 * @param {string} [finding] id of a finding in it
 */
async function showRun(run, what, finding) {
  show('run');
  makeCurrent(run);
  await fill(run);
  if (current !== run) return;
  markArrow(run, what);
  const target = what === undefined ? byId(finding ?? '') : evidence(run, what);
  if (target) return visit(target);
  window.scrollTo(0, 0);
  run.querySelector('h2')?.focus({ preventScroll: true });
}

/**
 * The element of a step or record; a record exists only when its step is opened.
 * @param {HTMLElement} run
 * @param {string} what
 */
export function evidence(run, what) {
  const id = `${run.id}~${what}`;
  const there = byId(id);
  if (there || !/^\d+$/.test(what)) return there ?? undefined;
  for (const step of run.querySelectorAll('details.step')) {
    if (!(step instanceof HTMLDetailsElement) || step.open) continue;
    step.open = true;
    step.dispatchEvent(new Event('toggle'));
    const found = byId(id);
    if (found) return found;
    step.open = false;
  }
  return undefined;
}

/**
 * @param {HTMLElement} run
 * @param {string | undefined} step
 */
function markArrow(run, step) {
  const pane = run.querySelector('.diagram');
  for (const arrow of run.querySelectorAll('.seq-arrow')) {
    const marked = arrow.getAttribute('data-step') === step;
    arrow.classList.toggle('current', marked);
    if (!marked || !pane) continue;
    // Within its own pane only: the page itself scrolls to the step.
    const offset = arrow.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (offset < 0 || offset > pane.clientHeight - 60) pane.scrollTop += offset - pane.clientHeight / 2;
  }
}

export function route() {
  const hash = decoded(location.hash.slice(1));
  const [, id = '', sign, rest] = /^([^~#]*)(?:([~#])(.*))?$/s.exec(hash) ?? [];
  const run = byId(id);
  if (run instanceof HTMLElement && run.matches('.run')) {
    void showRun(run, sign === '~' ? rest : undefined, sign === '#' ? hash : undefined);
    return;
  }
  makeCurrent(undefined);
  if (hash.startsWith('findings')) return showFindings(hash.slice('findings'.length + 1));
  const element = byId(hash);
  show(element?.closest('.view')?.getAttribute('data-view') ?? 'overview');
  if (element && !element.matches('.view')) visit(element);
  else window.scrollTo(0, 0);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

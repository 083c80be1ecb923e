import { all } from './elements.js';

/** Rows of tree tables fold what stands within them. */
export function startTrees() {
  for (const button of all('.twist')) button.addEventListener('click', () => toggle(button));
  for (const button of all('[data-tree-all]')) {
    const table = button.closest('.tab, section')?.querySelector('table.tree');
    if (table) button.addEventListener('click', () => setAll(table, button.dataset.treeAll === 'open'));
  }
}

/** @param {HTMLElement} button */
function toggle(button) {
  button.setAttribute('aria-expanded', String(button.getAttribute('aria-expanded') !== 'true'));
  const table = button.closest('table');
  if (table) show(table);
}

/**
 * @param {Element} table
 * @param {boolean} open
 */
function setAll(table, open) {
  for (const button of all('.twist', table)) {
    const root = button.closest('tr')?.dataset.depth === '0';
    button.setAttribute('aria-expanded', String(open || root));
  }
  show(table);
}

/** Shows the rows whose ancestors are all open.
 * @param {Element} table
 */
function show(table) {
  /** @type {boolean[]} */
  const open = [];
  for (const row of all('tbody tr', table)) {
    const depth = Number(row.dataset.depth);
    const visible = open.slice(0, depth).every((each) => each !== false);
    row.hidden = !visible;
    open[depth] = row.querySelector('.twist')?.getAttribute('aria-expanded') !== 'false';
    open.length = depth + 1;
  }
}

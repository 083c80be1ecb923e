import { all } from './elements.js';

/** A field that leaves only those rows of a table that hold its words. */
export function startFilters() {
  for (const field of all('input[data-filter]')) {
    field.addEventListener('input', () => {
      const words = /** @type {HTMLInputElement} */ (field).value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of all(`#${field.dataset.filter} tbody tr`)) {
        const text = (row.textContent ?? '').toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
    });
  }
}

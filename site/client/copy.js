import { all, make } from './elements.js';

/** Links to places on the page offer link, citation and comment to copy. */
export function startCopy() {
  document.addEventListener('click', (event) => {
    const from = event.target instanceof Element ? event.target.closest('a[data-copy]') : null;
    if (from instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) offer(from);
  });
}

/** @param {HTMLAnchorElement} from */
function offer(from) {
  const dialog = document.getElementById('site.copy');
  const body = document.getElementById('site.copy-body');
  if (!(dialog instanceof HTMLDialogElement) || !body) return;
  const id = decodeURIComponent(from.hash.slice(1));
  const parts = partsFor(id, from.href);
  body.replaceChildren(...parts.flatMap(({ label, text }) => part(label, text)));
  dialog.showModal();
}

/** What can be copied about a place.
 * @param {string} id
 * @param {string} url
 */
function partsFor(id, url) {
  const { guideTitle, guide, version, status, date, title, page } = document.body.dataset;
  const place = document.getElementById(id);
  const words = (place?.querySelector('h1,h2,h3,h4')?.textContent ?? place?.textContent ?? '')
    .replace(/\s*#\s*$/, '')
    .trim();
  const says = place?.querySelector('.says')?.textContent?.trim() ?? '';
  const name = words.length > 0 && words.length <= 120 ? `${title}: ${words}` : `${title}: ${id}`;
  const cite =
    place?.dataset.cite ?? `${guideTitle} (${guide}) ${version}, ${status}, ${date}: "${name}". ${page}#${id}`;
  const comment = [
    `Guide: ${guideTitle} (${guide}) ${version}, ${date}`,
    `Place: ${name} (${page}#${id})`,
    `Existing wording: ${says}`,
    'Proposed wording: ',
    'Comment: ',
    'Kind: (question / typo / suggestion / negative)',
  ].join('\n');
  return [
    { label: 'Link', text: url },
    { label: 'Citation', text: cite },
    { label: 'Comment to fill in', text: comment },
  ];
}

/** A text with a button that copies it.
 * @param {string} label
 * @param {string} text
 */
function part(label, text) {
  const button = make('button', { type: 'button' }, `Copy ${label.toLowerCase()}`);
  button.addEventListener('click', async () => {
    const done = await copyText(text);
    button.textContent = done ? 'Copied' : 'Select the text and copy it';
  });
  return [make('h3', {}, label), make('pre', { class: 'wrap', tabindex: '0', 'aria-label': label }, text), button];
}

/** Copies a text; false where the browser does not let us.
 * @param {string} text
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Opens what hides the place that the address names: folded details and tabs. */
export function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  const place = id ? document.getElementById(id) : null;
  if (!place) return;
  for (let at = place.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  if (place instanceof HTMLDetailsElement) place.open = true;
  const tab = place.closest('.tab');
  if (tab) all(`[aria-controls="${tab.id}"]`).forEach((button) => button.click());
  place.scrollIntoView();
}

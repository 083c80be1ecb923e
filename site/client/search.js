import { make } from './elements.js';

/** @typedef {{ url: string, excerpt: string, meta: { title?: string }, sub_results?: { url: string, title: string, excerpt: string }[] }} Found */
/** @typedef {{ search: (words: string) => Promise<{ results: { data: () => Promise<Found> }[] } | null>, options?: (options: object) => Promise<void> }} Engine */

/** The search page: what is typed is looked up in the index that was made with the pages. */
export function startSearch() {
  const field = document.getElementById('search');
  const form = document.getElementById('search-form');
  if (!(field instanceof HTMLInputElement) || !form) return;
  if (location.protocol === 'file:') {
    say(
      'Browsers let no script read other files of a folder, so the search works only where the pages come from a server: npm run site -- --watch',
    );
    return;
  }
  field.value = new URLSearchParams(location.search).get('q') ?? '';
  form.addEventListener('submit', (event) => event.preventDefault());
  field.addEventListener('input', () => void look(field.value));
  if (field.value) void look(field.value);
}

/**
 * Whose words make up most of a text come first, so a requirement that is asked for by its words stands before the pages that tell of
 * many (measured over the requirements of this guide: four of five come first, hardly any later than third).
 */
const RANKING = { pageLength: 1, termSaturation: 0.1, termSimilarity: 5 };

/** @type {Promise<Engine> | undefined} */
let engine;

/** Loads the index once. */
async function loadEngine() {
  /** @type {Engine} */
  const loaded = await import(new URL('pagefind/pagefind.js', location.href).href);
  await loaded.options?.({ ranking: RANKING });
  return loaded;
}

/** @param {string} words */
async function look(words) {
  const list = document.getElementById('search-results');
  if (!list) return;
  if (!words.trim()) return list.replaceChildren();
  engine ??= loadEngine();
  try {
    const answer = await (await engine).search(words);
    const found = await Promise.all((answer?.results ?? []).slice(0, 20).map((each) => each.data()));
    const field = document.getElementById('search');
    if (field instanceof HTMLInputElement && field.value !== words) return;
    say(`${answer?.results.length ?? 0} found`);
    list.replaceChildren(...found.map(entry));
  } catch {
    say('The search index could not be loaded: make it with npm run site.');
  }
}

/** @param {Found} found */
function entry({ url, excerpt, meta, sub_results: parts }) {
  const more = (parts ?? []).filter((part) => part.url !== url).slice(0, 4);
  return make(
    'li',
    {},
    make('a', { href: local(url) }, meta.title ?? url),
    make('p', {}, ...marked(excerpt)),
    make('ul', {}, ...more.map((part) => make('li', {}, make('a', { href: local(part.url) }, part.title)))),
  );
}

/** Results name pages from the root of a server; ours are all in one folder, wherever that is.
 * @param {string} url
 */
function local(url) {
  return url.replace(/^.*\//, '') || 'index.html';
}

/** The excerpt's text with the words found marked; it is escaped HTML with `mark` in it, of which only these two are read.
 * @param {string} excerpt
 */
function marked(excerpt) {
  const text = (/** @type {string} */ html) =>
    // Within an element, as the parser drops spaces at the beginning of a body.
    new DOMParser().parseFromString(`<span>${html}</span>`, 'text/html').body.textContent ?? '';
  return excerpt
    .split(/(<mark>.*?<\/mark>)/)
    .map((part) => (part.startsWith('<mark>') ? make('mark', {}, text(part)) : text(part)));
}

/** @param {string} text */
function say(text) {
  const status = document.getElementById('search-status');
  if (status) status.textContent = text;
}

// @ts-check
/** Findings, read from the document when they are needed. */

import { copy, make } from './elements.js';
import { unpack } from './packs.js';

// A report can hold tens of thousands of findings. The document holds those of a run compressed: they are unpacked when they are first
// needed, become elements only where they are looked at, and are searched as text.

/**
 * @typedef {object} Finding
 * @property {string} id
 * @property {HTMLElement} run
 * @property {string} act title of its act
 * @property {string} verdict
 * @property {string} word the verdict in words
 * @property {string[]} actors
 * @property {string[]} requirements
 * @property {string} text all its text in lower case
 * @property {string} html its element as the document holds it
 */

/** The characters that Handlebars escapes. */
const ENTITIES = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#x27;', "'"],
  ['&#x60;', '`'],
  ['&#x3D;', '='],
]);

/** @param {string} html */
const unescaped = (html) =>
  html.replace(/&(?:amp|lt|gt|quot|#x27|#x60|#x3D);/g, (entity) => ENTITIES.get(entity) ?? entity);

/** @type {Promise<Finding[]> | undefined} */
let findings;

/** Every finding of the report, read when it is first needed. */
export function allFindings() {
  const runs = [...document.querySelectorAll('.run')].filter((run) => run instanceof HTMLElement);
  findings ??= Promise.all(runs.map(findingsOf)).then((lists) => lists.flat());
  return findings;
}

/**
 * The findings of a run as the document holds them: id of each act that has any, and their elements.
 * @param {HTMLElement} run
 * @returns {Promise<[act: string, html: string][]>}
 */
export const heldIn = async (run) => (await unpack(run.querySelector('script.found'))) ?? [];

/**
 * The place of an act in its run.
 * @param {HTMLElement} run
 * @param {string} id
 */
export const actOf = (run, id) => [...run.querySelectorAll('.act')].find((act) => act.getAttribute('data-act') === id);

/** @param {HTMLElement} run */
async function findingsOf(run) {
  const story = run.querySelector('.story')?.textContent ?? '';
  return (await heldIn(run)).flatMap(([id, html]) => {
    const act = (actOf(run, id)?.querySelector('h3')?.firstChild?.textContent ?? '').trim();
    const items = html.split('<li class="f ').slice(1);
    return items.flatMap((item) => readFinding(`<li class="f ${item.replace(/<\/ul>\s*$/, '')}`, run, act, story));
  });
}

/**
 * @param {string} html
 * @param {HTMLElement} run
 * @param {string} act
 * @param {string} story
 * @returns {Finding[]}
 */
function readFinding(html, run, act, story) {
  const head = /^<li class="f v-([a-z-]+)[^"]*" id="([^"]*)" data-a="([^"]*)">/.exec(html);
  if (!head) return [];
  const [, verdict = '', id = '', actors = ''] = head;
  const requirements = /<dd class="rq">([^<]*)/.exec(html)?.[1] ?? '';
  const plain = unescaped(html.replace(/<[^>]*>/g, ' '));
  return [
    {
      id: unescaped(id),
      run,
      act,
      verdict,
      word: /<b class="v">([^<]*)/.exec(html)?.[1] ?? verdict,
      actors: unescaped(actors).split(' ').filter(Boolean),
      requirements: unescaped(requirements).trim().split(' ').filter(Boolean),
      text: `${unescaped(id)} ${plain} ${act} ${story}`.toLowerCase(),
      html,
    },
  ];
}

/**
 * The document's own markup as elements; all text in it is escaped.
 * @param {string} html
 */
export function elementsOf(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/**
 * Gives an opened finding its links: to requirements, evidence and itself. The document holds them as plain text, which
 * keeps a report of hundreds of runs small.
 * @param {Element} finding
 */
export function link(finding) {
  const run = finding.id.slice(0, finding.id.indexOf('#'));
  const list = finding.querySelector('dl');
  if (!list || list.querySelector('.id')) return;
  linkWords(list.querySelector('.rq'), (key) => `#requirement.${key}`);
  linkWords(list.querySelector('.ev'), (n) => `#${run}~${n}`);
  const self = make('a', { href: `#${finding.id}`, text: finding.id });
  const button = make('button', { type: 'button', class: 'copy', text: 'Copy link' });
  button.addEventListener('click', () => void copy(button, self.href));
  list.append(make('dt', { text: 'Id' }), make('dd', { class: 'id' }, [self, button]));
}

/**
 * @param {Element | null} place
 * @param {(word: string) => string} href
 */
function linkWords(place, href) {
  if (!place) return;
  const words = (place.textContent ?? '').split(' ').filter(Boolean);
  place.replaceChildren(...words.flatMap((word) => [make('a', { href: href(word), text: word }), new Text(' ')]));
}

/**
 * Gives all findings that are open from the beginning their links.
 * @param {ParentNode | null} place
 */
export function linkOpened(place) {
  for (const finding of place?.querySelectorAll('.f:has(> details[open])') ?? []) link(finding);
}

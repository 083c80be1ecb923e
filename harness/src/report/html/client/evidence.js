// @ts-check
/** A run's diagram, steps and traffic, unpacked when the run is opened. */

import { make, visible } from './elements.js';
import { actOf, elementsOf, heldIn, linkOpened } from './findings.js';
import { unpack } from './packs.js';

/** @typedef {import('../evidence.js').RunPayload} RunPayload */
/** @typedef {import('../evidence.js').StepPayload} StepPayload */
/** @typedef {import('../evidence.js').RecordPayload} RecordPayload */

const WORDS = {
  pass: 'passed',
  fail: 'failed',
  warn: 'warning',
  'not-claimed': 'not claimed',
  'not-reached': 'not reached',
  inconclusive: 'inconclusive',
  'harness-fault': 'harness fault',
};

/** Bodies longer than this are shown in part, until asked for. */
const LONG_BODY = 30000;

/**
 * Puts findings, diagram and steps into a run, once.
 * @param {HTMLElement} run
 */
export async function fill(run) {
  if (run.dataset.filled) return;
  run.dataset.filled = 'under way';
  const place = run.querySelector('.diagram');
  try {
    /** @type {[[act: string, html: string][], RunPayload | undefined]} */
    const [found, payload] = await Promise.all([heldIn(run), unpack(run.querySelector('script.evidence'))]);
    // Meanwhile it may have been left, or left and opened again.
    if (!run.dataset.filled || run.querySelector('ul.findings')) return;
    for (const [act, html] of found) actOf(run, act)?.append(elementsOf(html));
    linkOpened(run);
    if (!payload) return;
    showDiagram(place, payload.svg);
    showSteps(run, payload);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    place?.replaceChildren(
      make('p', { text: `The evidence cannot be shown here (${why}). The history file holds it all.` }),
    );
  }
}

/**
 * Takes them out again, so that a report of hundreds of runs stays small in memory.
 * @param {HTMLElement} run
 */
export function empty(run) {
  delete run.dataset.filled;
  run.querySelector('.diagram')?.replaceChildren();
  for (const steps of run.querySelectorAll('.steps, .loose, ul.findings')) steps.remove();
}

/**
 * @param {Element | null} place
 * @param {string} svg
 */
function showDiagram(place, svg) {
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const frame = make('div', drawing.getAttribute('width') === '384' ? {} : { class: 'wide', tabindex: '0' });
  frame.append(document.importNode(drawing, true));
  place?.replaceChildren(frame);
}

/**
 * @param {HTMLElement} run
 * @param {RunPayload} payload
 */
function showSteps(run, payload) {
  const records = new Map(payload.records.map((record) => [record.n, record]));
  for (const act of run.querySelectorAll('.act')) {
    const steps = payload.steps.filter((step) => step.act === act.getAttribute('data-act'));
    if (steps.length === 0) continue;
    const list = make(
      'div',
      { class: 'steps' },
      steps.map((step) => stepView(run.id, step, records, payload)),
    );
    act.querySelector('h3')?.after(list);
  }
  const told = new Set(payload.steps.flatMap((step) => step.records));
  const loose = payload.records.filter((record) => !told.has(record.n));
  if (loose.length === 0) return;
  const views = loose.map((record) => recordView(run.id, record, payload));
  run
    .querySelector('.acts')
    ?.append(
      make('section', { class: 'act loose' }, [
        make('h3', { text: 'Other traffic' }),
        make('div', { class: 'traffic' }, views),
      ]),
    );
}

/**
 * @param {string} run
 * @param {StepPayload} step
 * @param {Map<number, RecordPayload>} records
 * @param {RunPayload} payload
 */
function stepView(run, step, records, payload) {
  const answers = step.records.map((n) => records.get(n)).filter((record) => record !== undefined);
  const status = [...new Set(answers.map((record) => record.status ?? 'no answer'))].join(', ');
  const verdict = step.verdict ? `v v-${step.verdict}` : '';
  const words = step.verdict && step.verdict !== 'pass' ? WORDS[step.verdict] : status || step.outcome;
  const view = make('details', { class: 'step', id: `${run}~${step.id}` }, [
    make('summary', {}, [
      make('span', { class: 'num', text: String(step.number) }),
      make('span', { text: step.label }),
      make('span', { class: `answer ${verdict}`, text: words }),
    ]),
  ]);
  view.addEventListener('toggle', () => {
    if (!view.open || view.querySelector('.traffic')) return;
    view.append(trafficView(run, step, answers, payload));
  });
  return view;
}

/**
 * @param {string} run
 * @param {StepPayload} step
 * @param {RecordPayload[]} answers
 * @param {RunPayload} payload
 */
function trafficView(run, step, answers, payload) {
  const reason = step.reason ? `: ${step.reason}` : '';
  const nothing = answers.length === 0 ? ' No request was made and nothing arrived.' : '';
  const about = `${step.title}. Carried out: ${step.outcome}${reason}.${nothing}`;
  return make('div', { class: 'traffic' }, [
    make('p', { class: 'meta', text: about }),
    ...answers.map((record) => recordView(run, record, payload)),
  ]);
}

/**
 * @param {string} run
 * @param {RecordPayload} record
 * @param {RunPayload} payload
 */
function recordView(run, record, payload) {
  const took = record.ms === undefined ? '' : `, ${record.ms} ms`;
  const answer = record.error ? `no answer: ${record.error}` : `answer ${record.status}`;
  return make('section', { class: 'record', id: `${run}~${record.n}` }, [
    make('h4', { text: `${record.method} ${record.url}`, tabindex: '-1' }),
    make('p', {
      class: 'meta',
      text: `Record ${record.n}: ${record.about}, ${record.t} ms into the run${took}; ${answer}`,
    }),
    ...partView('Request', record.requestHeaders, payload.bodies[record.requestBody ?? -1]),
    ...(record.status === undefined
      ? []
      : partView(`Response ${record.status}`, record.responseHeaders, payload.bodies[record.responseBody ?? -1])),
  ]);
}

/**
 * @param {string} title
 * @param {Record<string, string> | undefined} headers
 * @param {{ json: boolean, text: string } | undefined} body
 */
function partView(title, headers, body) {
  const entries = Object.entries(headers ?? {});
  const lines = entries.map(([name, value]) =>
    make('div', {}, [make('b', { text: name }), new Text(visible(`: ${value}`))]),
  );
  const list = make('details', {}, [
    make('summary', { text: `${entries.length} ${entries.length === 1 ? 'header' : 'headers'}` }),
    make('div', { class: 'headers' }, lines),
  ]);
  const empty = make('p', { class: 'meta', text: 'No body.' });
  return [make('h5', { text: title }), entries.length > 0 ? list : undefined, body ? bodyView(title, body) : empty];
}

/**
 * @param {string} title
 * @param {{ json: boolean, text: string }} body
 */
function bodyView(title, body) {
  const text = body.json ? JSON.stringify(JSON.parse(body.text), undefined, 2) : body.text;
  const block = make('pre', { class: 'payload', tabindex: '0', role: 'region', 'aria-label': `${title} body` });
  block.append(...coloured(text.slice(0, LONG_BODY), body.json));
  if (text.length <= LONG_BODY) return block;
  const more = make('button', { type: 'button', text: `Show all ${text.length.toLocaleString('en-US')} characters` });
  more.addEventListener('click', () => {
    block.replaceChildren(new Text(visible(text)));
    more.remove();
  });
  return make('div', {}, [block, more]);
}

/**
 * JSON as text nodes and spans: names in one colour, texts in another.
 * @param {string} text
 * @param {boolean} json
 * @returns {Node[]}
 */
function coloured(text, json) {
  if (!json) return [new Text(visible(text))];
  return text.split(/("(?:[^"\\]|\\.)*"(?:\s*:)?)/).map((part, index) => {
    if (index % 2 === 0) return new Text(visible(part));
    return make('span', { class: part.endsWith(':') ? 'key' : 'text', text: part });
  });
}

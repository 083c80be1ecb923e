// @ts-check
/**
 * The page's own script: one view at a time, deep links, filter, and a run's diagram and traffic when they are asked for.
 * All text from servers goes into the page as text nodes, never as markup. Without it the page is one long document.
 */
(() => {
  const root = document.documentElement;
  root.classList.add('js');

  // --- small helpers ----------------------------------------------------------------------------------------

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {{ class?: string, text?: string, [attribute: string]: string | undefined }} [attributes]
   * @param {(Node | undefined)[]} [children]
   * @returns {HTMLElementTagNameMap[K]}
   */
  function make(tag, attributes = {}, children = []) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined) continue;
      if (name === 'text') element.textContent = visible(value);
      else element.setAttribute(name, value);
    }
    for (const child of children) if (child) element.append(child);
    return element;
  }

  /**
   * Text with what shows nothing and could mislead (controls, what reorders text) replaced by a visible sign.
   * @param {string} text
   */
  const visible = (text) =>
    text.replace(/[^\P{Cc}\t\n]|[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');

  /** @param {string} id */
  const byId = (id) => document.getElementById(id);

  // --- light and dark ---------------------------------------------------------------------------------------

  /** The themes in the order in which the button goes through them, with the button's text. */
  const THEMES = { system: 'Auto', light: 'Light', dark: 'Dark' };

  /** @param {string} theme */
  function setTheme(theme) {
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    const button = byId('theme');
    if (button) {
      button.textContent = theme === 'light' || theme === 'dark' ? THEMES[theme] : THEMES.system;
      button.setAttribute('aria-label', `Colours: ${button.textContent}. Change`);
    }
    try {
      localStorage.setItem('cow-theme', theme);
    } catch {
      // Storage may be forbidden for files: the choice then lasts as long as the page.
    }
  }

  /** @returns {string} */
  function storedTheme() {
    try {
      const stored = localStorage.getItem('cow-theme') ?? '';
      return stored in THEMES ? stored : 'system';
    } catch {
      return 'system';
    }
  }

  setTheme(storedTheme());

  // --- findings ---------------------------------------------------------------------------------------------
  // A report can hold tens of thousands of findings. The document holds them in <noscript> elements, which cost next to
  // nothing while this script runs: they become elements only where they are looked at, and are searched as text.

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

  /** @type {Finding[] | undefined} */
  let findings;

  /** Every finding of the report, read when it is first needed. */
  function allFindings() {
    findings ??= [...document.querySelectorAll('.run')].flatMap((run) =>
      run instanceof HTMLElement ? findingsOf(run) : [],
    );
    return findings;
  }

  /** @param {HTMLElement} run */
  function findingsOf(run) {
    const story = run.querySelector('.story')?.textContent ?? '';
    return [...run.querySelectorAll('.act noscript')].flatMap((held) => {
      const act = held.parentElement?.querySelector('h3')?.textContent ?? '';
      const items = (held.textContent ?? '').split('<li class="f ').slice(1);
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
  function elementsOf(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content;
  }

  /**
   * Gives an opened finding its links: to requirements, evidence and itself. The document holds them as plain text, which
   * keeps a report of hundreds of runs small.
   * @param {Element} finding
   */
  function link(finding) {
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

  // --- a run's evidence -------------------------------------------------------------------------------------

  /** @typedef {import('./evidence.js').RunPayload} RunPayload */
  /** @typedef {import('./evidence.js').StepPayload} StepPayload */
  /** @typedef {import('./evidence.js').RecordPayload} RecordPayload */

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
   * @param {Element} run
   * @returns {Promise<RunPayload | undefined>}
   */
  async function unpack(run) {
    const packed = run.querySelector('script.pack')?.textContent;
    if (!packed) return undefined;
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(stream).text());
  }

  /**
   * Puts findings, diagram and steps into a run, once.
   * @param {HTMLElement} run
   */
  async function fill(run) {
    if (run.dataset.filled) return;
    run.dataset.filled = 'under way';
    for (const held of run.querySelectorAll('.act noscript')) held.after(elementsOf(held.textContent ?? ''));
    for (const finding of run.querySelectorAll('.f > details[open]')) onToggle({ target: finding });
    const place = run.querySelector('.diagram');
    try {
      const payload = await unpack(run);
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
  function empty(run) {
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

  // --- views and deep links ---------------------------------------------------------------------------------

  /** @type {HTMLElement | undefined} */
  let current;

  /** @param {string} view */
  function show(view) {
    root.dataset.view = view;
    if (view !== 'findings') byId('results')?.replaceChildren();
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
  function evidence(run, what) {
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

  function route() {
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

  // --- filter -----------------------------------------------------------------------------------------------

  const FIELDS = ['text', 'verdict', 'flow', 'exchange', 'actor'];

  /** So many findings are shown at once; more on demand. */
  const PAGE = 200;

  /** @returns {HTMLFormElement | undefined} */
  function filterForm() {
    const form = document.querySelector('form.filter');
    return form instanceof HTMLFormElement ? form : undefined;
  }

  /** @param {HTMLFormElement} form */
  function criteria(form) {
    const data = new FormData(form);
    return Object.fromEntries(FIELDS.map((field) => [field, String(data.get(field) ?? '').trim()]));
  }

  /** @param {string} query */
  function showFindings(query) {
    show('findings');
    const form = filterForm();
    if (!form) return;
    offerActors();
    const wanted = new URLSearchParams(query);
    for (const field of FIELDS) {
      const input = form.elements.namedItem(field);
      if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement)
        input.value = wanted.get(field) ?? '';
    }
    filter();
    window.scrollTo(0, 0);
  }

  function filter() {
    const form = filterForm();
    if (!form) return;
    const want = criteria(form);
    const words = (want.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const found = allFindings().filter(
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
      status.textContent = `${found.length} of ${allFindings().length} findings in ${runs} ${runs === 1 ? 'run' : 'runs'}`;
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
    for (const opened of results?.querySelectorAll('.f > details[open]') ?? []) onToggle({ target: opened });
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
  function filterSoon() {
    clearTimeout(pending);
    pending = setTimeout(filterChanged, 120);
  }

  /** The filter becomes part of the address, so that it can be shared. */
  function filterChanged() {
    const form = filterForm();
    if (!form) return;
    const query = new URLSearchParams(Object.entries(criteria(form)).filter(([, value]) => value !== ''));
    history.replaceState(null, '', `#findings${query.size > 0 ? `?${query}` : ''}`);
    filter();
  }

  /** Fills the choice of actors, once. */
  function offerActors() {
    const select = filterForm()?.elements.namedItem('actor');
    if (!(select instanceof HTMLSelectElement) || select.options.length > 1) return;
    const actors = new Set(allFindings().flatMap((finding) => finding.actors));
    for (const actor of [...actors].sort()) select.append(make('option', { text: actor }));
  }

  // --- requirements -----------------------------------------------------------------------------------------

  /** @type {Map<string, Finding[]> | undefined} */
  let byRequirement;

  /** @param {string} key */
  function findingsOn(key) {
    if (!byRequirement) {
      byRequirement = new Map();
      for (const finding of allFindings()) {
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
  function listChecks(place) {
    if (!place.open || place.querySelector('ul')) return;
    /** @type {Map<string, HTMLElement[]>} */
    const rows = new Map();
    for (const { id, run, verdict, word } of findingsOn(place.dataset.key ?? '')) {
      const check = id.slice(run.id.length + 1);
      const row = `${run.dataset.flow} ${check}`;
      const words = `${word} in ${run.id}`;
      const where = run.id.slice((run.dataset.flow ?? '').length).replace(/^\//, '');
      const text = where.replace(`@${run.dataset.exchange}`, ` ${run.dataset.short}`).trim();
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

  // --- copying, printing, keys ------------------------------------------------------------------------------

  /**
   * @param {HTMLButtonElement} button
   * @param {string} text
   */
  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select the id to copy it';
    }
  }

  /** @type {HTMLDetailsElement[]} */
  let openedForPrint = [];

  function beforePrint() {
    const all = [...document.querySelectorAll('details:not([open]):not(.step)')];
    openedForPrint = all.flatMap((each) =>
      each instanceof HTMLDetailsElement && each.checkVisibility() ? [each] : [],
    );
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
  function onToggle({ target }) {
    if (!(target instanceof HTMLDetailsElement)) return;
    if (target.matches('.checks')) listChecks(target);
    else if (target.open && target.parentElement?.matches('.f')) link(target.parentElement);
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
    for (const place of document.querySelectorAll('details.checks[open]')) onToggle({ target: place });
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
})();

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { JSDOM, VirtualConsole } from 'jsdom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyRun, HOSTILE, hostileText, labReport, labRun, mixedRuns, type FixtureRun } from '../report.fixture.js';
import type { ExpectedInput } from '../build-report.js';
import type { RunPayload } from './evidence.js';
import { htmlPieces, runSection } from './render.js';
import { sectionNotes } from './views.js';

async function pageOf(runs: readonly FixtureRun[], expected?: ExpectedInput): Promise<string> {
  const { report, evidence } = labReport(runs, expected);
  const pieces: string[] = [];
  for await (const piece of htmlPieces(report, evidence)) pieces.push(piece);
  return pieces.join('');
}

let open: JSDOM | undefined;
afterEach(() => {
  open?.window.close();
  open = undefined;
});

/** Waits for what the page does by and by; the bound is for a machine that is busy with much else. */
const until = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 20_000, interval: 10 });

/** Opens a page as a browser would, its script running; `alert` and errors are watched. */
async function browse(html: string, hash = ''): Promise<{ dom: JSDOM; document: Document; alarms: string[] }> {
  const alarms: string[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', (error) => alarms.push(error.message));
  const dom = new JSDOM(html, {
    url: `http://localhost/report.html${hash}`,
    runScripts: 'dangerously',
    virtualConsole,
    beforeParse(window) {
      const browser = { alert: (text: unknown) => alarms.push(String(text)), scrollTo: () => undefined };
      Object.assign(window, browser, { DecompressionStream, Response, Blob, TextDecoder, Uint8Array });
      window.Element.prototype.scrollIntoView = () => undefined;
    },
  });
  open = dom;
  await until(() => expect(dom.window.document.readyState).not.toBe('loading'));
  return { dom, document: dom.window.document, alarms };
}

/** The lists of checks that are open from the beginning are filled by and by once their view is shown. */
const listed = (document: Document): Promise<void> =>
  until(() => expect([...document.querySelectorAll('details.checks[open]:not(:has(ul))')]).toEqual([]));

/** The page as it is without scripts. */
const read = (html: string): Document => new JSDOM(html).window.document;

const visibleStart = (text: string) => text.slice(0, 4);

describe('a section made elsewhere', () => {
  it('stands in the page as if it had been made there', async () => {
    const { report, evidence } = labReport(mixedRuns());
    const notes = structuredClone(sectionNotes(report));
    const elsewhere = evidence.map((each) =>
      'records' in each ? { run: each.run, section: runSection(each.run, each.records, notes) } : each,
    );
    const pieces: string[] = [];
    for await (const piece of htmlPieces(report, elsewhere)) pieces.push(piece);
    expect(pieces.join('')).toBe(await pageOf(mixedRuns()));
  });
});

describe('the page without its script', () => {
  it('shows the outcome, the matrix, and every finding that did not pass with what was expected and seen', async () => {
    const runs = mixedRuns('Bad things happened.');
    const document = read(await pageOf(runs));
    expect(document.querySelector('.sentence')?.textContent).toContain('2 requirements of the guide are not met');
    expect(document.querySelectorAll('.matrix td a')).toHaveLength(runs.length);
    const [passed, others] = [true, false].map((pass) =>
      runs.flatMap((run) => run.findings.filter(({ verdict }) => (verdict === 'pass') === pass)),
    );
    expect(others?.length).toBeGreaterThan(5);
    for (const finding of others ?? []) {
      const text = document.getElementById(finding.id)?.textContent;
      expect(text).toContain(finding.expected);
      expect(text).toContain(finding.seen);
    }
    expect(passed?.some(({ id }) => document.getElementById(id))).toBe(false);
    const counted = [...document.querySelectorAll('.act > noscript > .meta')].map((one) =>
      parseInt(one.textContent, 10),
    );
    expect(counted.reduce((sum, count) => sum + count)).toBe(passed?.length);
  });

  it('tells what was not exercised from what nothing checks', async () => {
    const { report, evidence } = labReport(mixedRuns());
    const traced = report.requirements.map((requirement) =>
      requirement.key === 'due-date-stated'
        ? { ...requirement, checkedBy: { laws: ['law.due'], flows: ['another-flow'] } }
        : requirement,
    );
    let html = '';
    for await (const piece of htmlPieces({ ...report, requirements: traced }, evidence)) html += piece;
    const document = read(html);
    const shown = document.getElementById('requirement.due-date-stated');
    expect(shown?.querySelector('.v')?.textContent).toBe('not exercised');
    expect(shown?.textContent).toContain('in the flows another-flow, and by law.due');
    expect(document.querySelector('#requirements > p')?.textContent).toContain('1 more have checks');
  });

  it('counts findings by verdict, and runs by exchange with those that are as required', async () => {
    const document = read(await pageOf(mixedRuns()));
    const totals = [...document.querySelectorAll('.totals a')].map((link) => link.getAttribute('href'));
    expect(totals).toContain('#findings?verdict=fail');
    expect(totals.every((href) => /verdict=[a-z-]+$/.test(href ?? ''))).toBe(true);
    const row = (tr: Element): (string | null)[] => [...tr.children].map((cell) => cell.textContent);
    expect([...document.querySelectorAll('.matrix tfoot tr')].map(row)).toEqual([
      ['runs', '2', '1', '1', '1', '2', '1', '1'],
      ['as required', '2', '1', '0', '0', '1', '0', '1'],
    ]);
  });

  it('leads from each cell to its run and names its verdict in words', async () => {
    const document = read(await pageOf(mixedRuns()));
    for (const cell of document.querySelectorAll('.matrix td a')) {
      expect(document.getElementById(cell.getAttribute('href')!.slice(1))?.matches('.run')).toBe(true);
      expect(cell.getAttribute('aria-label')).toMatch(/passed|failed|warning|inconclusive|not claimed|harness fault/);
    }
  });

  it('lists every requirement, those that nothing checks as such', async () => {
    const document = read(await pageOf(mixedRuns()));
    const word = (key: string) => document.getElementById(`requirement.${key}`)?.querySelector('.v')?.textContent;
    expect(word('told-of-changes')).toBe('failed');
    expect(word('due-date-stated')).toBe('not checked');
    expect(word('humans-agree')).toBe('cannot be tested');
  });

  it('shows expected findings with their reason and stale entries', async () => {
    const entries = [
      { finding: '*#complete.*', verdict: 'fail' as const, reason: 'known <b>since</b> May', line: 1 },
      { finding: 'gone@*#a.b', verdict: 'fail' as const, reason: 'old', line: 2 },
    ];
    const document = read(await pageOf([labRun('messaging', { verdicts: { complete: 'fail' } })], { entries }));
    expect(document.querySelector('.f.tolerated')?.textContent).toContain('known <b>since</b> May');
    expect(document.querySelector('#overview')?.textContent).toContain('gone@*#a.b');
  });

  it('stands also with no run, and with a run that did nothing', async () => {
    expect(read(await pageOf([])).querySelector('.sentence')?.textContent).toContain('Nothing was run');
    expect(read(await pageOf([emptyRun('messaging')])).querySelectorAll('.run')).toHaveLength(1);
  });
});

describe('the page and hostile text', () => {
  it('holds no markup, script or handler from servers', async () => {
    for (const document of [read(await pageOf(mixedRuns())), (await browse(await pageOf(mixedRuns()))).document]) {
      expect(document.querySelectorAll('img, iframe, object, embed, link, base')).toHaveLength(0);
      const scripts = [...document.querySelectorAll('script')].filter((script) => !script.matches('.pack'));
      expect(scripts).toHaveLength(1);
      const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
        element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'style'),
      );
      expect(handlers).toEqual([]);
    }
  });

  it.each(Object.entries(HOSTILE))('runs nothing, in no view: %s', async (_name, text) => {
    const html = await pageOf([labRun('task-at-placer', { verdicts: { ask: 'fail', accept: 'fail' }, text })]);
    const { document, dom, alarms } = await browse(html, '#simple-lab-order@task-at-placer~ask.write');
    await until(() => expect(document.querySelector('.record .payload')).not.toBeNull());
    expect(document.querySelector('.record .payload')?.textContent).toContain(visibleStart(text));
    dom.window.location.hash = '#findings';
    await until(() => expect(document.querySelector('#results .f')).not.toBeNull());
    expect(document.querySelectorAll('#results img, #results script, .run img')).toHaveLength(0);
    expect(alarms).toEqual([]);
  });

  it('keeps what it embeds free of anything that HTML or JavaScript could read', async () => {
    const packs = [...read(await pageOf(mixedRuns())).querySelectorAll('script.pack')];
    expect(packs).toHaveLength(18);
    for (const pack of packs) expect(pack.textContent).toMatch(/^[A-Za-z0-9+/=]+$/);
  });

  it('shows what reorders or hides text instead of obeying it', async () => {
    const html = await pageOf([labRun('messaging', { verdicts: { ask: 'fail' }, text: HOSTILE.bidi })]);
    expect(html).not.toContain('\u202E');
    expect(html).toContain('left\uFFFDright');
  });

  it('would be noticed by these tests if it did not escape', async () => {
    const { alarms } = await browse(`<p>${hostileText}</p>`);
    expect(alarms).toContain('1');
  });
});

describe('the policy of the page', () => {
  it('forbids everything but its own style and script, by hashes that fit', async () => {
    const document = read(await pageOf([labRun('messaging')]));
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    for (const [tag, directive] of [
      ['style', 'style-src'],
      ['script:not(.pack)', 'script-src'],
    ] as const) {
      const text = document.querySelector(tag)?.textContent ?? '';
      expect(policy).toContain(`${directive} 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
  });

  it('loads nothing from anywhere', async () => {
    const document = read(await pageOf(mixedRuns()));
    expect(document.querySelectorAll('[src], link[href]')).toHaveLength(0);
    expect(document.querySelector('style')?.textContent).not.toMatch(/url\(|@import/);
  });
});

describe('the page with its script', () => {
  const html = pageOf(mixedRuns('Bad things happened.'));

  it('opens one view at a time', async () => {
    const { document, dom } = await browse(await html);
    expect(document.documentElement.dataset.view).toBe('overview');
    dom.window.location.hash = '#requirements';
    await until(() => expect(document.documentElement.dataset.view).toBe('requirements'));
    expect(document.querySelector('nav [aria-current]')?.textContent).toBe('Requirements');
    await listed(document);
  });

  it('opens a run by its link: diagram, steps and findings', async () => {
    const { document } = await browse(await html, '#simple-lab-order@task-at-fulfiller');
    await until(() => expect(document.querySelector('.run.current .seq-arrow')).not.toBeNull());
    const run = document.querySelector('.run.current')!;
    expect(run.querySelectorAll('.step')).toHaveLength(run.querySelectorAll('.seq-arrow').length);
    expect(run.querySelector('.seq-arrow[data-step="accept.write"]')?.classList.contains('v-fail')).toBe(true);
    expect(run.querySelectorAll('.f')).toHaveLength(16);
    expect(document.querySelectorAll('.f')).toHaveLength(16);
  });

  it('opens a finding by its id, marks it and puts the focus there', async () => {
    const id = 'simple-lab-order@task-at-fulfiller#accept.write';
    const { document } = await browse(await html, `#${id}`);
    await until(() => expect(document.querySelector('.target')?.id).toBe(id));
    expect(document.querySelector('.target details')?.hasAttribute('open')).toBe(true);
    expect(document.activeElement?.closest('.f')?.id).toBe(id);
  });

  it('opens the request and response behind a piece of evidence', async () => {
    const run = mixedRuns()[2]!;
    const [n] = run.findings.find((finding) => finding.verdict === 'fail')!.evidence;
    const { document } = await browse(await html, `#${run.plan.id}~${n}`);
    await until(() => expect(document.querySelector('.record.target')?.id).toBe(`${run.plan.id}~${n}`));
    const record = document.querySelector('.record.target')!;
    expect(record.querySelector('h4')?.textContent).toBe('PUT http://127.0.0.1:4002/fhir/Task/cbc-coordination');
    expect(record.textContent).toContain('Response 200');
    expect(JSON.parse(record.querySelector('.payload')?.textContent ?? '')).toMatchObject({ resourceType: 'Task' });
  });

  it.each([
    ['verdict=fail', 6],
    ['verdict=warn', 3],
    ['verdict=fail&exchange=messaging', 3],
    ['actor=fulfiller&verdict=inconclusive', 3],
    ['text=INFORM+answered&verdict=fail', 2],
    ['text=told-of-changes&verdict=fail', 2],
    ['text=nothing-like-this', 0],
  ])('filters by %s', async (query, count) => {
    const { document } = await browse(await html, `#findings?${query}`);
    await until(() => expect(document.getElementById('count')?.textContent).toMatch(new RegExp(`^${count} of 132`)));
    expect(document.querySelectorAll('#results .f')).toHaveLength(count);
  });

  it('makes what is typed part of the address', async () => {
    const { document, dom } = await browse(await html, '#findings');
    const search = document.querySelector<HTMLInputElement>('[name="text"]')!;
    search.value = 'notification';
    search.dispatchEvent(new dom.window.Event('input', { bubbles: true }));
    await until(() => expect(dom.window.location.hash).toBe('#findings?text=notification'));
  });

  it('lists the checks on a requirement with their verdict over each exchange', async () => {
    const { document } = await browse(await html, '#requirement.told-of-changes');
    await until(() => expect(document.querySelector('[data-key="told-of-changes"] li')).not.toBeNull());
    await listed(document);
    const row = [...document.querySelectorAll('[data-key="told-of-changes"] li')].find((item) =>
      item.textContent?.includes('accept.told-placer'),
    );
    expect(row?.querySelector('.v-fail')?.getAttribute('aria-label')).toBe(
      'failed in simple-lab-order@task-at-fulfiller',
    );
    expect(row?.querySelectorAll('a')).toHaveLength(7);
  });
});

describe('evidence', () => {
  it('holds each body once, and what arrived belongs to the telling that it fulfils', async () => {
    const run = labRun('task-at-placer');
    const document = read(await pageOf([run]));
    const packed = document.querySelector('script.evidence')?.textContent ?? '';
    const payload = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as RunPayload;
    expect(new Set(payload.bodies.map((body) => body.text)).size).toBe(payload.bodies.length);
    expect(payload.bodies.length).toBeLessThan(payload.records.length);
    const received = run.records.find((record) => record.kind === 'received')!;
    expect(payload.steps.find((step) => step.id === 'ask.told-fulfiller')?.records).toEqual([received.n]);
    expect(payload.steps.flatMap((step) => step.records).sort()).toEqual(payload.records.map(({ n }) => n).sort());
  });

  it('is the same bytes for the same run', async () => {
    expect(await pageOf(mixedRuns())).toBe(await pageOf(mixedRuns()));
  });
});

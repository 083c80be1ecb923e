import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { buildSite, type SiteFiles } from './build-site.js';
import { brokenLinks, doubleIds, pagesOf } from './links.fixture.js';
import { readSite } from './model/read-site.js';
import type { SiteModel } from './model/site.js';
import { clientParts } from './output/assets.js';
import { hashOf } from './output/write.js';

describe('the site of this guide', () => {
  let site: SiteModel;
  let files: SiteFiles;
  beforeAll(async () => {
    site = readSite({ root: projectRoot(), reports: [] });
    files = await buildSite(site);
  });

  it('has a page for every artifact, every page of the guide, and every target of its menu', () => {
    const names = [...files.keys()];
    expect(names).toEqual(expect.arrayContaining(site.artifacts.map(({ href }) => href)));
    expect(names).toEqual(expect.arrayContaining([...site.config.pages.keys()].map((name) => `${name}.html`)));
  });

  it('has no link that leads nowhere', () => {
    expect(brokenLinks(files)).toEqual([]);
  });

  it('leads from the ExampleScenario of a flow to where the flow is told', () => {
    for (const { id } of site.artifacts.filter(({ type }) => type === 'ExampleScenario'))
      expect(files.get(`ExampleScenario-${id}.html`), id).toContain(`href="${id}.html"`);
  });

  it('shows properties of codes, Codings among them', () => {
    const page = String(files.get('CodeSystem-cow-business-status.html'));
    const [row = ''] = /<tr[^>]*id="cow-business-status-awaiting-information".*?<\/tr>/s.exec(page) ?? [];
    const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) =>
      cell.replace(/<[^>]+>/g, '').trim(),
    );
    expect(cells.slice(-2)).toEqual(['deciding', 'received, on-hold']);
  });

  it('uses each id once on a page', () => {
    expect(doubleIds(files)).toEqual([]);
  });

  it('asks nothing of another origin', () => {
    for (const [page, html] of pagesOf(files)) {
      expect([...html.matchAll(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?\/\/[^"]*"/g)], page).toEqual(
        [],
      );
    }
    expect(files.get('assets/site.css')).not.toMatch(/url\(|@import/);
  });

  it('lets browsers run no script but its own', () => {
    for (const [page, html] of pagesOf(files)) {
      expect(html, page).toMatch(
        /http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;; script-src &#x27;self&#x27;/,
      );
      expect(html, page).not.toMatch(/<script(?![^>]* src="assets\/)|<[^>]+ on[a-z]+="/);
    }
  });

  it('is the same bytes when built again', async () => {
    const again = await buildSite(readSite({ root: projectRoot(), reports: [] }));
    expect([...again.keys()]).toEqual([...files.keys()]);
    for (const [name, content] of again) expect(hashOf(content), name).toBe(hashOf(files.get(name) ?? ''));
  });

  it('says nowhere that something passed when nothing ran', () => {
    for (const [page, html] of pagesOf(files)) expect(html, page).not.toContain('data-state="pass"');
    expect(files.get('conformance.html')).toContain('id="nothing-ran"');
  });

  it('keeps flow pages light', () => {
    const flows = pagesOf(files).filter(([page]) => page.startsWith('flow-'));
    expect(flows.length).toBeGreaterThanOrEqual(site.flows.length);
    for (const [page, html] of flows) expect(Buffer.byteLength(html), page).toBeLessThan(300_000);
  });

  it('shows what each act writes, and of an update what was before and what is now', () => {
    const page = files.get('flow-simple-lab-order.html') as string;
    expect(page).toMatch(/id="payload.ask.1"[^]*?as it is created/);
    expect(page).toMatch(
      /id="payload.accept.1"[^]*?<del>  <b>"status"<\/b>|id="payload.accept.1"[^]*?<del>[^]*?requested[^]*?<ins>[^]*?accepted/,
    );
  });

  it('says on its first page what identifies the guide', () => {
    const [, facts = ''] = /<dl class="facts">(.*?)<\/dl>/s.exec(String(files.get('index.html'))) ?? [];
    for (const fact of [
      `${site.facts.canonical}/ImplementationGuide/`,
      site.facts.version,
      '4.0.1',
      'CC0-1.0',
      'package.tgz',
    ])
      expect(facts).toContain(fact);
  });

  it('lists every file to download with its size', () => {
    const page = String(files.get('downloads.html'));
    for (const name of [
      'package.tgz',
      'scenarios.zip',
      'definitions.json.zip',
      'ImplementationGuide-hl7.fhir.uv.cow.json',
    ]) {
      const size = Math.ceil(Buffer.byteLength(files.get(name) ?? '') / 1000);
      expect(page).toMatch(new RegExp(`href="${name}">${name}</a></td>[^\\n]*>${size} kB</td>`));
    }
    expect(page).toContain('id="why-json"');
  });

  it('gives every requirement a place of its own', () => {
    for (const { key, theme } of site.requirements) {
      expect(files.get(`Requirements-${theme}.html`)).toContain(`id="${key}"`);
    }
  });
});

it('finds broken links and double ids', () => {
  const files = new Map([
    ['a.html', '<p id="x"></p><p id="x"></p><a href="a.html#x"></a><a href="#y"></a><a href="b.html"></a>'],
  ]);
  expect(brokenLinks(files).map(({ href }) => href)).toEqual(['#y', 'b.html']);
  expect(doubleIds(files)).toEqual(['a.html#x']);
});

it('puts every part of the script and no other into the page', () => {
  const { listed, present } = clientParts();
  expect(present).toEqual(listed);
});

import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import type { Finding } from '../../../harness/src/judge/finding.js';
import { storyPaths } from '../../../harness/src/plan/story-path.js';
import { loadTemplates } from '../text/templates.js';
import { readSite } from '../model/read-site.js';
import type { SiteModel } from '../model/site.js';
import type { GivenReport } from '../model/runs.js';
import { actsRan } from './act-runs.js';
import { writtenPages } from '../build-site.js';

const run = 'order-declined@messaging';
const finding = (act: string, verdict: Finding['verdict']): Finding =>
  ({
    id: `${run}#${act}.x`,
    run,
    act,
    step: `${act}.tell`,
    title: 't',
    verdict,
    requirements: [],
  }) as unknown as Finding;

describe('what ran of each act', () => {
  let site: SiteModel;
  const given = {
    id: 'report-1',
    page: '/somewhere/report.html',
    report: {
      target: 'a <server>',
      startedAt: '2026-01-02T03:04:05Z',
      requirements: [],
      runs: [
        {
          id: run,
          flow: 'order-declined',
          exchange: 'messaging',
          verdict: 'fail',
          findings: [finding('ask', 'pass'), finding('decline', 'pass'), finding('decline', 'fail')],
        },
      ],
    },
  } as unknown as GivenReport;
  beforeAll(() => {
    site = readSite({ root: projectRoot(), reports: [] });
  });

  it('is the worst of its checks, with a link to the step; what did not run has nothing', () => {
    const flow = site.flows.find(({ scenario }) => scenario.id === 'order-declined');
    const lines = actsRan(flow as SiteModel['flows'][number], given);
    expect([...lines.keys()]).toEqual(['ask', 'decline']);
    expect(lines.get('decline')).toContain('href="report-1.html#order-declined@messaging~decline.tell"');
    expect(lines.get('decline')).toContain('v-fail');
    expect(lines.get('ask')).toContain('v-pass');
    expect(lines.get('ask')).toContain('a &lt;server&gt;');
  });

  it('stands below the heading of the act', () => {
    const runs = { reports: [given], byRun: new Map() };
    const [page] = writtenPages(
      { site: { ...site, runs }, templates: loadTemplates() },
      new Set(['flow-order-declined']),
    );
    expect(page?.body).toMatch(/<h3 id="act-decline"[^\n]*<\/h3><p class="act-ran">/);
    expect(page?.body).not.toMatch(/<h3 id="act-authorize"[^\n]*<\/h3><p class="act-ran">/);
  });

  it('is blank for an exchange that a way is not meant for, and not told as missing', () => {
    const runs = { reports: [given], byRun: new Map() };
    const context = { site: { ...site, runs }, templates: loadTemplates() };
    const [page] = writtenPages(context, new Set(['flow-cancel-in-progress']));
    const [, cells = ''] = /cancel-in-progress\/overstepped<\/code><\/th>(.*?)<\/tr>/.exec(page?.body ?? '') ?? [];
    expect(cells.match(/<td><\/td>/g)).toHaveLength(6);
    expect(cells.match(/not run/g)).toHaveLength(1);
  });

  it('leaves a page light that shows two reports of all its runs', () => {
    const runs = { reports: [everything('report-1', site), everything('report-2', site)], byRun: new Map() };
    const pages = writtenPages({ site: { ...site, runs }, templates: loadTemplates() });
    const flows = pages.filter(({ kind }) => kind === 'flow');
    expect(flows.map(({ body }) => body.split('class="act-ran"').length - 1).reduce((a, b) => a + b)).toBeGreaterThan(
      600,
    );
    const heavy = pages.filter(({ body }) => Buffer.byteLength(body) > 290_000); // the frame around it takes less than 10 kB
    expect(heavy.map(({ file, body }) => `${file}: ${Buffer.byteLength(body)}`)).toEqual([]);
    const short = flows.filter(({ body }) => body.includes('id="what-ran.acts"'));
    expect(short.length).toBeLessThan(flows.length / 4);
    for (const { body } of short) {
      expect(body).toContain('href="report-1.html#');
      expect(body).not.toMatch(/class="act-ran">[^\n]*href="report-2\.html/);
    }
  });
});

/** A report in which every act of every way through every flow ran over each of its exchanges. */
function everything(id: string, { flows }: SiteModel): GivenReport {
  const runs = flows.flatMap(({ scenario }) =>
    storyPaths(scenario).flatMap(({ branch, acts }) =>
      scenario.exchanges.map((exchange) => {
        const name = `${scenario.id}${branch === undefined ? '' : `/${branch}`}@${exchange}`;
        const findings = acts.map((act) => ({ ...finding(act.id, 'pass'), step: `${act.id}.sees-1.read` }));
        return { id: name, flow: scenario.id, exchange, verdict: 'pass', findings };
      }),
    ),
  );
  const report = {
    target: 'embedded (a server for each party)',
    startedAt: '2026-01-02T03:04:05Z',
    requirements: [],
    runs,
  };
  return { id, page: '/somewhere/report.html', report } as unknown as GivenReport;
}

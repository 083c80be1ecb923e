import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { emptyRun, HOSTILE, labReport, labRun, mixedRuns } from './report.fixture.js';
import { junitXml } from './junit.js';

const { DOMParser } = new JSDOM().window;

function parse(xml: string): Document {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const fault = document.querySelector('parsererror');
  if (fault) throw new Error(fault.textContent ?? 'not well-formed');
  return document;
}

const casesOf = (document: Document, child: string) =>
  [...document.querySelectorAll(`testcase > ${child}`)].map((each) => each.parentElement?.getAttribute('name'));

describe('junitXml', () => {
  it('holds a suite for each run and a case for each finding, with counts that add up', () => {
    const { report } = labReport(mixedRuns());
    const document = parse(junitXml(report));
    const suites = [...document.querySelectorAll('testsuite')];
    expect(suites.map((suite) => suite.getAttribute('name'))).toEqual(report.runs.map((run) => run.id));
    for (const suite of [...suites, document.documentElement]) {
      for (const [attribute, element] of [
        ['tests', 'testcase'],
        ['failures', 'failure'],
        ['errors', 'error'],
        ['skipped', 'skipped'],
      ] as const) {
        expect(Number(suite.getAttribute(attribute))).toBe(suite.querySelectorAll(element).length);
      }
    }
    const names = [...suites[0]!.querySelectorAll('testcase')].map(
      (each) => `${report.runs[0]!.id}#${each.getAttribute('name')}`,
    );
    expect(names).toEqual(report.runs[0]!.findings.map((finding) => finding.id));
  });

  it('maps verdicts to what CI systems know', () => {
    const { report } = labReport([
      labRun('messaging', {
        verdicts: { ask: 'not-claimed', accept: 'warn', start: 'inconclusive', complete: 'fail' },
      }),
      labRun('task-at-placer', { verdicts: { complete: 'harness-fault' } }),
    ]);
    const document = parse(junitXml(report));
    expect(casesOf(document, 'skipped')).toContain('ask.write');
    expect(casesOf(document, 'skipped')).toContain('stale.write');
    expect(casesOf(document, 'system-out')).toContain('accept.write');
    expect(casesOf(document, 'error')).toEqual(expect.arrayContaining(['start.write', 'complete.write']));
    expect(casesOf(document, 'failure')).toContain('complete.write');
    expect(casesOf(document, 'failure')).not.toContain('authorize.write');
  });

  it('does not show a run green that did nothing', () => {
    const document = parse(junitXml(labReport([emptyRun('messaging')]).report));
    expect(document.querySelector('testsuite')?.getAttribute('errors')).toBe('1');
  });

  it('skips what was expected and fails what is stale', () => {
    const entries = [
      { finding: '*#complete.write', verdict: 'fail' as const, reason: 'known since May', line: 1 },
      { finding: 'gone@*#x.y', verdict: 'fail' as const, reason: 'old', line: 2 },
    ];
    const { report } = labReport([labRun('messaging', { verdicts: { complete: 'fail' } })], { entries });
    const document = parse(junitXml(report));
    const skipped = document.querySelector('[name="complete.write"] > skipped');
    expect(skipped?.getAttribute('message')).toBe('expected: known since May');
    expect(casesOf(document, 'failure')).toContain('gone@*#x.y');
  });

  it.each(Object.entries(HOSTILE))('stays well-formed and shows as text: %s', (_name, text) => {
    const { report } = labReport([labRun('messaging', { verdicts: { ask: 'fail' }, text })]);
    const document = parse(junitXml(report));
    expect(document.querySelectorAll('script, img')).toHaveLength(0);
    expect(document.querySelector('failure')?.textContent).toContain(text.slice(0, 4));
  });
});

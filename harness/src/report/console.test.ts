import { describe, expect, it } from 'vitest';
import { HOSTILE, labReport, labRun, mixedRuns, type FixtureRun } from './report.fixture.js';
import { summaryText, type SummaryOptions } from './console.js';
import type { TerminalLook } from './terminal.js';

const plain: TerminalLook = { width: 80, color: false, unicode: true };

function summary(runs: FixtureRun[], look: Partial<TerminalLook> = {}, more: Partial<SummaryOptions> = {}): string {
  const { report, evidence } = labReport(runs);
  const records = new Map(evidence.map((each) => [each.run.id, 'records' in each ? each.records : []]));
  return summaryText(report, {
    look: { ...plain, ...look },
    records: (run) => records.get(run.id) ?? [],
    reportPath: 'cow-report/report.html',
    ...more,
  });
}

describe('summaryText', () => {
  it('shows matrix, problems with their proof and the outcome within 80 columns', () => {
    const text = summary(mixedRuns('Bad things happened.'), {}, { maxProblems: 2 });
    expect(text).toMatchSnapshot();
  });

  it('says little when all is well', () => {
    expect(summary([labRun('task-at-placer'), labRun('messaging')])).toMatchSnapshot();
  });

  it.each([60, 80, 120])('keeps to %d columns, whatever servers send', (width) => {
    const isId = (line: string) => /^\S @?simple-lab-order\S+$/.test(line);
    for (const line of summary(mixedRuns(), { width }).split('\n')) {
      // An id stays whole, to be copied.
      if (!isId(line)) expect(Array.from(line).length).toBeLessThanOrEqual(width);
    }
  });

  it('aligns all seven exchanges under their heads', () => {
    const lines = summary(mixedRuns()).split('\n');
    const head = lines.find((line) => line.trim().startsWith('P '))!;
    const row = lines.find((line) => line.startsWith('simple-lab-order '))!;
    for (const short of ['P ', 'Pp', 'F ', 'Fp', 'M ', 'MP', 'MF']) {
      expect(row[head.indexOf(short)]).toMatch(/[✓✗!?○#]/);
    }
  });

  it.each(Object.entries(HOSTILE))('lets no control character through: %s', (_name, text) => {
    const out = summary([labRun('messaging', { verdicts: { ask: 'fail' }, text })]);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\ud800-\udfff]/);
  });

  it('is plain ASCII where the terminal knows no more', () => {
    expect(summary(mixedRuns(), { unicode: false })).toMatch(/^[\n\x20-\x7e]+$/);
  });

  it('colours only when asked to', () => {
    expect(summary(mixedRuns('x'), { color: true })).toContain('\u001b[31m');
    expect(summary(mixedRuns('x'))).not.toContain('\u001b');
  });

  it('tells the same check over several exchanges once, and where else it failed', () => {
    const verdicts = { complete: 'fail' as const };
    const text = summary([labRun('task-at-placer', { verdicts }), labRun('messaging', { verdicts })]);
    expect(text.match(/#complete\.write/g)).toHaveLength(1);
    expect(text).toMatch(/also in +simple-lab-order@messaging/);
  });

  it('shows expected findings in brackets and not as problems, and stale entries as such', () => {
    const entries = [
      { finding: '*', verdict: 'fail' as const, reason: 'known', line: 1 },
      { finding: '*#stale.*', verdict: 'not-reached' as const, reason: 'known', line: 2 },
      { finding: '*#final.*', verdict: 'not-reached' as const, reason: 'known', line: 3 },
      { finding: 'gone@*#a.b', verdict: 'fail' as const, reason: 'old', line: 4 },
    ];
    const run = labRun('messaging', { verdicts: { complete: 'fail' } });
    const { report } = labReport([run], { entries });
    const text = summaryText(report, { look: plain, records: () => run.records });
    expect(text).toContain('(✗3)');
    expect(text).not.toContain('proof');
    expect(text).toContain('expected, but did not occur: gone@*#a.b');
  });

  it('names how many problems it leaves out', () => {
    expect(summary(mixedRuns('x'), {}, { maxProblems: 1 })).toMatch(/and \d+ more problems: see the report/);
  });
});
